/**
 * The ring protocol as pure steps: Chord as corrected by Zave (TSE 2017), PROTOCOL §2. A step takes what a node
 * believes and what a peer answered, and returns what the node believes next. The driver (ring.ts) asks the peers, the
 * simulator runs that driver, and the exhaustive checker enumerates these same functions.
 *
 * The theorem holds from r + 1 live nodes on. Below that the ring is in its bootstrap phase: a successor list holds all
 * other members and ends where it comes back to its own node, so it is shorter than r; a node alone has the list
 * [self] and is its own predecessor. No other list is ever shorter than r.
 */
import { between, type Id, type IdSpace, nextId } from '../../shared/ids'

/** What a node believes of its place on the ring. Never changed in place. */
export interface RingState {
  readonly self: Id
  /** Successor list, nearest first; r entries outside the bootstrap phase. */
  readonly succ: readonly Id[]
  /** Never unset: a dead predecessor stays until a live one offers itself. */
  readonly pred: Id
}

/** What a peer answers about itself; `dead` stands for no answer. */
export type Answer = { readonly pred: Id; readonly succ: readonly Id[] } | 'dead'

/** What a node does after a step. */
export type Next =
  /** The head is gone: ask the new head. */
  | { do: 'retry' }
  /** Ask `peer`, who may be the true successor, before adopting it (step 2). */
  | { do: 'ask'; peer: Id }
  /** Tell `peer` that I may be its predecessor. */
  | { do: 'notify'; peer: Id }

export interface Stepped {
  readonly state: RingState
  readonly next: Next
}

/** A ring of one: its own successor and predecessor. */
export function alone(self: Id): RingState {
  return { self, succ: [self], pred: self }
}

/** Whether the ring is too small, as this node sees it, for the theorem to hold. */
export function inBootstrap(state: RingState, r: number): boolean {
  return state.succ.length < r || state.succ.includes(state.self)
}

/**
 * The list of a node whose successor is `head`: the head and its list, r entries, cut where it comes back to `self` or
 * passes it, as the list of a head that knows nothing of `self` may. So no list ever goes around more than once.
 */
function listThrough(self: Id, head: Id, list: readonly Id[], r: number): Id[] {
  const through: Id[] = []
  let last = self
  for (const id of [head, ...list]) {
    if (through.length === r || id === self || !between(last, id, self)) break
    through.push(id)
    last = id
  }
  return through.length === 0 ? [self] : through
}

/**
 * join: `member` answered, and the joiner lies between it and its first successor. The joiner takes the member's whole
 * list, and the member as predecessor. Null when the joiner does not belong there: look the place up again.
 */
export function join(self: Id, member: Id, answer: Answer, r: number): RingState | null {
  if (answer === 'dead') return null
  const head = answer.succ[0]
  if (head === undefined || member === self || !between(member, self, head)) return null
  return { self, succ: listThrough(self, head, answer.succ.slice(1), r), pred: member }
}

/**
 * The head of the list is dead: drop it. A full list is padded with the identifier right after its last entry, which
 * skips nobody, unless that is this node's own: then the list has come around. A list that held the whole (bootstrap)
 * ring just gets shorter, down to [self].
 */
export function dropHead(space: IdSpace, state: RingState, r: number): RingState {
  const rest = state.succ.slice(1)
  const last = state.succ[state.succ.length - 1] ?? state.self
  const padding = nextId(space, last)
  if (state.succ.length === r && padding !== state.self) rest.push(padding)
  return { ...state, succ: rest.length === 0 ? [state.self] : rest }
}

/**
 * stabilize, step 1: the head of the list was asked. Dead: drop it and try the next. Alive: adopt its list, and if its
 * predecessor lies between us, ask that one before adopting it; else notify the head.
 */
export function stabilizeFromSuccessor(space: IdSpace, state: RingState, answer: Answer, r: number): Stepped {
  const head = state.succ[0] ?? state.self
  if (answer === 'dead') return { state: dropHead(space, state, r), next: { do: 'retry' } }
  const adopted = { ...state, succ: listThrough(state.self, head, answer.succ, r) }
  if (between(state.self, answer.pred, head)) return { state: adopted, next: { do: 'ask', peer: answer.pred } }
  return { state: adopted, next: { do: 'notify', peer: head } }
}

/**
 * stabilize, step 2: `peer`, the head's predecessor, was asked. Adopted only if it answered and still lies between us and
 * the head; never unasked. A node whose list has shrunk to itself, and whose predecessor is dead too, is alone.
 */
export function stabilizeFromPredecessor(state: RingState, peer: Id, answer: Answer, r: number): Stepped {
  const head = state.succ[0] ?? state.self
  if (answer === 'dead' && head === state.self) return { state: alone(state.self), next: { do: 'notify', peer: head } }
  if (answer === 'dead' || !between(state.self, peer, head)) return { state, next: { do: 'notify', peer: head } }
  return { state: { ...state, succ: listThrough(state.self, peer, answer.succ, r) }, next: { do: 'notify', peer } }
}

/** rectify needs to know whether the predecessor lives only when the candidate does not lie behind it. */
export function rectifyNeedsPing(state: RingState, candidate: Id): boolean {
  return candidate !== state.pred && candidate !== state.self && !between(state.pred, candidate, state.self)
}

/** rectify, on notify from `candidate`: take it if it is nearer than the predecessor, or if the predecessor is dead. */
export function rectify(state: RingState, candidate: Id, predecessorAlive: boolean): RingState {
  if (candidate === state.self || candidate === state.pred) return state
  if (between(state.pred, candidate, state.self) || !predecessorAlive) return { ...state, pred: candidate }
  return state
}

/** Whether two states hold the same beliefs. */
export function sameState(a: RingState, b: RingState): boolean {
  return a.pred === b.pred && sameList(a.succ, b.succ)
}

export function sameList(a: readonly Id[], b: readonly Id[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i])
}
