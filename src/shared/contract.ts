/**
 * The one table of everything the window can ask for and subscribe to (DESIGN decision 4). Electron IPC and the
 * WebSocket serve exactly this; neither door knows more than the other. Requests are validated by their schema where
 * they enter the main process. Run-time use of this file belongs to the main process; the window imports its types.
 */
import { z } from 'zod'
import type { Recorded } from './events'
import { MAX_BULK_KEYS, MAX_NODES } from './limits'
import type {
  FingerSpan,
  HealthView,
  LabState,
  LatencyRule,
  LoadView,
  LookupView,
  NodeView,
  TaskView,
  TransferView
} from './model'
import type { Snapshot } from './snapshot'
import { settingsFields, type SettingsView } from './settings'

const id = z.string().regex(/^[0-9a-f]{1,40}$/, 'an id is 1 to 40 lower-case hex digits')
/** A node is named by its full id, or by any unambiguous prefix of it, or by its port. */
const node = z.string().min(1).max(64)
const port = z.int().min(0).max(65_535)
const key = z.string()
const bytes = z.object({ encoding: z.enum(['utf8', 'base64']), data: z.string() })
const ttlSeconds = z
  .number()
  .positive()
  .max(10 * 365 * 86_400)

const schemas = {
  'lab.state': z.object({}),
  /** Starts `count` nodes at once on an empty or living ring, and inserts `sampleKeys` generated keys when it is up. */
  'lab.start': z.object({
    count: z.int().min(1).max(MAX_NODES),
    sampleKeys: z.int().min(0).max(MAX_BULK_KEYS).default(0)
  }),
  /** Stops every node and forgets everything; refused unless `confirm`. */
  'lab.reset': z.object({ confirm: z.literal(true) }),

  'node.add': z.object({ id: id.optional(), port: port.optional() }),
  'node.addMany': z.object({ count: z.int().min(1).max(MAX_NODES) }),
  /** `confirm` is needed when it is the last live node. */
  'node.crash': z.object({ node, confirm: z.boolean().default(false) }),
  'node.leave': z.object({ node, confirm: z.boolean().default(false) }),
  'node.restart': z.object({ node }),
  'node.hang': z.object({ node }),
  'node.resume': z.object({ node }),
  /** Takes a crashed, left or failed node off the list. */
  'node.forget': z.object({ node }),
  'node.detail': z.object({ node }),

  'key.put': z.object({ from: node.optional(), key, value: bytes, ttlSeconds: ttlSeconds.optional() }),
  'key.get': z.object({ from: node.optional(), key }),
  'key.delete': z.object({ from: node.optional(), key }),
  'key.lookup': z.object({ from: node.optional(), key: key.optional(), id: id.optional() }),
  'key.list': z.object({
    search: z.string().max(1024).default(''),
    node: node.optional(),
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(1000).default(200),
    sort: z.enum(['key', 'id', 'owner', 'size']).default('key'),
    descending: z.boolean().default(false),
    /** Only keys with an id in the arc (after, upTo]; an arc that ends where it starts is the whole circle. */
    within: z.object({ after: id, upTo: id }).optional()
  }),
  /** Inserts `count` generated keys named `prefix` + number, as a task. */
  'key.generate': z.object({
    count: z.int().min(1).max(MAX_BULK_KEYS),
    prefix: z.string().max(256).default('user:'),
    from: node.optional()
  }),
  /** Inserts the entries of a JSON or CSV text, as a task; a malformed line is named and nothing is stored. */
  'key.import': z.object({
    format: z.enum(['json', 'csv']),
    text: z.string().max(64 * 1024 * 1024),
    from: node.optional()
  }),

  'task.cancel': z.object({ task: z.string() }),

  'clock.set': z.object({ rate: z.number().min(0.001).max(1).optional(), paused: z.boolean().optional() }),
  /** Runs one stabilization round on every live node and stays paused. */
  'clock.step': z.object({}),
  'latency.set': z.object({ from: node.nullable(), to: node.nullable(), ms: z.number().min(0).max(60_000) }),

  /** What the lab keeps between runs. */
  'settings.get': z.object({}),
  /** Changes and keeps what is named. The maintenance period holds for the living nodes at once. */
  'settings.set': z.object(settingsFields).partial(),
  /** Back to what a new lab begins with. */
  'settings.reset': z.object({}),

  /** The ring as a snapshot document (docs/snapshot.md). */
  'snapshot.export': z.object({}),
  /** Validates a snapshot text and returns it with the state that it shows, touching nothing. */
  'snapshot.read': z.object({ text: z.string().max(256 * 1024 * 1024) }),
  /** Replaces the living ring by the one in the snapshot: same ids, same keys, new servers. */
  'snapshot.restore': z.object({ text: z.string().max(256 * 1024 * 1024), confirm: z.literal(true) }),

  /** Recorded events older than `beforeSeq`, newest last. */
  'events.page': z.object({ beforeSeq: z.int().min(0).optional(), limit: z.int().min(1).max(2000).default(500) })
} as const

export type CommandName = keyof typeof schemas

/** What a sender writes: fields with a default may be left out. */
export type Request<C extends CommandName> = z.input<(typeof schemas)[C]>
/** What a handler gets: validated, defaults filled in. */
export type Accepted<C extends CommandName> = z.output<(typeof schemas)[C]>

export interface Responses {
  'lab.state': LabState
  'lab.start': { nodes: string[] }
  'lab.reset': Record<string, never>
  'node.add': { node: NodeView }
  'node.addMany': { nodes: string[] }
  'node.crash': { node: NodeView; keysLost: number }
  'node.leave': { node: NodeView; keysHandedOver: number }
  'node.restart': { node: NodeView }
  'node.hang': { node: NodeView }
  'node.resume': { node: NodeView }
  'node.forget': Record<string, never>
  'node.detail': NodeDetail
  'key.put': LookupView
  'key.get': LookupView & { value: ValueView | null }
  'key.delete': LookupView
  'key.lookup': LookupView
  'key.list': { total: number; rows: KeyRow[] }
  'key.generate': { task: TaskView }
  'key.import': { task: TaskView }
  'task.cancel': Record<string, never>
  'clock.set': { rate: number; paused: boolean }
  'clock.step': { nodes: number }
  'latency.set': { latency: LatencyRule[] }
  'settings.get': SettingsView
  'settings.set': SettingsView
  'settings.reset': SettingsView
  'snapshot.export': Snapshot
  'snapshot.read': { snapshot: Snapshot; state: LabState }
  'snapshot.restore': { nodes: string[] }
  'events.page': { events: Recorded[]; oldestSeq: number }
}

/** A node's beliefs beside the truth, as the observer sees it. */
export interface NodeDetail {
  view: NodeView
  truth: { predecessor: string; successors: string[]; fingers: FingerSpan[] }
  /** Share of the circle that it owns by the truth, and the start of that arc. */
  owns: { from: string; share: number }
  recentRpcs: RpcRow[]
}

export interface RpcRow {
  atMs: number
  direction: 'out' | 'in'
  method: string
  peer: string
  tookMs: number
  ok: boolean
}

export interface KeyRow {
  key: string
  id: string
  /** The live node that should hold it by the truth. */
  owner: string
  /** The live nodes that do hold it. */
  holders: string[]
  size: number
  /** Milliseconds since 1970, or null for a key that does not expire. */
  expiresAt: number | null
}

export interface ValueView {
  encoding: 'utf8' | 'base64'
  data: string
  size: number
  expiresAt: number | null
}

/**
 * What the subscription delivers. First a `state`, then `batch`es, about 30 a second. A batch carries the newest view
 * of whatever changed (never dropped) and the events in between. `firstSeq` is the successor of the last batch's
 * `lastSeq`; where it is not, events were lost on the way and the next message is a fresh `state`.
 */
export type Update = { kind: 'state'; state: LabState } | Batch

export interface Batch {
  kind: 'batch'
  firstSeq: number
  lastSeq: number
  atMs: number
  nodes: NodeView[]
  removedNodes: string[]
  transfers: TransferView[]
  tasks: TaskView[]
  events: Recorded[]
  /** Traffic events of this batch that were counted and not sent. */
  droppedPulses: number
  /** RPCs that ended since the last batch, all of them. */
  rpcs: number
  health?: HealthView
  clock?: LabState['clock']
  latency?: LatencyRule[]
  settings?: LabState['settings']
  keys?: number
  density?: number[]
  load?: LoadView
}

/** Why a command was refused. `invalid`: the request; `not-found`, `conflict`: the lab's state; `confirm`: ask first. */
export type FailureCode =
  | 'invalid'
  | 'not-found'
  | 'conflict'
  | 'confirm'
  | 'unavailable'
  | 'timeout'
  | 'cancelled'
  | 'internal'

export interface Failure {
  code: FailureCode
  /** A sentence for a person that names the value. */
  message: string
}

export type Reply<C extends CommandName = CommandName> =
  | { ok: true; value: Responses[C] }
  | { ok: false; error: Failure }

/** Whether `name` is a command of the table. */
export function isCommand(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(schemas, name)
}

/** Validates a request as it enters the main process. The failure names the field and the value. */
export function parseRequest<C extends CommandName>(
  command: C,
  request: unknown
): { ok: true; request: Accepted<C> } | { ok: false; error: Failure } {
  const parsed = schemas[command].strict().safeParse(request)
  if (parsed.success) return { ok: true, request: parsed.data as Accepted<C> }
  const issue = parsed.error.issues[0]
  const where = issue === undefined || issue.path.length === 0 ? command : `${command} ${issue.path.join('.')}`
  return {
    ok: false,
    error: { code: 'invalid', message: `${where}: ${issue?.message ?? 'malformed'}${valueAt(request, issue?.path)}` }
  }
}

function valueAt(request: unknown, path: readonly PropertyKey[] = []): string {
  let value: unknown = request
  for (const step of path)
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined
  if (path.length === 0 || value === undefined) return ''
  const text = JSON.stringify(value) ?? String(value)
  return `: ${text.length > 80 ? `${text.slice(0, 80)}…` : text}`
}

/**
 * The lab as the window holds it. The preload exposes exactly this as `window.torusLab`; the browser build makes the
 * same object over a WebSocket.
 */
export interface LabDoor {
  call<C extends CommandName>(command: C, request: Request<C>): Promise<Reply<C>>
  /** Listens to the lab until the returned function is called. `onStatus` tells when the door closes and opens again. */
  subscribe(onUpdate: (update: Update) => void, onStatus: (status: DoorStatus) => void): () => void
  /** Asks for a fresh `state`: after a gap. */
  resync(): void
  readonly kind: 'electron' | 'browser'
  /** Calls `listener` with each file and link that the system asks the lab to open. Only a desktop is asked. Call it once. */
  onFile?(listener: (opened: OpenedFile | OpenedLink) => void): void
}

/** A file of this machine as its text, or why it could not be read. */
export type OpenedFile = { name: string; text: string } | { name: string; error: string }

/** A link of the lab's own scheme that somebody followed, as it came: nobody has judged it yet but for its length. */
export type OpenedLink = { link: string }

export type DoorStatus = { state: 'open' } | { state: 'closed'; reason: string; final: boolean }
