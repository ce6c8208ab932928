/** Arcs that change hands, and the curve along which their keys fly. */
import { sectorPath, trimmedArc } from '../geometry/arcs'
import { arrowChord, type Chord, chordBetween, trimmedChord } from '../geometry/chords'
import type { Arc } from '../geometry/density'
import { shownTurn } from '../geometry/spacing'
import { clearance, type MovingArc, type PlacedRing } from './ring-model'
import { filled, type Shape, stroked } from './shape'

/** The arc of a move as shown. */
export function movedArc(ring: PlacedRing, move: MovingArc): Arc {
  return { from: shownTurn(ring.model.spacing, move.start), to: shownTurn(ring.model.spacing, move.end) }
}

/** The curve from the node that sends to the one that receives; null when either left the picture. */
export function flightChord(ring: PlacedRing, move: MovingArc): Chord | null {
  const from = ring.byId.get(move.from)
  const to = ring.byId.get(move.to)
  if (from === undefined || to === undefined || from === to) return null
  const chord = chordBetween(ring.frame.centre, from.point, to.point, 0.62)
  return trimmedChord(chord, clearance(ring, from) + 1, clearance(ring, to) + 1)
}

/** Lit arcs with their sectors, and a dotted curve for each flight. */
export function movesFigure(ring: PlacedRing): { sector: Shape[]; line: Shape[] } {
  const { frame, model } = ring
  const sector: Shape[] = []
  const line: Shape[] = []
  for (const move of model.moves) {
    const arc = movedArc(ring, move)
    const chord = flightChord(ring, move)
    const end = ring.byId.get(move.cause === 'leave' ? move.from : move.to)
    const lit = trimmedArc(frame.centre, frame.radius, arc, 0, end === undefined ? 0 : clearance(ring, end))
    sector.push(filled(sectorPath(frame.centre, frame.radius, frame.sectorOuter, arc), 'move-soft'))
    if (lit !== '') line.push(stroked(lit, 'move', 3))
    if (chord !== null) line.push(...flight(chord))
  }
  return { sector, line }
}

function flight(chord: Chord): Shape[] {
  const arrow = arrowChord(chord, 6)
  return [stroked(arrow.line, 'move', 1, { 'stroke-dasharray': '2 4' }), filled(arrow.head, 'move')]
}
