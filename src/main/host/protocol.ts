/**
 * What the lab and a host say to each other: plain data both ways, so that a host may be an object of the same thread
 * or a thread of its own. Commands in, batches out.
 */
import type { RpcRow, KeyRow, ValueView } from '../../shared/contract'
import type { LabEvent } from '../../shared/events'
import type { Id } from '../../shared/ids'
import type { ClockView, LabSettings, LatencyRule, LookupView, NodeState, NodeView, TaskView } from '../../shared/model'
import type { HostLoad } from './meter'
import type { SnapshotRecord } from '../../shared/snapshot'

/** What a host is made from. */
export interface HostOptions {
  settings: LabSettings
  /** Wall time at which the lab started, milliseconds since 1970 with a fraction: the zero of `atMs`. */
  startedAt: number
  /** Folder of the .proto files. */
  protoDir: string
}

/** A value as it travels in commands. */
export interface Bytes {
  encoding: 'utf8' | 'base64'
  data: string
}

export interface BulkEntry extends Bytes {
  key: string
  /** Milliseconds to live, 0 for ever. */
  ttlMs: number
}

export interface KeyQuery {
  search: string
  node: Id | null
  offset: number
  limit: number
  sort: 'key' | 'id' | 'owner' | 'size'
  descending: boolean
  /** The arc (after, upTo] of key ids. */
  within?: { after: Id; upTo: Id } | undefined
}

export type RequestOp = LookupView['op']

/** A node that is known and not up: restored from a snapshot, or kept when its host ended. */
export type DeadNode = Pick<
  NodeView,
  'id' | 'address' | 'port' | 'state' | 'sinceMs' | 'startedAtMs' | 'predecessor' | 'successors' | 'fingers'
> & { reason?: string }

/** Request and response of everything that a host does. */
export interface HostOps {
  add: { request: { id: Id | null; port: number }; response: { node: NodeView } }
  start: { request: { count: number; ids: (Id | null)[] }; response: { nodes: Id[] } }
  crash: { request: { node: Id }; response: { node: NodeView; keysLost: number } }
  leave: { request: { node: Id }; response: { node: NodeView; keysHandedOver: number } }
  restart: { request: { node: Id }; response: { node: NodeView } }
  hang: { request: { node: Id }; response: { node: NodeView } }
  resume: { request: { node: Id }; response: { node: NodeView } }
  forget: { request: { node: Id }; response: Record<string, never> }
  recall: { request: { nodes: DeadNode[] }; response: Record<string, never> }
  /** What every node believes now, without waiting for a batch. */
  views: { request: Record<string, never>; response: { nodes: NodeView[] } }
  rpcs: { request: { node: Id }; response: { rows: RpcRow[] } }

  request: {
    request: { from: Id | null; op: RequestOp; key: string | null; id: Id | null; value: Bytes | null; ttlMs: number }
    response: { lookup: LookupView; value: ValueView | null }
  }
  /** Puts many keys as a task whose progress comes in batches; answers when the task has ended. */
  bulk: { request: BulkRequest; response: { task: TaskView } }
  cancel: { request: { task: string }; response: Record<string, never> }
  /** Puts or gets random keys of fixed size as fast as they go, for measurements. */
  workload: { request: WorkloadRequest; response: WorkloadResult }
  keys: { request: KeyQuery; response: { total: number; rows: KeyRow[] } }
  records: { request: Record<string, never>; response: { records: SnapshotRecord[] } }

  clock: { request: ClockView; response: Record<string, never> }
  step: { request: Record<string, never>; response: { nodes: number } }
  latency: { request: { rules: LatencyRule[] }; response: Record<string, never> }
  /** The nodes, those to come included, keep to these settings from now on; length and bits of the ring stay. */
  settings: { request: { settings: LabSettings }; response: Record<string, never> }
  /** Stops every node and forgets everything; `settings` are those of the nodes to come. */
  reset: { request: { settings: LabSettings }; response: Record<string, never> }
}

export interface BulkRequest {
  task: string
  title: string
  /** The node that all puts start from, or null to spread them over the running nodes. */
  from: Id | null
  source: { kind: 'generate'; count: number; prefix: string } | { kind: 'entries'; entries: BulkEntry[] }
}

export interface WorkloadRequest {
  op: 'put' | 'get'
  count: number
  inFlight: number
  valueBytes: number
  prefix: string
}

export interface WorkloadResult {
  count: number
  failed: number
  tookMs: number
  perSecond: number
  p50Ms: number
  p99Ms: number
}

export type HostOp = keyof HostOps
export type HostRequest<O extends HostOp> = HostOps[O]['request']
export type HostResponse<O extends HostOp> = HostOps[O]['response']

/** An event with its time; the lab numbers it. */
export type Timed = LabEvent & { atMs: number }

/** What changed in a host since the last batch: the newest view of it, and the events in between. */
export interface HostBatch {
  atMs: number
  nodes: NodeView[]
  removed: Id[]
  events: Timed[]
  tasks: TaskView[]
  droppedPulses: number
  rpcs: number
  lostKeys: number
  /** Nodes asked for by a start under way, and how many of them are up; null when none is. */
  starting: { total: number; up: number } | null
  keys?: number
  density?: number[]
  load?: HostLoad | undefined
}

/** A host as the lab holds it. After `call` answers, every batch with its effects has been delivered. */
export interface HostConnection {
  /** Rejects with LabFailure. */
  call<O extends HostOp>(op: O, request: HostRequest<O>): Promise<HostResponse<O>>
  onBatch(listener: (batch: HostBatch) => void): void
  /** Told once when the host ended without being closed. */
  onExit(listener: (reason: string) => void): void
  /** Stops every node and the host, within two seconds. */
  close(): Promise<void>
}

/** States of a node that is not up and may be started again. */
export const DEAD_STATES: readonly NodeState[] = ['crashed', 'left', 'failed']
