/** Places on a circle, in turns: 0 is the top, 1 is once around clockwise. Screen coordinates, y down. */

export interface Point {
  x: number
  y: number
}

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export const TAU = Math.PI * 2

/** The point `radius` away from `centre` at `turn`. */
export function pointAt(centre: Point, radius: number, turn: number): Point {
  const angle = turn * TAU
  return { x: centre.x + radius * Math.sin(angle), y: centre.y - radius * Math.cos(angle) }
}

/** The turn at which `point` lies as seen from `centre`, 0 ≤ turn < 1. */
export function turnAt(centre: Point, point: Point): number {
  return wrapTurn(Math.atan2(point.x - centre.x, centre.y - point.y) / TAU)
}

/** `turn` modulo one, never negative. */
export function wrapTurn(turn: number): number {
  const wrapped = turn % 1
  return wrapped < 0 ? wrapped + 1 : wrapped
}

/** Clockwise way from `a` to `b` in turns, 0 ≤ way < 1. */
export function clockwise(a: number, b: number): number {
  return wrapTurn(b - a)
}

/** Shortest way from `a` to `b` with its sign, −0.5 < way ≤ 0.5. */
export function shortWay(a: number, b: number): number {
  const way = clockwise(a, b)
  return way > 0.5 ? way - 1 : way
}

export const distanceBetween = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

/** The turn that covers `length` pixels along a circle of `radius`. */
export const turnOfLength = (length: number, radius: number): number => (radius <= 0 ? 0 : length / (TAU * radius))

/** Whether two boxes come nearer to each other than `gapX` and `gapY` at once. */
export function tooNear(a: Box, b: Box, gapX: number, gapY: number): boolean {
  return (
    a.x < b.x + b.width + gapX &&
    b.x < a.x + a.width + gapX &&
    a.y < b.y + b.height + gapY &&
    b.y < a.y + a.height + gapY
  )
}

/** A coordinate as it is written into a path: two decimals, no trailing zeros, no negative zero. */
export const px = (value: number): number => {
  const rounded = Math.round(value * 100) / 100
  return rounded === 0 ? 0 : rounded
}
