/** The shape of a node's state: shape first, colour second (LOOK, Node states). */
import type { NodeState } from '../../../shared/model'
import type { NodeLook } from '../../words/node-look'
import { type Point, px } from '../geometry/polar'
import { circle, filled, type Shape, stroked, type Token } from './shape'

export type Glyph = NodeLook

/** The glyph of a state; a running node whose beliefs are stale is `behind`. */
export function glyphOf(state: NodeState, behind: boolean): Glyph {
  if (state === 'starting' || state === 'joining') return 'joining'
  if (state === 'failed') return 'crashed'
  if (state === 'running') return behind ? 'behind' : 'running'
  return state
}

export const GLYPH_TONES: Readonly<Record<Glyph, Token>> = {
  running: 'fg-2',
  behind: 'warn',
  joining: 'move',
  leaving: 'fg-2',
  hung: 'bad',
  crashed: 'bad',
  left: 'fg-3'
}

/** What the legend and the reader for the blind call a glyph. */
export const GLYPH_WORDS: Readonly<Record<Glyph, string>> = {
  running: 'Running',
  behind: 'Behind',
  joining: 'Joining',
  leaving: 'Leaving',
  hung: 'Hung',
  crashed: 'Crashed',
  left: 'Left'
}

/** The glyph around the origin, `r` its outer radius. `tone` overrides its own colour (the path of a lookup). */
export function glyphFigure(
  glyph: Glyph,
  r: number,
  tone: Token = GLYPH_TONES[glyph],
  at: Point = { x: 0, y: 0 }
): Shape[] {
  const { x, y } = at
  const width = r < 4 ? 1 : 1.5
  const line = r - width / 2
  switch (glyph) {
    case 'running':
      return [circle(at, r, { fill: tone })]
    case 'behind':
      return [
        circle(at, line, { fill: 'bg', stroke: tone, width }),
        filled(`M${px(x)},${px(y - line)}A${px(line)},${px(line)},0,0,0,${px(x)},${px(y + line)}Z`, tone)
      ]
    case 'joining':
      return [
        circle(at, line, { fill: 'bg', stroke: tone, width, dash: dashes(line) }),
        circle(at, Math.max(1, r / 3), { fill: tone })
      ]
    case 'leaving':
      return [circle(at, line, { fill: 'bg', stroke: tone, width }), bars(at, r, [0], tone, width, true)]
    case 'left':
      return [circle(at, line, { fill: 'bg', stroke: tone, width: Math.min(width, 1.2) })]
    case 'hung':
      return [
        {
          tag: 'rect',
          fill: 'bg',
          stroke: tone,
          attrs: {
            x: px(x - line),
            y: px(y - line),
            width: px(line * 2),
            height: px(line * 2),
            rx: px(r / 3),
            'stroke-width': width
          }
        },
        bars(at, r, [-0.25, 0.25], tone, width, false)
      ]
    case 'crashed':
      return [circle(at, line, { fill: 'bg', stroke: tone, width }), cross(at, r * 0.38, tone, width)]
  }
}

/** Eight dashes around a circle of radius `r`. */
const dashes = (r: number): string => {
  const piece = (Math.PI * 2 * r) / 8
  return `${px(piece * 0.6)} ${px(piece * 0.4)}`
}

function bars({ x, y }: Point, r: number, at: number[], tone: Token, width: number, flat: boolean): Shape {
  const half = r * 0.42
  const d = at
    .map((share) =>
      flat ? `M${px(x - half)},${px(y)}H${px(x + half)}` : `M${px(x + share * r)},${px(y - half)}V${px(y + half)}`
    )
    .join('')
  return stroked(d, tone, width)
}

function cross({ x, y }: Point, half: number, tone: Token, width: number): Shape {
  const d = `M${px(x - half)},${px(y - half)}L${px(x + half)},${px(y + half)}M${px(x + half)},${px(y - half)}L${px(x - half)},${px(y + half)}`
  return stroked(d, tone, width)
}
