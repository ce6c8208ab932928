/**
 * What a node needs of the world, and all that it may use of it. The same node runs over gRPC and real time, and over
 * a simulated network and simulated time; each root hands in its own four.
 */
import type { Id } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import type { Method, RecordChunk, RequestOf, ResponseOf, StoredRecord } from './messages'

/**
 * Asks peers. A call ends exactly once: with the answer, or with a ChordError — `unavailable` when nobody listens or the
 * connection broke, `timeout` when `timeoutMs` passed (the effect may have happened), `cancelled` after `close`, or
 * whatever code the peer's handler threw. Calls to one peer may overtake each other. The time left travels with the
 * request, so a peer stops working for a caller that gave up.
 */
export interface Transport {
  call<M extends Method>(to: NodeRef, method: M, request: RequestOf<M>, timeoutMs: number): Promise<ResponseOf<M>>
  /** Streams the records of a granted transfer in key order, in chunks of bounded size, with back-pressure. */
  pull(to: NodeRef, transfer: string, timeoutMs: number): AsyncIterable<RecordChunk>
  /**
   * Whether a new connection to the peer can be made now: `refused` is proof of death (nobody listens on the port),
   * `silent` is not.
   */
  probe(to: NodeRef, timeoutMs: number): Promise<'alive' | 'refused' | 'silent'>
  /** `listener` is told when the connection to a peer ends: the first sign of a crash, not proof of one. */
  onLinkLost(listener: (peer: NodeRef) => void): void
  /** Whether there is an open connection to the peer, so that asking it costs no dial. */
  isLinked(id: Id): boolean
  /** Ends every connection; calls under way fail with `cancelled`. */
  close(): Promise<void>
}

/** What a node offers to its transport's server side: one handler for every method. */
export interface Handler {
  /** Throws ChordError. `timeoutMs` is what the caller has left, Infinity when it set none. */
  handle<M extends Method>(method: M, request: RequestOf<M>, timeoutMs: number): Promise<ResponseOf<M>> | ResponseOf<M>
  /** The records of a granted transfer. */
  stream(transfer: string): AsyncIterable<RecordChunk> | Iterable<RecordChunk>
}

/** Stops a timer; calling it twice, or after the timer fired, does nothing. */
export type Cancel = () => void

/**
 * Time. Maintenance runs on protocol time, which the lab may slow down or stop; deadlines run on real time, so that a
 * paused lab does not make its peers look dead.
 */
export interface Clock {
  /** Monotonic real time, ms; for durations and deadlines. */
  now(): number
  /** Milliseconds since 1970; for versions and expiry. */
  wall(): number
  /** Runs `task` after `delayMs` of protocol time; 0 means in a later turn, at once when the lab is not slowed. */
  schedule(delayMs: number, task: () => void): Cancel
  /** Runs `task` after `delayMs` of real time. */
  deadline(delayMs: number, task: () => void): Cancel
}

/** Randomness with a seed behind it. */
export interface Random {
  /** Uniform, 0 ≤ x < 1. */
  next(): number
}

/** Where a node keeps its records. Synchronous: what a store answers it holds. Ids compare as strings. */
export interface Store {
  get(keyId: Id): StoredRecord | undefined
  set(record: StoredRecord): void
  delete(keyId: Id): boolean
  /** Records with ids in the arc (start, end], in clockwise order from start; start = end means all. */
  range(start: Id, end: Id): Iterable<StoredRecord>
  /** Number of records, tombstones included. */
  readonly size: number
  clear(): void
}
