/**
 * True angle and even spacing. A spacing is a monotone, piecewise linear map of the circle onto itself: each node is
 * an anchor, and what lies between two nodes is stretched with the arc between them, so that a key always stays in
 * the arc of its owner.
 */
import { clockwise, wrapTurn } from './polar'

/** `at` is the true place, `shown` the place in the picture; `shown` grows with `at` and may leave 0..1. */
export interface Anchor {
  at: number
  shown: number
}

/** Anchors by `at`. Without any, everything is where it is. */
export type Spacing = readonly Anchor[]

export const TRUE_SPACING: Spacing = []

/** Even spacing of nodes at `turns`, turned so that the ring as a whole moves as little as it can. */
export function evenSpacing(turns: readonly number[]): Spacing {
  const sorted = [...turns].sort((a, b) => a - b)
  const count = sorted.length
  if (count < 2) return TRUE_SPACING
  const shift = sorted.reduce((sum, turn, index) => sum + turn - index / count, 0) / count
  return sorted.map((at, index) => ({ at, shown: index / count + shift }))
}

/** The same nodes at their true places, as anchors: the other end of an animation. */
export function trueAnchors(turns: readonly number[]): Spacing {
  return [...turns].sort((a, b) => a - b).map((at) => ({ at, shown: at }))
}

/** Where `turn` is shown, 0 ≤ place < 1. */
export function shownTurn(spacing: Spacing, turn: number): number {
  return wrapTurn(shownUnwrapped(spacing, turn))
}

/** Which true place is shown at `shown`: the inverse of `shownTurn`. */
export function trueTurn(spacing: Spacing, shown: number): number {
  const first = spacing[0]
  if (first === undefined) return wrapTurn(shown)
  const target = first.shown + clockwise(first.shown, shown)
  const index = lastIndexWhere(spacing, (anchor) => anchor.shown <= target)
  const [from, to] = stretch(spacing, index)
  const share = to.shown === from.shown ? 0 : (target - from.shown) / (to.shown - from.shown)
  return wrapTurn(from.at + share * (to.at - from.at))
}

/** A picture between two spacings, `share` of the way: anchors are those of `to`. */
export function mixSpacing(from: Spacing, to: Spacing, share: number): Spacing {
  if (share >= 1) return to
  return to.map((anchor) => {
    const start = shownUnwrapped(from, anchor.at)
    return { at: anchor.at, shown: start + (anchor.shown - start) * share }
  })
}

function shownUnwrapped(spacing: Spacing, turn: number): number {
  if (spacing.length === 0) return turn
  const index = lastIndexWhere(spacing, (anchor) => anchor.at <= turn)
  const [from, to] = stretch(spacing, index)
  const share = to.at === from.at ? 0 : (turn - from.at) / (to.at - from.at)
  return from.shown + share * (to.shown - from.shown)
}

/** The two anchors around the place after `index`; before the first and after the last the circle closes. */
function stretch(spacing: Spacing, index: number): [Anchor, Anchor] {
  const count = spacing.length
  const before = index >= 0 ? spacing[index] : moved(spacing[count - 1], -1)
  const after = index + 1 < count ? spacing[index + 1] : moved(spacing[0], 1)
  return [before ?? { at: 0, shown: 0 }, after ?? { at: 1, shown: 1 }]
}

const moved = (anchor: Anchor | undefined, turns: number): Anchor | undefined =>
  anchor && { at: anchor.at + turns, shown: anchor.shown + turns }

function lastIndexWhere(spacing: Spacing, holds: (anchor: Anchor) => boolean): number {
  let low = 0
  let high = spacing.length
  while (low < high) {
    const middle = (low + high) >> 1
    const anchor = spacing[middle]
    if (anchor !== undefined && holds(anchor)) low = middle + 1
    else high = middle
  }
  return low - 1
}
