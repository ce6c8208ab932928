/**
 * What the lab looks like from outside: the plain data that the main process sends and the window draws.
 * Times are milliseconds since the lab started (`atMs`) unless a name says otherwise.
 */
import type { Id } from './ids'

/** A node as others refer to it. `address` is `host:port`. */
export interface NodeRef {
  id: Id
  address: string
}

/**
 * - `starting`: its server is being bound; - `joining`: on the ring, its range still arriving;
 * - `running`: serves its range; - `leaving`: handing its range over; - `hung`: accepts and never answers;
 * - `crashed`: gone with its memory, restartable; - `left`: handed over and gone, restartable;
 * - `failed`: never came up, `reason` says why.
 */
export type NodeState = 'starting' | 'joining' | 'running' | 'leaving' | 'hung' | 'crashed' | 'left' | 'failed'

/** States in which a node's server answers. */
export const LIVE_STATES: readonly NodeState[] = ['joining', 'running', 'leaving']

/** How the reason of a node begins that went down with its host. */
export const HOST_ENDED = 'host ended: '

/** Fingers with the same target folded together: exponents `from`..`to`, both included. */
export interface FingerSpan {
  from: number
  to: number
  node: Id
}

/** All that one node believes, and its counts, at one moment. */
export interface NodeView {
  id: Id
  address: string
  port: number
  state: NodeState
  /** Why the node is in this state, when that needs saying ("port in use: 50051"). */
  reason?: string
  /** When it entered this state. */
  sinceMs: number
  startedAtMs: number
  predecessor: Id
  successors: Id[]
  fingers: FingerSpan[]
  /** Start of the range that it serves, (servedFrom, id]; null while it serves nothing. */
  servedFrom: Id | null
  /** Live keys that it holds. */
  keys: number
  /** RPCs that it sent and served in the last second. */
  rpcPerSecond: number
}

/** Keys on their way from one node to another. */
export interface TransferView {
  transfer: string
  from: Id
  to: Id
  cause: 'join' | 'leave' | 'repair'
  /** The arc (start, end] that changes hands. */
  start: Id
  end: Id
  total: number
  moved: number
  /** Keys held in the whole ring when it began, for the expected share. */
  ringKeys: number
  /** Live nodes when it began, the gaining one included. */
  ringNodes: number
  state: 'moving' | 'done' | 'failed'
  startedAtMs: number
  tookMs: number | null
  reason?: string
}

/** One step of a lookup: `from` asked `to`, and chose it for `why`. */
export interface Hop {
  from: Id
  to: Id
  /** What made `from` name `to`: its finger of this exponent, its successor list, or the owner rule. */
  via: 'finger' | 'successor' | 'owner' | 'predecessor'
  /** Exponent of the finger taken, when via is `finger`. */
  exponent?: number
  tookMs: number
  ok: boolean
}

/** A finished lookup or request, with the path that it really took. */
export interface LookupView {
  lookup: string
  op: 'lookup' | 'put' | 'get' | 'delete'
  key: string | null
  target: Id
  origin: Id
  owner: Id | null
  /** The owner's predecessor as the lookup saw it: the key lies in (predecessor, owner]. */
  predecessor: Id | null
  path: Hop[]
  /** Forward hops to the key's predecessor; the contact with the owner is not counted. */
  hops: number
  timeouts: number
  tookMs: number
  atMs: number
  ok: boolean
  /** "found", "stored", "deleted", "not found", or the error. */
  result: string
}

/** Zave's predicates: I1 and I2 are the inductive invariant, D1 to D7 follow from it, L0 is the goal of repair. */
export type PredicateName = 'I1' | 'I2' | 'D1' | 'D2' | 'D3' | 'D4' | 'D5' | 'D6' | 'D7' | 'L0'

/** What the observer says of one predicate. */
export interface PredicateView {
  name: PredicateName
  /** As the literature calls it: "OneLiveSuccessor". */
  title: string
  /** `healing`: repair may still mend it; `broken`: violated where it must hold, or not mended in time. */
  level: 'holds' | 'healing' | 'broken'
  /** Since when it is at this level. */
  sinceMs: number
  /** Number of the recorded event that brought it there, or null when none did. */
  seq: number | null
  /** Nodes that break it. */
  nodes: Id[]
}

/** The ring's condition in a word, with what is behind it. */
export interface HealthView {
  level: 'none' | 'starting' | 'ideal' | 'healing' | 'lost'
  /** Number of live nodes, and of nodes in states between start and `running`. */
  live: number
  joining: number
  /** Nodes whose list, predecessor or fingers are not what the truth says. */
  behind: BehindView[]
  /** When the ring left Ideal, or null. */
  sinceMs: number | null
  /** Zave's predicates I1, I2, D1 to D7 and L0 that do not hold now. */
  broken: string[]
  /** All ten predicates in the order I1, I2, D1 to D7, L0, each with its level. */
  predicates: PredicateView[]
  /** `full` from when the ring is first Ideal with r + 1 live nodes until it has fewer; `bootstrap` outside of that. */
  regime: 'empty' | 'bootstrap' | 'full'
  /** Keys that no live node holds any more, since the lab started. */
  lostKeys: number
  /** The sentence for the top of the window, and its short form. */
  sentence: string
  short: string
}

export interface BehindView {
  node: Id
  /** Entries of the successor list that are dead, missing or out of place. */
  stale: Id[]
  missing: Id[]
  predecessorWrong: boolean
  fingersWrong: number
}

/** The protocol clock. `rate` 1 is real time; paused stops maintenance while RPC servers stay up. */
export interface ClockView {
  rate: number
  paused: boolean
}

/** Long work that the window may watch and cancel. */
export interface TaskView {
  task: string
  title: string
  done: number
  total: number
  state: 'running' | 'done' | 'cancelled' | 'failed'
  reason?: string
  startedAtMs: number
}

/** Latency added to each message between two nodes; null for any node. */
export interface LatencyRule {
  from: Id | null
  to: Id | null
  ms: number
}

export interface LabSettings {
  /** Length of the successor list, r. */
  successors: number
  /** Slow maintenance period, ms. */
  stabilizeIntervalMs: number
  /** Deadline of one call between peers, ms; the usual one where it is left out. It belongs to the machine: no snapshot keeps it. */
  rpcTimeoutMs?: number
  /** Bits of the id space. */
  bits: number
}

/** Keys per 1/1440 of the circle, clockwise from 0. */
export const DENSITY_BINS = 1440

/** How late the event loop of the nodes' thread ran in the second before `atMs`. */
export interface LagView {
  atMs: number
  p50Ms: number
  p99Ms: number
  maxMs: number
}

/** What the lab did since it started, counted where it happened. */
export interface LoadView {
  /** Bytes of the messages that nodes wrote to one another, hand-offs included. */
  bytes: number
  /** Requests from outside of the ring: of windows, of imports. */
  requests: number
  /** The last second's, or null before there is one. */
  lag: LagView | null
}

/** Everything the window needs to draw the present. */
export interface LabState {
  /** Sequence number of the last event that this state includes. */
  seq: number
  atMs: number
  /** Wall time at which the lab started, milliseconds since 1970. */
  startedAt: number
  version: string
  settings: LabSettings
  clock: ClockView
  latency: LatencyRule[]
  nodes: NodeView[]
  transfers: TransferView[]
  tasks: TaskView[]
  health: HealthView
  /** Distinct live keys in the ring. */
  keys: number
  density: number[]
  load: LoadView
}
