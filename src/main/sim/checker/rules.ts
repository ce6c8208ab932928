/**
 * The steps that a check enumerates: those of the protocol core, unchanged, or a mutant of them.
 */
import {
  type Answer,
  join,
  rectify,
  rectifyNeedsPing,
  type RingState,
  stabilizeFromPredecessor,
  stabilizeFromSuccessor,
  type Stepped
} from '../../chord/steps'
import type { Id, IdSpace } from '../../../shared/ids'

/** One node's decisions, as the checker calls them. */
export interface Rules {
  join(self: Id, member: Id, answer: Answer, r: number): RingState | null
  stabilizeFromSuccessor(space: IdSpace, state: RingState, answer: Answer, r: number): Stepped
  stabilizeFromPredecessor(state: RingState, peer: Id, answer: Answer, r: number): Stepped
  rectifyNeedsPing(state: RingState, candidate: Id): boolean
  rectify(state: RingState, candidate: Id, predecessorAlive: boolean): RingState
  /** A timer that looks whether the predecessor lives. The 2001 protocol has one; the corrected protocol does not. */
  checkPredecessor?(state: RingState, predecessorAlive: boolean): RingState
}

/** The protocol as it is. */
export const CORRECT_RULES: Rules = {
  join,
  stabilizeFromSuccessor,
  stabilizeFromPredecessor,
  rectifyNeedsPing,
  rectify
}
