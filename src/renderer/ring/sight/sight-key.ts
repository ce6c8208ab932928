/** Single keys in sight, as the picture draws them. */
import type { Id } from '../../../shared/ids'

/**
 * - `held`: its owner has it; - `waiting`: it is to move and has not arrived; - `arrived`: it is there, and the giver may
 * still have it too; - `astray`: nodes hold it, its owner not among them, and no move is under way.
 */
export type KeyState = 'held' | 'waiting' | 'arrived' | 'astray'

export interface SightKey {
  key: string
  id: Id
  turn: number
  state: KeyState
}

/** The keys in sight: each of them, or null where they are too many for that. */
export interface Sight {
  total: number
  keys: readonly SightKey[] | null
}
