/**
 * What happened, as plain data: one stream that the log, the timeline, the ring picture, the statistics and the export
 * all read (DESIGN decision 3). The protocol narrates; nothing here is derived by looking at a node from outside,
 * except what the observer says of itself (`health-changed`, `invariant-broken`, `invariant-restored`).
 */
import type { Id } from './ids'
import type { FingerSpan, HealthView, LookupView, NodeState, PredicateName, PredicateView } from './model'

/** What a node tells while it works. */
export type NodeEvent =
  | { type: 'node-state'; node: Id; address: string; before: NodeState | null; after: NodeState; reason?: string }
  | { type: 'predecessor-changed'; node: Id; before: Id; after: Id; cause: PointerCause }
  | { type: 'successors-changed'; node: Id; before: Id[]; after: Id[]; cause: PointerCause }
  | { type: 'fingers-changed'; node: Id; before: FingerSpan[]; after: FingerSpan[] }
  | { type: 'served-changed'; node: Id; before: Id | null; after: Id | null; cause: string }
  | { type: 'stabilized'; node: Id; successor: Id; changed: boolean; tookMs: number }
  | { type: 'peer-dead'; node: Id; peer: Id; evidence: 'refused' | 'timeout' | 'told' }
  | {
      type: 'transfer'
      transfer: string
      phase: 'started' | 'progress' | 'committed' | 'confirmed' | 'failed'
      cause: 'join' | 'leave' | 'repair'
      from: Id
      to: Id
      start: Id
      end: Id
      /** Keys announced and keys arrived so far. */
      total: number
      moved: number
      tookMs: number
      reason?: string
    }
  | { type: 'record-written'; node: Id; keyId: Id; key: string; size: number; deleted: boolean; cause: RecordCause }
  | { type: 'record-dropped'; node: Id; keyId: Id; key: string; cause: 'handed-off' | 'expired' | 'collected' }
  /** Told when a message is held back by injected latency, so that it can be seen on its way. */
  | { type: 'rpc-started'; from: Id; to: Id; method: string; latencyMs: number }
  /** A bug: maintenance met an error that no peer and no network explains. The node goes on. */
  | { type: 'node-error'; node: Id; text: string }
  | { type: 'rpc'; from: Id; to: Id; method: string; startedMs: number; tookMs: number; ok: boolean; error?: string }

export type PointerCause = 'bootstrap' | 'join' | 'stabilize' | 'notify' | 'dead' | 'leave' | 'restore'
export type RecordCause = 'put' | 'delete' | 'hand-off' | 'forward' | 'restore'

/** What the lab adds around the nodes. */
export type LabEvent =
  | NodeEvent
  /** A request of the user ended; the path is the one that it really took. */
  | { type: 'lookup'; lookup: LookupView }
  | { type: 'user'; action: string; text: string; nodes: Id[] }
  | { type: 'health-changed'; level: HealthView['level']; sentence: string; broken: string[] }
  /**
   * The observer saw a predicate stop holding, or found one that was healing to be broken. `cause` is the number of the
   * event that changed the ring so, where it is known; `since` the lab time from which it is at this level, ms.
   */
  | {
      type: 'invariant-broken'
      name: PredicateName
      level: Exclude<PredicateView['level'], 'holds'>
      nodes: Id[]
      since: number
      cause: number | null
    }
  /** A predicate holds again; it had not since `since`, last because of `nodes`. */
  | { type: 'invariant-restored'; name: PredicateName; nodes: Id[]; since: number; cause: number | null }
  | { type: 'keys-lost'; node: Id; keys: number; sample: string[] }
  | { type: 'clock-changed'; rate: number; paused: boolean }
  | { type: 'error'; text: string; nodes: Id[] }

/** An event in the stream: numbered without gaps in the order it happened, stamped with lab time. */
export type Recorded<E = LabEvent> = E & { seq: number; atMs: number }

/** What nodes ask each other on a person's behalf; every other call is maintenance. */
export const LOOKUP_METHODS: ReadonlySet<string> = new Set(['route', 'read', 'write', 'get', 'put', 'delete'])

/** Whether an event tells of maintenance that found everything in place: nobody needs to hear of it at once. */
export function isRoutine(event: LabEvent): boolean {
  if (event.type === 'stabilized') return !event.changed
  return event.type === 'rpc' && event.ok && !LOOKUP_METHODS.has(event.method)
}

/** Events of which a busy stream may drop some, counted; every other event always arrives. */
export const TRAFFIC_TYPES: ReadonlySet<LabEvent['type']> = new Set([
  'rpc',
  'rpc-started',
  'record-written',
  'record-dropped',
  'stabilized'
])
