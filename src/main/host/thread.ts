/** The messages between the main thread and the thread of a host. */
import type { Failure } from '../../shared/contract'
import type { HostBatch, HostOp, HostOptions, HostRequest } from './protocol'

export type ToHost =
  | { t: 'call'; id: number; op: HostOp; request: HostRequest<HostOp> }
  /** A batch has been taken in. */
  | { t: 'taken' }
  | { t: 'close' }

export type FromHost =
  | { t: 'answer'; id: number; value: unknown }
  | { t: 'failure'; id: number; error: Failure }
  | { t: 'batch'; batch: HostBatch }
  | { t: 'closed' }

export type HostThreadData = HostOptions
