/** Curves that follow the ring: owned arcs, sectors, neighbour arrows, ticks and the key diamond. */
import { path } from 'd3-path'
import { arc as arcShape } from 'd3-shape'
import { arrowHead } from './chords'
import { arcLength, type Arc } from './density'
import { type Point, pointAt, px, shortWay, TAU, turnOfLength } from './polar'

/** SVG path along a circle, clockwise from `from` over `length` turns; a negative length goes the other way. */
export function circlePath(centre: Point, radius: number, from: number, length: number): string {
  const line = path()
  const full = Math.abs(length) >= 1
  const end = from + (full ? Math.sign(length) * 0.99999 : length)
  const start = pointAt(centre, radius, from)
  line.moveTo(px(start.x), px(start.y))
  line.arc(px(centre.x), px(centre.y), px(radius), from * TAU - TAU / 4, end * TAU - TAU / 4, length < 0)
  return full ? `${line.toString()}Z` : line.toString()
}

/** The arc at `radius`, with `atStart` and `atEnd` pixels left free for discs; empty when nothing remains. */
export function trimmedArc(centre: Point, radius: number, arc: Arc, atStart: number, atEnd: number): string {
  const start = turnOfLength(atStart, radius)
  const length = arcLength(arc) - start - turnOfLength(atEnd, radius)
  return length <= 0 ? '' : circlePath(centre, radius, arc.from + start, length)
}

/** The ring-shaped sector of an arc between two radii. */
export function sectorPath(centre: Point, inner: number, outer: number, arc: Arc): string {
  const shape = arcShape<null>()
    .innerRadius(inner)
    .outerRadius(outer)
    .startAngle(arc.from * TAU)
    .endAngle((arc.from + arcLength(arc)) * TAU)
    .digits(2)
  return translated(shape(null) ?? '', centre)
}

/** d3-shape draws around the origin; `M` and `L` commands move with the centre, arcs only by their end point. */
function translated(d: string, centre: Point): string {
  return d.replace(/([MLA])([^MLAZ]*)/g, (_, command: string, numbers: string) => {
    const values = numbers.split(',').map(Number)
    const last = values.length
    values[last - 2] = px((values[last - 2] ?? 0) + centre.x)
    values[last - 1] = px((values[last - 1] ?? 0) + centre.y)
    return command + values.join(',')
  })
}

/** An arrow along the circle, the short way from `from` to `to`, leaving room at both ends. */
export function arcArrow(
  centre: Point,
  radius: number,
  from: number,
  to: number,
  { atStart, atEnd, head, way = shortWay(from, to) }: { atStart: number; atEnd: number; head: number; way?: number }
): { line: string; head: string } | null {
  const sign = Math.sign(way) || 1
  const start = from + sign * turnOfLength(atStart, radius)
  const length = Math.abs(way) - turnOfLength(atStart + atEnd, radius)
  if (length * TAU * radius < head) return null
  const tip = pointAt(centre, radius, start + sign * length)
  const tail = pointAt(centre, radius, start + sign * (length - turnOfLength(head, radius)))
  return {
    line: circlePath(centre, radius, start, sign * (length - turnOfLength(head * 0.7, radius))),
    head: arrowHead(tail, tip, head)
  }
}

/** A diamond, `size` from corner to corner. */
export function diamondPath(middle: Point, size: number): string {
  const half = size / 2
  return `M${px(middle.x)},${px(middle.y - half)}L${px(middle.x + half)},${px(middle.y)}L${px(middle.x)},${px(middle.y + half)}L${px(middle.x - half)},${px(middle.y)}Z`
}

/** A straight line. */
export function linePath(...points: Point[]): string {
  return points.map((point, index) => `${index === 0 ? 'M' : 'L'}${px(point.x)},${px(point.y)}`).join('')
}
