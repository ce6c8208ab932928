import type { Accepted, CommandName, Reply, Update } from '../../shared/contract'

/** The lab as a door needs it. The cluster's lab is one. */
export interface DoorLab {
  handle<C extends CommandName>(command: C, request: Accepted<C>): Promise<Reply<C>>
  /** Calls `listener` with a `state` first, then with batches, until the returned function is called. */
  subscribe(listener: (update: Update) => void): () => void
}
