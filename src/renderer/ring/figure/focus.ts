/** What is drawn of the selected node: its arc, its neighbours, its fingers, its stale pointers. */
import type { FingerSpan } from '../../../shared/model'
import { idSpace, turnOf } from '../../../shared/ids'
import { arcArrow, sectorPath, trimmedArc } from '../geometry/arcs'
import { arrowChord, type Chord, chordBetween, chordLength, trimmedChord } from '../geometry/chords'
import type { Arc } from '../geometry/density'
import { clockwise, type Point } from '../geometry/polar'
import { placeOnChords } from '../geometry/pills'
import { shownTurn } from '../geometry/spacing'
import { clearance, type PlacedNode, type PlacedRing } from './ring-model'
import { filled, type Run, type Shape, stroked, text } from './shape'

/** The arc that a node owns, as shown: (served from, id], or from its predecessor while it serves nothing. */
export function ownedArc(ring: PlacedRing, placed: PlacedNode): Arc {
  const start = placed.node.servedFrom ?? placed.node.predecessor
  return { from: shownTurn(ring.model.spacing, turnOf(idSpace(ring.model.bits), start)), to: placed.turn }
}

/** Owned arc on the ring and its sector over the band; the path of a lookup leaves no room for them. */
export function ownedFigure(ring: PlacedRing): { sector: Shape[]; line: Shape[] } {
  const placed = selectedOf(ring)
  const { frame, model } = ring
  if (placed === undefined || !placed.live || !model.layers.arcs || model.lookup !== null || model.moves.length > 0)
    return { sector: [], line: [] }
  const arc = ownedArc(ring, placed)
  return {
    sector: [filled(sectorPath(frame.centre, frame.radius, frame.sectorOuter, arc), 'accent-soft')],
    line: [stroked(trimmedArc(frame.centre, frame.radius, arc, 0, clearance(ring, placed)), 'accent', 3)]
  }
}

/** Fingers, neighbours and stale pointers of the selected node. */
export function pointersFigure(ring: PlacedRing): Shape[] {
  const placed = selectedOf(ring)
  if (placed === undefined || !placed.live || ring.model.lookup !== null || ring.model.moves.length > 0) return []
  return [...neighbourFigure(ring, placed), ...fingerFigure(ring, placed)]
}

const selectedOf = (ring: PlacedRing): PlacedNode | undefined =>
  ring.model.selected === null ? undefined : ring.byId.get(ring.model.selected)

function neighbourFigure(ring: PlacedRing, placed: PlacedNode): Shape[] {
  const { layers } = ring.model
  const successor = ring.byId.get(placed.node.successors[0] ?? '')
  const predecessor = ring.byId.get(placed.node.predecessor)
  return [
    ...(layers.successors && successor !== undefined ? neighbour(ring, placed, successor, 1) : []),
    ...(layers.predecessors && predecessor !== undefined ? neighbour(ring, placed, predecessor, -1) : [])
  ]
}

function neighbour(ring: PlacedRing, from: PlacedNode, to: PlacedNode, sign: 1 | -1): Shape[] {
  if (from === to) return []
  const way = sign === 1 ? clockwise(from.turn, to.turn) : -clockwise(to.turn, from.turn)
  const arrow = arcArrow(ring.frame.centre, ring.frame.radius - 11, from.turn, to.turn, {
    atStart: clearance(ring, from) + 1,
    atEnd: to.r - 1,
    head: 6,
    way
  })
  if (arrow === null) return []
  return [
    stroked(arrow.line, to.live ? 'fg-2' : 'warn', 1.25, to.live ? {} : { 'stroke-dasharray': '5 4' }),
    filled(arrow.head, to.live ? 'fg-2' : 'warn')
  ]
}

interface FingerChord {
  span: FingerSpan | null
  chord: Chord
  stale: boolean
}

/** A chord per distinct finger; the one that is the successor is shown by the neighbour arrow already. */
function fingerChords(ring: PlacedRing, placed: PlacedNode): FingerChord[] {
  const { node } = placed
  const spans = ring.model.layers.fingers ? joinedSpans(node.fingers) : []
  const drawn = new Set(spans.map((span) => span.node))
  const chords = spans.flatMap((span) => chordTo(ring, placed, span.node, span))
  const staleListed = node.successors.slice(1).filter((id) => !drawn.has(id) && ring.byId.get(id)?.live === false)
  return ring.model.layers.successors
    ? [...chords, ...staleListed.flatMap((id) => chordTo(ring, placed, id, null))]
    : chords
}

function chordTo(ring: PlacedRing, from: PlacedNode, id: string, span: FingerSpan | null): FingerChord[] {
  const to = ring.byId.get(id)
  if (to === undefined || to === from || (to.live && id === from.node.successors[0])) return []
  const chord = chordBetween(ring.frame.centre, from.point, to.point)
  return [{ span, chord: trimmedChord(chord, clearance(ring, from), clearance(ring, to) + 2), stale: !to.live }]
}

/** One span per target, widest reach: a target met twice is one chord with one label. */
function joinedSpans(spans: readonly FingerSpan[]): FingerSpan[] {
  const byNode = new Map<string, FingerSpan>()
  for (const span of spans) {
    const old = byNode.get(span.node)
    const reach = old && { node: span.node, from: Math.min(old.from, span.from), to: Math.max(old.to, span.to) }
    byNode.set(span.node, reach ?? span)
  }
  return [...byNode.values()].sort((a, b) => b.to - a.to)
}

/** "2" with its exponent, or exponents, raised. */
export function exponentRuns(span: FingerSpan): Run[] {
  const exponent = span.from === span.to ? String(span.from) : `${span.from}–${span.to}`
  return [{ text: '2' }, { text: exponent, size: 10, raise: 4 }]
}

const labelWidth = (span: FingerSpan): number => (span.from === span.to ? 30 : 50)

function fingerFigure(ring: PlacedRing, placed: PlacedNode): Shape[] {
  const chords = fingerChords(ring, placed)
  const named = chords.filter(
    (finger): finger is FingerChord & { span: FingerSpan } =>
      finger.span !== null && chordLength(finger.chord) > labelWidth(finger.span) + 24
  )
  const places = placeOnChords(
    named.map((finger) => finger.chord),
    (index) => ({ width: labelWidth(named[index]?.span ?? { node: '', from: 0, to: 0 }), height: 16 }),
    { preferred: 0.78 }
  )
  return [
    ...chords.flatMap(({ chord, stale }) => {
      const arrow = arrowChord(chord, stale ? 7 : 6)
      const tone = stale ? 'warn' : 'accent'
      const dash: Record<string, string> = stale ? { 'stroke-dasharray': '5 4' } : {}
      return [stroked(arrow.line, tone, stale ? 1.5 : 1, dash), filled(arrow.head, tone)]
    }),
    ...named.flatMap(({ span, stale }, index) => {
      const place = places[index]
      return place && !isCovered(ring, place, labelWidth(span)) ? exponentLabel(place, span, stale) : []
    })
  ]
}

/** Whether a disc would stand on a label: then the arrow alone says more. */
const isCovered = (ring: PlacedRing, middle: Point, width: number): boolean =>
  ring.nodes.some(
    ({ point, r }) => Math.abs(point.x - middle.x) < width / 2 + r - 4 && Math.abs(point.y - middle.y) < 8 + r - 2
  )

function exponentLabel(middle: Point, span: FingerSpan, stale: boolean): Shape[] {
  const width = labelWidth(span)
  return [
    {
      tag: 'rect',
      fill: 'bg',
      attrs: { x: Math.round(middle.x - width / 2), y: Math.round(middle.y - 8), width, height: 16, rx: 2 }
    },
    text({ x: middle.x, y: middle.y + 5 }, exponentRuns(span), { tone: stale ? 'warn' : 'accent', font: 'mono' })
  ]
}
