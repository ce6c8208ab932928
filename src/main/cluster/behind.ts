/** How far one node's beliefs are from the truth. */
import type { Id } from '../../shared/ids'
import type { BehindView, FingerSpan, NodeView } from '../../shared/model'
import type { Truth } from './truth'

/** What is wrong with a live node's beliefs, or null when all of them are right. */
export function behindOf(view: NodeView, truth: Truth): BehindView | null {
  const wanted = truth.successorsOf(view.id)
  const { stale, missing } = compareLists(view.successors, wanted)
  const predecessorWrong = view.predecessor !== truth.predecessorOf(view.id)
  const fingersWrong = countWrongFingers(view.fingers, truth.fingersOf(view.id))
  if (stale.length === 0 && missing.length === 0 && !predecessorWrong && fingersWrong === 0) return null
  return { node: view.id, stale, missing, predecessorWrong, fingersWrong }
}

/** Lists are compared by id, not by place; of two lists with the same ids, those out of place are stale. */
function compareLists(held: readonly Id[], wanted: readonly Id[]): { stale: Id[]; missing: Id[] } {
  const stale = held.filter((id) => !wanted.includes(id))
  const missing = wanted.filter((id) => !held.includes(id))
  if (stale.length > 0 || missing.length > 0) return { stale, missing }
  return { stale: held.filter((id, i) => id !== wanted[i]), missing }
}

/** Exponents whose finger is not the true one; both tables are folded and in order. */
export function countWrongFingers(held: readonly FingerSpan[], wanted: readonly FingerSpan[]): number {
  let wrong = 0
  let at = 0
  for (const span of wanted) {
    let right = 0
    while (at < held.length && (held[at] as FingerSpan).to < span.from) at++
    for (let i = at; i < held.length && (held[i] as FingerSpan).from <= span.to; i++) {
      const other = held[i] as FingerSpan
      if (other.node === span.node) right += Math.min(span.to, other.to) - Math.max(span.from, other.from) + 1
    }
    wrong += span.to - span.from + 1 - right
  }
  return wrong
}
