/** What a node is made from. */
import type { NodeEvent } from '../../shared/events'
import type { Id, IdSpace } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import type { Clock, Random, Store, Transport } from './ports'

export interface NodeOptions {
  readonly self: NodeRef
  readonly space: IdSpace
  /** r, the length of the successor list; 8 in the lab. */
  readonly successors: number
  /** Slow maintenance period, ms of protocol time. */
  readonly stabilizeIntervalMs: number
  /** Deadline of one call between peers, ms. */
  readonly rpcTimeoutMs: number
}

export interface NodeEnvironment {
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  readonly store: Store
  /** The first bytes of SHA-256 of the text as an id of the node's space. */
  hash(text: string): Id
  emit(event: NodeEvent): void
}
