/** The truth about a ring that is fully known: who is whose neighbour. For a file, where no lab can be asked. */
import type { NodeDetail } from '../../shared/contract'
import { arcShare, fingerStart, idSpace, type Id } from '../../shared/ids'
import { LIVE_STATES, type FingerSpan, type NodeView } from '../../shared/model'

/** First of the sorted `live` ids at or after `id`, clockwise. */
export function successorOf(live: readonly Id[], id: Id): Id {
  let low = 0
  let high = live.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((live[middle] ?? '') < id) low = middle + 1
    else high = middle
  }
  return live[low % live.length] ?? id
}

/** The finger table that `id` should have, equal neighbours folded. */
export function trueFingers(live: readonly Id[], id: Id, bits: number): FingerSpan[] {
  if (live.length === 0) return []
  const space = idSpace(bits)
  const spans: FingerSpan[] = []
  for (let exponent = 0; exponent < bits; exponent++) {
    const node = successorOf(live, fingerStart(space, id, exponent))
    const last = spans.at(-1)
    if (last?.node === node) last.to = exponent
    else spans.push({ from: exponent, to: exponent, node })
  }
  return spans
}

/** What the observer would say of a node of this ring. */
export function detailFrom(nodes: readonly NodeView[], view: NodeView, successors: number, bits: number): NodeDetail {
  const live = nodes.filter((node) => LIVE_STATES.includes(node.state)).map((node) => node.id)
  const sorted = [...live].sort()
  const at = sorted.indexOf(view.id)
  const others = sorted.filter((id) => id !== view.id)
  const after = at === -1 ? others.findIndex((id) => id > view.id) : at
  const clockwise = others.map((_, i) => others[(Math.max(0, after) + i) % others.length] ?? view.id)
  const predecessor = clockwise.at(-1) ?? view.id
  return {
    view,
    truth: {
      predecessor,
      successors: clockwise.slice(0, successors),
      fingers: trueFingers(sorted, view.id, bits)
    },
    owns: { from: predecessor, share: arcShare(idSpace(bits), predecessor, view.id) },
    recentRpcs: []
  }
}
