/** The one easing of the look: cubic-bezier(.2, 0, 0, 1), as a function for what is not moved by CSS. */

/** A CSS cubic-bezier as a function of time 0..1. */
export function cubicBezier(x1: number, y1: number, x2: number, y2: number): (time: number) => number {
  const along = (a: number, b: number, s: number): number =>
    3 * (1 - s) * (1 - s) * s * a + 3 * (1 - s) * s * s * b + s * s * s
  return (time) => {
    if (time <= 0) return 0
    if (time >= 1) return 1
    let low = 0
    let high = 1
    for (let step = 0; step < 20; step++) {
      const middle = (low + high) / 2
      if (along(x1, x2, middle) < time) low = middle
      else high = middle
    }
    return along(y1, y2, (low + high) / 2)
  }
}

export const easeMove = cubicBezier(0.2, 0, 0, 1)

/** Durations of the look, ms. */
export const MOVE_MS = 240
export const HOP_MS = 180
export const PATH_MS = 900
export const KEY_DOT_MS = 400
export const KEY_DOT_GAP_MS = 30
export const MAX_KEY_DOTS = 24
export const LEDGER_STAYS_MS = 4_000
