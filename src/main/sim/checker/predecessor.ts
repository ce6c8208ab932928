/**
 * What a step may do to a predecessor. I1 to D7 speak of successors only, so that a fault of predecessors could pass them
 * by; yet a node serves the keys from its predecessor on, and PROTOCOL §2 says how the pointer moves.
 */
import type { RingState } from '../../chord/steps'
import { between } from '../../../shared/ids'

export type PredecessorPredicate = 'P1' | 'P2'

export const PREDECESSOR_NAMES: Readonly<Record<PredecessorPredicate, string>> = {
  P1: 'PredecessorNeverUnset',
  P2: 'PredecessorOnlyNearer'
}

/** P1 after a join: the joiner lies between its predecessor and its successor, which are two other nodes. */
export function brokenByJoin(joined: RingState): PredecessorPredicate | undefined {
  const head = joined.succ[0]
  if (head === undefined || isSmall(joined)) return undefined
  return joined.pred !== head && between(joined.pred, joined.self, head) && isSet(joined) ? undefined : 'P1'
}

/** P1 and P2 over a step: the predecessor stays set, and a live one only gives way to a nearer one. */
export function brokenByStep(
  before: RingState,
  after: RingState,
  predecessorAlive: boolean
): PredecessorPredicate | undefined {
  if (before.pred === after.pred || isSmall(after)) return undefined
  if (!isSet(after)) return 'P1'
  return predecessorAlive && !between(before.pred, after.pred, before.self) ? 'P2' : undefined
}

function isSet(state: RingState): boolean {
  return state.pred !== '' && state.pred !== state.self
}

/** In the bootstrap phase a node may be its own neighbour on both sides. */
function isSmall(state: RingState): boolean {
  return state.succ.length === 1
}
