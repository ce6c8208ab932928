/**
 * Deliberate faults of the ring protocol, each a small change of one step. What the checker is worth shows in that it
 * catches every one of them.
 */
import type { Answer, RingState, Stepped } from '../../chord/steps'
import { between, type Id, type IdSpace, nextId, toId, toNumber } from '../../../shared/ids'
import { CORRECT_RULES, type Rules } from '../checker/rules'
import { forgetDeadPredecessor, ORIGINAL_RULES, originalJoin, UNSET } from './original'

export interface Mutant {
  /** What is wrong with it, in a line. */
  readonly fault: string
  /** The rule that it breaks. */
  readonly reference: string
  readonly rules: Rules
  /** Why no check can tell it from the protocol; absent for those that are caught. */
  readonly equivalent?: string
}

const { join, stabilizeFromSuccessor, stabilizeFromPredecessor, rectify, rectifyNeedsPing } = CORRECT_RULES

type Alive = Exclude<Answer, 'dead'>
type OnAlive = (state: RingState, answer: Alive, head: Id, r: number) => RingState

/** Changes the join of a node that belongs where it asks. */
function joining(change: (state: RingState, answer: Alive, member: Id, r: number) => RingState): Partial<Rules> {
  return {
    join: (self, member, answer, r) => {
      const state = join(self, member, answer, r)
      return state === null || answer === 'dead' ? state : change(state, answer, member, r)
    }
  }
}

/** Changes what becomes of a list with a dead head. */
function dropping(change: (space: IdSpace, state: RingState, r: number) => readonly Id[]): Partial<Rules> {
  return {
    stabilizeFromSuccessor: (space, state, answer, r) => {
      const stepped = stabilizeFromSuccessor(space, state, answer, r)
      return answer === 'dead' ? { ...stepped, state: { ...state, succ: change(space, state, r) } } : stepped
    }
  }
}

/** Changes the beliefs after step 1 with a live head; what comes next stays. */
function adopting(change: OnAlive): Partial<Rules> {
  return {
    stabilizeFromSuccessor: (space, state, answer, r) => {
      const stepped = stabilizeFromSuccessor(space, state, answer, r)
      return answer === 'dead' ? stepped : { ...stepped, state: change(state, answer, state.succ[0]!, r) }
    }
  }
}

/** Changes what comes after step 1 with a live head. */
function following(next: (state: RingState, answer: Alive, head: Id) => Stepped['next']): Partial<Rules> {
  return {
    stabilizeFromSuccessor: (space, state, answer, r) => {
      const stepped = stabilizeFromSuccessor(space, state, answer, r)
      return answer === 'dead' ? stepped : { ...stepped, next: next(state, answer, state.succ[0]!) }
    }
  }
}

/** Changes the beliefs after step 2. */
function asking(change: (state: RingState, peer: Id, answer: Answer, r: number) => RingState): Partial<Rules> {
  return {
    stabilizeFromPredecessor: (state, peer, answer, r) => {
      const stepped = stabilizeFromPredecessor(state, peer, answer, r)
      return { ...stepped, state: change(state, peer, answer, r) }
    }
  }
}

function rectifying(change: (state: RingState, candidate: Id, predecessorAlive: boolean) => RingState): Partial<Rules> {
  return { rectify: change, rectifyNeedsPing: () => true }
}

const previousId = (space: IdSpace, id: Id): Id => toId(space, toNumber(id) - 1n)
const last = (list: readonly Id[]): Id => list[list.length - 1]!

const FAULTS: Record<string, [fault: string, reference: string, change: Partial<Rules>]> = {
  'original-2001': ['all operations as first published', 'SIGCOMM 2001 §4.4, §6.3; PROTOCOL §2', ORIGINAL_RULES],
  'join-original': [
    'the joiner takes one successor and no predecessor',
    'SIGCOMM 2001 fig. 6',
    {
      join: originalJoin,
      stabilizeFromSuccessor: (space, state, answer, r) =>
        stabilizeFromSuccessor(
          space,
          state,
          answer === 'dead' || answer.pred !== UNSET ? answer : { ...answer, pred: state.self },
          r
        ),
      rectify: (state, candidate, alive) =>
        state.pred === UNSET ? { ...state, pred: candidate } : rectify(state, candidate, alive)
    }
  ],
  'join-first-only': [
    'the joiner copies only the first successor',
    'PROTOCOL §2 join: a copy of the whole list',
    joining((state) => ({ ...state, succ: state.succ.slice(0, 1) }))
  ],
  'join-first-repeated': [
    'the joiner copies only the first successor and fills the list with it',
    'PROTOCOL §2 join; D1',
    joining((state) => ({ ...state, succ: state.succ.map(() => state.succ[0]!) }))
  ],
  'join-second-on': [
    "the joiner copies the member's list without its head",
    'PROTOCOL §2 join',
    joining((state, answer, member) => ({ ...state, succ: [...answer.succ.slice(1), member] }))
  ],
  'join-behind-member': [
    'the joiner takes the member itself as successor',
    'PROTOCOL §2 join',
    joining((state, answer, member, r) => ({ ...state, succ: [member, ...answer.succ].slice(0, r) }))
  ],
  'join-anywhere': [
    'the joiner does not test that it lies between the member and its successor',
    'PROTOCOL §2 join: between(m, j, m.succ[0])',
    {
      join: (self, member, answer, r) =>
        answer === 'dead' || member === self ? null : { self, succ: answer.succ.slice(0, r), pred: member }
    }
  ],
  'join-inclusive': [
    "the joiner may be the member's dead successor come back",
    'PROTOCOL §2 join: both ends open',
    {
      join: (self, member, answer, r) =>
        answer !== 'dead' && answer.succ[0] === self
          ? { self, succ: answer.succ.slice(0, r), pred: member }
          : join(self, member, answer, r)
    }
  ],
  'join-own-predecessor': [
    'the joiner is its own predecessor',
    'PROTOCOL §2 join: pred(j) = m',
    joining((state) => ({ ...state, pred: state.self }))
  ],
  'join-successor-as-predecessor': [
    'the joiner takes its successor as predecessor',
    'PROTOCOL §2 join: pred(j) = m',
    joining((state) => ({ ...state, pred: state.succ[0]! }))
  ],
  'pad-self': [
    'a list is padded with its own node',
    'PROTOCOL §2 step 1: padding',
    dropping((_, state) => [...state.succ.slice(1), state.self])
  ],
  'pad-last': [
    'a list is padded with its last entry again',
    'PROTOCOL §2 step 1: padding; D1',
    dropping((_, state) => [...state.succ.slice(1), last(state.succ)])
  ],
  'pad-none': [
    'a list with a dead head gets shorter',
    'PROTOCOL §2: always exactly r',
    dropping((_, state) => state.succ.slice(1))
  ],
  'pad-far': [
    'a list is padded with the identifier before its own node',
    'PROTOCOL §2 step 1: an artificial id that skips nobody',
    dropping((space, state) => [...state.succ.slice(1), previousId(space, state.self)])
  ],
  'pad-skip-one': [
    'a list is padded with the second identifier after its last entry',
    'PROTOCOL §2 step 1: an artificial id that skips nobody',
    dropping((space, state) => [...state.succ.slice(1), nextId(space, nextId(space, last(state.succ)))])
  ],
  'pad-predecessor': [
    'a list is padded with the predecessor',
    'PROTOCOL §2 step 1: padding',
    dropping((_, state) => [...state.succ.slice(1), state.pred])
  ],
  'pad-dead-head': [
    'a dead head moves to the end of the list',
    'PROTOCOL §2 step 1: drop the head; D2',
    dropping((_, state) => [...state.succ.slice(1), state.succ[0]!])
  ],
  'drop-last': [
    'the last entry goes instead of the dead head',
    'PROTOCOL §2 step 1: drop the head',
    dropping((space, state) => [...state.succ.slice(0, -1), nextId(space, last(state.succ))])
  ],
  'drop-nothing': ['a dead head stays', 'PROTOCOL §2 step 1: drop the head', dropping((_, state) => state.succ)],
  'drop-all': [
    'a node with a dead head declares itself the whole ring',
    'PROTOCOL §2: always exactly r',
    dropping((_, state) => state.succ.map(() => state.self))
  ],
  'keep-list': [
    "the successor's list is never adopted",
    'PROTOCOL §2 step 1: adopted every time s answers',
    adopting((state) => state)
  ],
  'adopt-without-head': [
    "the successor's list is copied without the successor before it",
    'PROTOCOL §2 step 1: [s, ...succ(s)]',
    adopting((state, answer, _, r) => ({ ...state, succ: answer.succ.slice(0, r) }))
  ],
  'adopt-too-much': [
    "the successor's last entry is kept: the list is one too long",
    'PROTOCOL §2: always exactly r',
    adopting((state, answer, head) => ({ ...state, succ: [head, ...answer.succ] }))
  ],
  'adopt-skipping': [
    "the successor's second entry is copied in place of its first",
    'PROTOCOL §2 step 1: [s, ...succ(s)]',
    adopting((state, answer, head, r) => ({ ...state, succ: [head, ...answer.succ.slice(1), answer.pred].slice(0, r) }))
  ],
  'adopt-unasked': [
    "the successor's predecessor is adopted without asking it",
    'PROTOCOL §2 step 2: never adopt p unasked',
    {
      stabilizeFromSuccessor: (space, state, answer, r) => {
        const stepped = stabilizeFromSuccessor(space, state, answer, r)
        if (stepped.next.do !== 'ask') return stepped
        const { peer } = stepped.next
        return { state: { ...state, succ: [peer, ...stepped.state.succ].slice(0, r) }, next: { do: 'notify', peer } }
      }
    }
  ],
  'ask-nobody': [
    "the successor's predecessor is never asked",
    'PROTOCOL §2 step 1: go to step 2',
    following((_state, _answer, head) => ({ do: 'notify', peer: head }))
  ],
  'ask-anybody': [
    "the successor's predecessor is asked and adopted wherever it lies",
    'PROTOCOL §2 steps 1 and 2: between(t, p, s)',
    {
      ...following((state, answer, head) =>
        answer.pred === state.self || answer.pred === head
          ? { do: 'notify', peer: head }
          : { do: 'ask', peer: answer.pred }
      ),
      stabilizeFromPredecessor: (state, peer, answer, r) =>
        answer === 'dead'
          ? { state, next: { do: 'notify', peer: state.succ[0]! } }
          : { state: { ...state, succ: [peer, ...answer.succ].slice(0, r) }, next: { do: 'notify', peer } }
    }
  ],
  'ask-in-vain': ['the node that was asked is never adopted', 'PROTOCOL §2 step 2: alive', asking((state) => state)],
  'adopt-dead': [
    'the node that was asked is adopted though it did not answer',
    'PROTOCOL §2 step 2: dead: keep',
    asking((state, peer, answer, r) =>
      answer === 'dead'
        ? { ...state, succ: [peer, ...state.succ].slice(0, r) }
        : stabilizeFromPredecessor(state, peer, answer, r).state
    )
  ],
  'dead-costs-head': [
    'when the node that was asked is dead, the live head is dropped',
    'PROTOCOL §2 step 2: dead: keep',
    asking((state, peer, answer, r) =>
      answer === 'dead'
        ? { ...state, succ: [...state.succ.slice(1), peer].slice(0, r) }
        : stabilizeFromPredecessor(state, peer, answer, r).state
    )
  ],
  'adopt-list-only': [
    "the asked node's list is adopted without the node",
    'PROTOCOL §2 step 2: [p, ...succ(p)]',
    asking((state, peer, answer, r) =>
      answer === 'dead' || !between(state.self, peer, state.succ[0]!)
        ? state
        : { ...state, succ: answer.succ.slice(0, r) }
    )
  ],
  'adopt-head-only': [
    'the asked node is put before the old list, and its own list is ignored',
    'PROTOCOL §2 step 2: [p, ...succ(p)]',
    asking((state, peer, answer, r) =>
      answer === 'dead' || !between(state.self, peer, state.succ[0]!)
        ? state
        : { ...state, succ: [peer, ...state.succ].slice(0, r) }
    )
  ],
  'notify-nobody': [
    'nobody is ever notified',
    'PROTOCOL §2 steps 1 and 2: notify',
    {
      stabilizeFromSuccessor: (space, state, answer, r) => {
        const stepped = stabilizeFromSuccessor(space, state, answer, r)
        return stepped.next.do === 'notify' ? { ...stepped, next: { do: 'notify', peer: state.self } } : stepped
      },
      stabilizeFromPredecessor: (state, peer, answer, r) => ({
        ...stabilizeFromPredecessor(state, peer, answer, r),
        next: { do: 'notify', peer: state.self }
      })
    }
  ],
  'notify-predecessor': [
    'the predecessor is notified in place of the successor',
    'PROTOCOL §2 step 1: notify s',
    following((state) => ({ do: 'notify', peer: state.pred }))
  ],
  'rectify-never': ['a notification changes nothing', 'PROTOCOL §2 rectify', rectifying((state) => state)],
  'rectify-always': [
    'whoever notifies becomes the predecessor',
    'PROTOCOL §2 rectify: between(pred, q, n)',
    rectifying((state, candidate) => (candidate === state.self ? state : { ...state, pred: candidate }))
  ],
  'rectify-farther': [
    'a candidate behind the predecessor is taken, a nearer one is not',
    'PROTOCOL §2 rectify: between(pred, q, n)',
    rectifying((state, candidate, alive) =>
      between(candidate, state.pred, state.self) || !alive ? { ...state, pred: candidate } : state
    )
  ],
  'rectify-no-ping': [
    'a dead predecessor is never replaced by one behind it',
    'PROTOCOL §2 rectify: if pred is dead',
    rectifying((state, candidate) => rectify(state, candidate, true))
  ],
  'rectify-only-dead': [
    'only a dead predecessor is ever replaced',
    'PROTOCOL §2 rectify: between(pred, q, n)',
    rectifying((state, candidate, alive) => (alive ? state : { ...state, pred: candidate }))
  ],
  'rectify-blind-ping': [
    'the predecessor is taken for alive unless the candidate is nearer',
    'PROTOCOL §2 rectify: otherwise, if pred is dead',
    { rectifyNeedsPing: () => false }
  ],
  'predecessor-self': [
    'a dead predecessor is replaced by the node itself',
    'PROTOCOL §2: pred is never unset',
    { checkPredecessor: (state, alive) => (alive ? state : { ...state, pred: state.self }) }
  ],
  'predecessor-cleared': [
    'a dead predecessor is cleared, and an empty one reads as the zero of the circle',
    'SIGCOMM 2001; PROTOCOL §2: pred is never unset',
    { checkPredecessor: (state, alive) => (alive ? state : { ...state, pred: '0' }) }
  ],
  'predecessor-forgotten': [
    'a dead predecessor is forgotten, and the next candidate is taken',
    'SIGCOMM 2001; PROTOCOL §2: pred is never unset',
    {
      checkPredecessor: forgetDeadPredecessor,
      rectifyNeedsPing: (state, candidate) => state.pred !== UNSET && rectifyNeedsPing(state, candidate),
      rectify: (state, candidate, alive) =>
        state.pred === UNSET ? { ...state, pred: candidate } : rectify(state, candidate, alive),
      stabilizeFromSuccessor: (space, state, answer, r) =>
        stabilizeFromSuccessor(
          space,
          state,
          answer === 'dead' || answer.pred !== UNSET ? answer : { ...answer, pred: state.self },
          r
        )
    }
  ]
}

const EQUIVALENT: Record<string, string> = {
  'adopt-head-only':
    'An entry put into an extended successor list skips nobody that the list did not skip, so principals stay principals; ' +
    'the asked node answered and the old entries but the last stay, so a live entry stays; and step 1 of the next round ' +
    'adopts the list that step 2 left out. It costs one round, and no promise.'
}

/** Every mutant by name. */
export const MUTANTS: ReadonlyMap<string, Mutant> = new Map(
  Object.entries(FAULTS).map(([name, [fault, reference, change]]) => [
    name,
    { fault, reference, rules: { ...CORRECT_RULES, ...change }, ...because(name) }
  ])
)

function because(name: string): Pick<Mutant, 'equivalent'> {
  const equivalent = EQUIVALENT[name]
  return equivalent === undefined ? {} : { equivalent }
}
