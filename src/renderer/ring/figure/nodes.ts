/** A node's disc with its halo, selection and hover. */
import { GLYPH_TONES, type Glyph, glyphFigure } from './glyphs'
import { circle, type Shape, type Token } from './shape'

export interface NodeMark {
  glyph: Glyph
  r: number
  selected: boolean
  hovered: boolean
  onPath: boolean
}

/** The tone of a node: of its state, or the accent while it lies on the path of a lookup. */
export function nodeTone({ glyph, onPath }: Pick<NodeMark, 'glyph' | 'onPath'>): Token {
  return onPath && glyph === 'running' ? 'accent' : GLYPH_TONES[glyph]
}

/** The node around the origin: move the group to its place. */
export function nodeFigure(mark: NodeMark): Shape[] {
  const { r } = mark
  const origin = { x: 0, y: 0 }
  const around = mark.selected
    ? [circle(origin, r + 5, { fill: 'bg', stroke: 'accent', width: 1.5 })]
    : [circle(origin, r + (r < 4 ? 1 : 2), { fill: 'bg' })]
  if (mark.hovered && !mark.selected) around.push(circle(origin, r + 4, { fill: 'bg', stroke: 'line-3', width: 1 }))
  return [...around, ...glyphFigure(mark.glyph, r, nodeTone(mark))]
}
