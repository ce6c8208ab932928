/** Key bars with their tone: of the selected arc, of an arc on the move, or plain. */
import { arcHolds, type Bar, barWidth, binCount, densityBars, foldDensity } from '../geometry/density'
import { pointAt, px } from '../geometry/polar'
import { movedArc } from './moves'
import { ownedArc } from './focus'
import type { PlacedRing } from './ring-model'
import type { Shape, Token } from './shape'

export interface TonedBar extends Bar {
  tone: Token
}

export interface Bars {
  bars: readonly TonedBar[]
  width: number
}

/** The bars of the ring as it is shown. */
export function ringBars(ring: PlacedRing): Bars {
  const { frame, model } = ring
  // Where keys stand one by one, bars would only repeat them.
  if (!model.layers.keys || model.density.length === 0 || model.sight?.keys != null) return { bars: [], width: 0 }
  const bins = binCount(frame.zoom)
  const moving = model.moves.map((move) => movedArc(ring, move))
  const selected = model.selected === null ? undefined : ring.byId.get(model.selected)
  const owned =
    selected?.live === true && model.layers.arcs && moving.length === 0 && model.lookup === null
      ? ownedArc(ring, selected)
      : null
  const toneAt = (turn: number): Token => {
    if (moving.some((arc) => arcHolds(arc, turn))) return 'move'
    return owned !== null && arcHolds(owned, turn) ? 'accent' : 'line-3'
  }
  const bars = densityBars(foldDensity(model.density, bins, model.spacing), frame)
  return { bars: bars.map((bar) => ({ ...bar, tone: toneAt(bar.turn) })), width: barWidth(frame, bins) }
}

/** The bars as shapes, for the export; the window draws them on a canvas. */
export function barsFigure(ring: PlacedRing): Shape[] {
  const { bars, width } = ringBars(ring)
  const { centre, bandInner } = ring.frame
  return bars.map((bar) => {
    const foot = pointAt(centre, bandInner, bar.turn)
    return {
      tag: 'rect',
      fill: bar.tone,
      attrs: {
        x: px(-width / 2),
        y: px(-bar.height),
        width: px(width),
        height: px(bar.height),
        transform: `translate(${px(foot.x)} ${px(foot.y)}) rotate(${px(bar.turn * 360)})`
      }
    }
  })
}
