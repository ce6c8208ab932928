/** A request of the user as the window sees it, whether it ended well or not. */
import type { Failure } from '../../shared/contract'
import type { LookupView } from '../../shared/model'
import type { RequestOutcome } from '../chord/requests'

type Base = Pick<LookupView, 'lookup' | 'op' | 'key' | 'target' | 'origin' | 'atMs'>

/** "not found" is an answer of the ring and no failure: `ok` is false only where the ring gave none. */
export function outcomeView(base: Base, outcome: RequestOutcome | Failure): LookupView {
  if ('code' in outcome) {
    const none = { owner: null, predecessor: null, path: [], hops: 0, timeouts: 0, tookMs: 0 }
    return { ...base, ...none, ok: false, result: outcome.message }
  }
  const { target, owner, predecessor, path, hops, timeouts, tookMs } = outcome
  const seen = { target, owner: owner.id, predecessor, path, hops, timeouts, tookMs }
  return { ...base, ...seen, ok: true, result: resultOf(base.op, outcome) }
}

function resultOf(op: LookupView['op'], { record }: RequestOutcome): string {
  if (op === 'put') return 'stored'
  if (op === 'delete') return 'deleted'
  if (op === 'get' && record === null) return 'not found'
  return 'found'
}
