/** The whole static ring as one figure: what the export and the picture tests draw. */
import { placeRing, type RingModel } from './ring-model'
import type { RingFrame } from '../geometry/frame'
import { axisFigure, emptyAxisFigure } from './axis'
import { barsFigure } from './bars'
import { ownedFigure, pointersFigure } from './focus'
import { linkFigure } from './links'
import { hopFigures, keyFigure, pathNodes } from './lookup'
import { movesFigure } from './moves'
import { nodeFigure } from './nodes'
import { labelFigure, leaderFigure, ringLabels } from './ring-labels'
import { filled, type Shape, stroked } from './shape'

/** Every layer of the ring, back to front. */
export function ringFigure(model: RingModel, frame: RingFrame): Shape[] {
  if (model.nodes.length === 0) return emptyAxisFigure(frame, model.bits)
  const ring = placeRing(model, frame)
  const owned = ownedFigure(ring)
  const moves = movesFigure(ring)
  const hops = hopFigures(ring)
  const labels = ringLabels(ring)
  const path = pathNodes(model.lookup)
  return [
    ...owned.sector,
    ...moves.sector,
    ...axisFigure(frame, model.spacing, model.bits),
    ...barsFigure(ring),
    ...labels.map(leaderFigure),
    ...linkFigure(ring),
    ...owned.line,
    ...moves.line,
    ...pointersFigure(ring),
    ...hops.flatMap((hop) => [
      stroked(hop.line, hop.ok ? 'accent' : 'bad', 2, hop.ok ? {} : { 'stroke-dasharray': '5 4' }),
      filled(hop.head, hop.ok ? 'accent' : 'bad')
    ]),
    ...keyFigure(ring),
    ...ring.nodes.map((placed): Shape => ({
      tag: 'g',
      attrs: { transform: `translate(${placed.point.x.toFixed(2)} ${placed.point.y.toFixed(2)})` },
      children: nodeFigure({
        glyph: placed.glyph,
        r: placed.r,
        selected: model.selected === placed.node.id,
        hovered: false,
        onPath: path.has(placed.node.id)
      })
    })),
    ...hops.flatMap((hop) => hop.pill),
    ...labels.flatMap(labelFigure)
  ]
}
