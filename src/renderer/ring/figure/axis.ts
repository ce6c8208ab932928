/** What is there without nodes: the ring, its baseline and the names of its quarters. */
import { idSpace, toId } from '../../../shared/ids'
import { arcArrow, circlePath, linePath } from '../geometry/arcs'
import type { RingFrame } from '../geometry/frame'
import { pointAt, shortWay, TAU } from '../geometry/polar'
import { shownTurn, type Spacing } from '../geometry/spacing'
import { circle, filled, type Shape, stroked, text } from './shape'

const QUARTERS = [0, 1, 2, 3] as const

/** Name of a quarter of the circle: "0", "40…". */
export function quarterName(quarter: number, bits: number): string {
  if (quarter === 0) return '0'
  const space = idSpace(bits)
  if (bits <= 8) return String((Number(space.size) * quarter) / 4)
  return `${toId(space, (space.size * BigInt(quarter)) / 4n).slice(0, 2)}…`
}

/** Baseline of the key band, and the quarters with ticks and names inside the ring. */
export function axisFigure(frame: RingFrame, spacing: Spacing, bits: number): Shape[] {
  const { centre, radius } = frame
  const shapes: Shape[] = [stroked(circlePath(centre, frame.baseline, 0, 1), 'line', 1)]
  const placed: number[] = []
  for (const quarter of QUARTERS) {
    const turn = shownTurn(spacing, quarter / 4)
    if (placed.some((other) => Math.abs(shortWay(other, turn)) * TAU * radius < 48)) continue
    placed.push(turn)
    shapes.push(
      stroked(linePath(pointAt(centre, radius - 5, turn), pointAt(centre, radius - 10, turn)), 'line-3', 1),
      quarterLabel(frame, turn, quarterName(quarter, bits), -1)
    )
    if (quarter === 0) shapes.push(...directionArrow(frame, turn))
  }
  return shapes
}

/** The dashed ring of a lab without nodes, its quarters named outside. */
export function emptyAxisFigure(frame: RingFrame, bits: number): Shape[] {
  const { centre, radius } = frame
  return [
    stroked(circlePath(centre, radius, 0, 1), 'line-3', 1, { 'stroke-dasharray': '3 5' }),
    ...QUARTERS.flatMap((quarter) => [
      circle(pointAt(centre, radius, quarter / 4), 2, { fill: 'line-3' }),
      quarterLabel(frame, quarter / 4, quarterName(quarter, bits), 1)
    ])
  ]
}

function quarterLabel(frame: RingFrame, turn: number, name: string, side: 1 | -1): Shape {
  const flat = Math.abs(Math.sin(turn * TAU)) * name.length * 4 + Math.abs(Math.cos(turn * TAU)) * 10
  const { x, y } = pointAt(frame.centre, frame.radius + side * (14 + flat), turn)
  return text({ x, y: y + 4 }, name, { tone: 'fg-3', size: 11, font: 'mono' })
}

function directionArrow(frame: RingFrame, turn: number): Shape[] {
  const radius = frame.radius - 26
  const unit = 1 / (TAU * Math.max(1, radius))
  const arrow = arcArrow(frame.centre, radius, turn + 13 * unit, turn + 31 * unit, { atStart: 0, atEnd: 0, head: 6 })
  return arrow === null ? [] : [stroked(arrow.line, 'fg-3', 1), filled(arrow.head, 'fg-3')]
}
