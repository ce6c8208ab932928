/** Canvases that are as sharp as the screen. */
import type { Bars } from '../figure/bars'
import type { Palette } from '../figure/standalone'
import type { RingFrame } from '../geometry/frame'
import { TAU } from '../geometry/polar'
import { KEY_TONES, type KeyMark } from '../sight/sight'

/** Fits the canvas to its CSS size and the screen's density, and clears it. Null without a 2D context. */
export function cleared(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d')
  if (context === null) return null
  const density = globalThis.devicePixelRatio || 1
  const [deviceWidth, deviceHeight] = [Math.round(width * density), Math.round(height * density)]
  if (canvas.width !== deviceWidth || canvas.height !== deviceHeight) {
    canvas.width = deviceWidth
    canvas.height = deviceHeight
  }
  context.setTransform(density, 0, 0, density, 0, 0)
  context.clearRect(0, 0, width, height)
  return context
}

/** Draws the key bars, one path per tone. */
export function drawBars(
  context: CanvasRenderingContext2D,
  frame: RingFrame,
  { bars, width }: Bars,
  palette: Palette
): void {
  const { centre, bandInner } = frame
  for (const tone of new Set(bars.map((bar) => bar.tone))) {
    context.fillStyle = palette[tone]
    context.beginPath()
    for (const bar of bars) {
      if (bar.tone !== tone) continue
      const [sin, cos] = [Math.sin(bar.turn * TAU), Math.cos(bar.turn * TAU)]
      const half = width / 2
      const corner = (along: number, out: number): [number, number] => [
        centre.x + (bandInner + out) * sin + along * cos,
        centre.y - (bandInner + out) * cos + along * sin
      ]
      context.moveTo(...corner(-half, 0))
      context.lineTo(...corner(half, 0))
      context.lineTo(...corner(half, bar.height))
      context.lineTo(...corner(-half, bar.height))
      context.closePath()
    }
    context.fill()
  }
}

const MARK = 3.5

/** Draws single keys: a filled diamond where a key is, a hollow one where it waits or does not belong. */
export function drawKeys(context: CanvasRenderingContext2D, marks: readonly KeyMark[], palette: Palette): void {
  for (const { point, state } of marks) {
    const { x, y } = point
    context.beginPath()
    context.moveTo(x, y - MARK)
    context.lineTo(x + MARK, y)
    context.lineTo(x, y + MARK)
    context.lineTo(x - MARK, y)
    context.closePath()
    context.fillStyle = context.strokeStyle = palette[KEY_TONES[state]]
    if (state === 'held' || state === 'arrived') context.fill()
    else context.stroke()
  }
}
