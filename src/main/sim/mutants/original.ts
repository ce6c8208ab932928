/**
 * The ring operations as first published (Stoica et al., SIGCOMM 2001, and the successor lists of its §6.3), in the
 * reading of Zave (CCR 2012): the joiner takes one successor, a better successor is adopted unasked, a dead head is
 * dropped without padding, and a dead predecessor is forgotten.
 */
import type { Answer, RingState, Stepped } from '../../chord/steps'
import { between, type Id } from '../../../shared/ids'
import type { Rules } from '../checker/rules'
import type { Belief, RingView } from '../predicates'

/** The predecessor of a node that knows none. */
export const UNSET: Id = ''

/** join: one lookup gives the joiner its successor, and nothing else. */
export function originalJoin(self: Id, member: Id, answer: Answer): RingState | null {
  const head = answer === 'dead' ? undefined : answer.succ[0]
  if (head === undefined || !between(member, self, head)) return null
  return { self, succ: [head], pred: UNSET }
}

/** update: a dead head goes, and nobody takes its place at the end. */
export function update(state: RingState): RingState {
  return { ...state, succ: state.succ.slice(1) }
}

/** reconcile: the head, and then its list. */
export function reconcile(state: RingState, list: readonly Id[], r: number): RingState {
  return { ...state, succ: [...state.succ.slice(0, 1), ...list].slice(0, r) }
}

/** rectify as `notify` was published: a nearer predecessor, or the first one. */
export function notified(state: RingState, candidate: Id): RingState {
  if (state.pred !== UNSET && !between(state.pred, candidate, state.self)) return state
  return { ...state, pred: candidate }
}

/** check_predecessor: a dead predecessor is forgotten. */
export function forgetDeadPredecessor(state: RingState, predecessorAlive: boolean): RingState {
  return predecessorAlive ? state : { ...state, pred: UNSET }
}

/** stabilize as published: a better successor is adopted on hearsay. */
function stabilize(state: RingState, answer: Answer, r: number): Stepped {
  const head = state.succ[0]
  if (head === undefined) return { state, next: { do: 'retry' } }
  if (answer === 'dead') return { state: update(state), next: { do: 'retry' } }
  const { pred } = answer
  const better = pred !== UNSET && between(state.self, pred, head)
  if (!better) return { state: reconcile(state, answer.succ, r), next: { do: 'notify', peer: head } }
  return { state: { ...state, succ: [pred, ...state.succ].slice(0, r) }, next: { do: 'notify', peer: pred } }
}

/** The published operations as rules for the checker. */
export const ORIGINAL_RULES: Rules = {
  join: (self, member, answer) => originalJoin(self, member, answer),
  stabilizeFromSuccessor: (_, state, answer, r) => stabilize(state, answer, r),
  stabilizeFromPredecessor: (state, peer) => ({ state, next: { do: 'notify', peer } }),
  rectifyNeedsPing: () => false,
  rectify: (state, candidate) => notified(state, candidate),
  checkPredecessor: forgetDeadPredecessor
}

/** The schedule of PROTOCOL §2 that splits a ring of the published operations in two. */
export const SPLITTING_SCHEDULE =
  'fail 0 · join 4@3 · fail 2 · reconcile 4 · update 1 · join 2@1 · reconcile 2 · update 3 · reconcile 3 · fail 1 · ' +
  'join 0@4 · join 1@3 · reconcile 1 · fail 3'

/** Plays a schedule of published operations; `x@m` joins through m, whose lookup names its first live successor. */
export function playOriginal(start: RingView, schedule: string, r: number): Map<Id, Belief>[] {
  const ring = new Map([...start].map(([self, belief]): [Id, RingState] => [self, { self, ...belief }]))
  const seen: Map<Id, Belief>[] = []
  for (const step of schedule.split(' · ')) {
    playStep(ring, step, r)
    seen.push(new Map(ring))
  }
  return seen
}

function playStep(ring: Map<Id, RingState>, step: string, r: number): void {
  const [operation, target = ''] = step.split(' ')
  const [id = '', member = ''] = target.split('@')
  const node = (name: Id): RingState => {
    const state = ring.get(name)
    if (state === undefined) throw new RangeError(`step needs a live node: ${step}`)
    return state
  }
  if (operation === 'fail' && node(id)) ring.delete(id)
  else if (operation === 'update') {
    if (ring.has(node(id).succ[0]!)) throw new RangeError(`step needs a dead head: ${step}`)
    ring.set(id, update(node(id)))
  } else if (operation === 'reconcile') ring.set(id, reconcile(node(id), node(node(id).succ[0]!).succ, r))
  else if (operation === 'join') {
    const { pred, succ } = node(member)
    const joined = originalJoin(id, member, { pred, succ: succ.filter((entry) => ring.has(entry)) })
    if (joined === null || ring.has(id)) throw new RangeError(`step is not allowed: ${step}`)
    ring.set(id, joined)
  } else throw new RangeError(`unknown step: ${step}`)
}
