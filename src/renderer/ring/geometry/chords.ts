/** Curves through the inside of the ring: fingers, stale pointers, hops, key flights. */
import { path } from 'd3-path'
import { distanceBetween, type Point, px, shortWay, turnAt } from './polar'

/** A quadratic curve. */
export interface Chord {
  from: Point
  control: Point
  to: Point
}

/** How much of the midpoint's distance from the centre the control point keeps: 0.8 for near nodes to 0.25 for far. */
export function chordBend(fromTurn: number, toTurn: number): number {
  return 0.8 - 0.55 * Math.min(1, Math.abs(shortWay(fromTurn, toTurn)) * 2)
}

/** The chord between two points around `centre`. `depth` under 1 pulls it further inside. */
export function chordBetween(centre: Point, from: Point, to: Point, depth = 1): Chord {
  const keep = chordBend(turnAt(centre, from), turnAt(centre, to)) * depth
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
  return {
    from,
    control: { x: centre.x + (middle.x - centre.x) * keep, y: centre.y + (middle.y - centre.y) * keep },
    to
  }
}

/** The point of the chord at `share`, 0 to 1. */
export function alongChord({ from, control, to }: Chord, share: number): Point {
  const rest = 1 - share
  return {
    x: rest * rest * from.x + 2 * rest * share * control.x + share * share * to.x,
    y: rest * rest * from.y + 2 * rest * share * control.y + share * share * to.y
  }
}

/** The part of the chord that leaves `atStart` and `atEnd` pixels free: room for discs and arrowheads. */
export function trimmedChord(chord: Chord, atStart: number, atEnd: number): Chord {
  const length = chordLength(chord)
  if (length <= atStart + atEnd + 1) return chord
  const a = shareAtDistance(chord, atStart)
  const b = 1 - shareAtDistance({ from: chord.to, control: chord.control, to: chord.from }, atEnd)
  return subChord(chord, a, Math.max(a + 0.01, b))
}

/** Length of the chord, by a polyline of 16 pieces. */
export function chordLength(chord: Chord): number {
  let length = 0
  let last = chord.from
  for (let step = 1; step <= 16; step++) {
    const point = alongChord(chord, step / 16)
    length += distanceBetween(last, point)
    last = point
  }
  return length
}

/** The share at which the chord is `distance` px away from where it starts. */
function shareAtDistance(chord: Chord, distance: number): number {
  let low = 0
  let high = 1
  for (let step = 0; step < 12; step++) {
    const middle = (low + high) / 2
    if (distanceBetween(chord.from, alongChord(chord, middle)) < distance) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The same curve from share `a` to share `b` (de Casteljau, twice). */
function subChord(chord: Chord, a: number, b: number): Chord {
  const mix = (p: Point, q: Point, share: number): Point => ({
    x: p.x + (q.x - p.x) * share,
    y: p.y + (q.y - p.y) * share
  })
  const from = alongChord(chord, a)
  const to = alongChord(chord, b)
  const control = mix(mix(chord.from, chord.control, a), mix(chord.control, chord.to, a), b)
  return { from, control, to }
}

/** SVG path of a chord. */
export function chordPath({ from, control, to }: Chord): string {
  const line = path()
  line.moveTo(px(from.x), px(from.y))
  line.quadraticCurveTo(px(control.x), px(control.y), px(to.x), px(to.y))
  return line.toString()
}

/** A filled arrowhead that ends at `tip`, pointing away from `tail`. */
export function arrowHead(tail: Point, tip: Point, length: number, width = length * 0.8): string {
  const reach = distanceBetween(tail, tip) || 1
  const ux = (tip.x - tail.x) / reach
  const uy = (tip.y - tail.y) / reach
  const base = { x: tip.x - ux * length, y: tip.y - uy * length }
  const line = path()
  line.moveTo(px(tip.x), px(tip.y))
  line.lineTo(px(base.x - (uy * width) / 2), px(base.y + (ux * width) / 2))
  line.lineTo(px(base.x + (uy * width) / 2), px(base.y - (ux * width) / 2))
  line.closePath()
  return line.toString()
}

/** A chord with its head: the line stops where the head begins. */
export function arrowChord(chord: Chord, head: number): { line: string; head: string } {
  const stem = trimmedChord(chord, 0, head * 0.8)
  return { line: chordPath(stem), head: arrowHead(stem.to, chord.to, head) }
}
