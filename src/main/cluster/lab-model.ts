/**
 * The lab's picture of itself: the newest view of everything, and the numbered stream of what changed. It never asks
 * anybody; it takes in what the host tells and what the lab does, and passes both on.
 */
import type { Batch, Update } from '../../shared/contract'
import type { LabEvent, Recorded } from '../../shared/events'
import type { Id } from '../../shared/ids'
import { BATCH_INTERVAL_MS } from '../../shared/limits'
import {
  type ClockView,
  DENSITY_BINS,
  type HealthView,
  HOST_ENDED,
  type LabSettings,
  type LabState,
  type LatencyRule,
  LIVE_STATES,
  type LoadView,
  type NodeView,
  type TaskView
} from '../../shared/model'
import { DEAD_STATES, type HostBatch, type Timed } from '../host/protocol'
import type { HostLoad } from '../host/meter'
import { FlightRecorder } from '../recorder/flight-recorder'
import { HealthMonitor } from './health'
import type { RecordEvent } from './invariants'
import { plural } from './sentences'
import type { Truth } from './truth'
import { Transfers } from './transfers'

/** Sentences that count seconds are said anew this often, ms. */
const RETELL_MS = 100
/** Looking at the whole ring may take at most this share of the lab's time, as long as looks come this soon, ms. */
const LOOK_SHARE = 0.15
const LOOK_AT_LEAST_EVERY_MS = 500
/** Ended tasks that stay in the state. */
const KEPT_TASKS = 20

export interface LabModelOptions {
  settings: LabSettings
  /** Wall time at which the lab started, milliseconds since 1970. */
  startedAt: number
  version: string
  atMs: () => number
}

type Changes = Pick<Batch, 'nodes' | 'removedNodes' | 'transfers' | 'tasks' | 'droppedPulses' | 'rpcs'> &
  Partial<Pick<Batch, 'health' | 'clock' | 'latency' | 'settings' | 'keys' | 'density' | 'load'>>

export class LabModel {
  readonly nodes = new Map<Id, NodeView>()
  readonly recorder = new FlightRecorder()
  readonly tasks = new Map<string, TaskView>()
  readonly atMs: () => number
  clock: ClockView = { rate: 1, paused: false }
  latency: LatencyRule[] = []
  settings: LabSettings
  keys = 0
  health: HealthView
  private readonly startedAt: number
  private readonly version: string
  private readonly transfers = new Transfers()
  private readonly listeners = new Set<(update: Update) => void>()
  private monitor = new HealthMonitor()
  private density: number[] = emptyDensity()
  private load: LoadView = NO_LOAD
  private starting: HostBatch['starting'] = null
  private lostKeys = 0
  /** Keys lost with hosts that are gone. */
  private lostBefore = 0
  private seq = 0
  private changes = noChanges()
  private told: Timed[] = []
  private toldHealth = ''
  /** Something changed that the condition depends on, and since when it may be looked at again. */
  private lookDue = false
  private lookAgainAtMs = 0
  private timer: NodeJS.Timeout | null = null

  constructor({ settings, startedAt, version, atMs }: LabModelOptions) {
    this.settings = settings
    this.startedAt = startedAt
    this.version = version
    this.atMs = atMs
    this.health = this.look()
    this.toldHealth = signature(this.health)
  }

  /** What the nodes should believe, by the observer's last look. */
  get truth(): Truth {
    return this.monitor.truth(this.settings)
  }

  /** Live nodes, by id. */
  live(): NodeView[] {
    return [...this.nodes.values()].filter((node) => LIVE_STATES.includes(node.state))
  }

  /** Gives `listener` the state, and then every batch, until the returned function is called. */
  subscribe(listener: (update: Update) => void): () => void {
    listener({ kind: 'state', state: this.state() })
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  state(): LabState {
    this.flush(true)
    return {
      seq: this.seq,
      atMs: this.atMs(),
      startedAt: this.startedAt,
      version: this.version,
      settings: this.settings,
      clock: this.clock,
      latency: this.latency,
      nodes: [...this.nodes.values()],
      transfers: this.transfers.all(),
      tasks: [...this.tasks.values()],
      health: this.health,
      keys: this.keys,
      density: this.density,
      load: this.load
    }
  }

  /** An event of the lab itself. */
  tell(event: LabEvent): void {
    this.told.push({ ...event, atMs: this.atMs() })
    this.flushSoon(BATCH_INTERVAL_MS)
  }

  /** Takes in what a host tells, and passes it on at once. */
  absorb(batch: HostBatch): void {
    for (const node of batch.nodes) this.nodes.set(node.id, node)
    for (const id of batch.removed) this.nodes.delete(id)
    for (const task of batch.tasks) this.setTask(task)
    const { changes } = this
    changes.nodes.push(...batch.nodes)
    changes.removedNodes.push(...batch.removed)
    changes.droppedPulses += batch.droppedPulses
    changes.rpcs += batch.rpcs
    const lostKeys = this.lostBefore + batch.lostKeys
    const rows = batch.nodes.length + batch.removed.length
    if (rows > 0 || lostKeys !== this.lostKeys || this.starting !== batch.starting) this.lookDue = true
    this.lostKeys = lostKeys
    this.starting = batch.starting
    if (batch.keys !== undefined) {
      changes.keys = this.keys = batch.keys
      this.lookDue = true
    }
    if (batch.load !== undefined) changes.load = this.load = added(this.load, batch.load)
    if (batch.density !== undefined) changes.density = this.density = batch.density
    this.told.push(...batch.events)
    this.flush()
  }

  setTask(task: TaskView): void {
    this.tasks.set(task.task, task)
    this.changes.tasks = [...this.changes.tasks.filter((one) => one.task !== task.task), task]
    const ended = [...this.tasks.values()].filter((one) => one.state !== 'running')
    for (const old of ended.slice(0, Math.max(0, ended.length - KEPT_TASKS))) this.tasks.delete(old.task)
    this.flushSoon(BATCH_INTERVAL_MS)
  }

  setClock(clock: ClockView): void {
    this.clock = this.changes.clock = clock
    this.tell({ type: 'clock-changed', ...clock })
  }

  /** The nodes' settings are others from now on. */
  setSettings(settings: LabSettings): void {
    this.settings = this.changes.settings = settings
    this.flushSoon(BATCH_INTERVAL_MS)
  }

  setLatency(rules: LatencyRule[]): void {
    this.latency = this.changes.latency = rules
    this.flushSoon(BATCH_INTERVAL_MS)
  }

  /** The host is gone, and every node with it. */
  hostEnded(reason: string): void {
    for (const node of this.nodes.values()) {
      if (DEAD_STATES.includes(node.state)) continue
      const why = `${HOST_ENDED}${reason}`
      const { id, address, state: before } = node
      const dead: NodeView = { ...node, state: 'crashed', reason: why, sinceMs: this.atMs(), keys: 0, servedFrom: null }
      this.nodes.set(id, { ...dead, rpcPerSecond: 0 })
      this.changes.nodes.push(dead)
      this.tell({ type: 'node-state', node: id, address, before, after: 'crashed', reason: why })
    }
    this.lostBefore = this.lostKeys += this.keys
    this.changes.keys = this.keys = 0
    this.changes.density = this.density = emptyDensity()
    this.starting = null
    for (const task of this.tasks.values())
      if (task.state === 'running') this.setTask({ ...task, state: 'failed', reason })
    this.lookDue = true
    this.tell({ type: 'error', text: `${HOST_ENDED}${reason}; ${plural(this.lostBefore, 'key')} lost`, nodes: [] })
    this.flush(true)
  }

  /** Forgets everything but the numbering, and tells everybody the state anew. */
  restart(settings: LabSettings): void {
    this.flush()
    this.settings = settings
    this.nodes.clear()
    this.tasks.clear()
    this.transfers.clear()
    this.recorder.clear()
    this.clock = { rate: 1, paused: false }
    this.latency = []
    this.keys = this.lostKeys = this.lostBefore = 0
    this.density = emptyDensity()
    this.starting = null
    this.changes = noChanges()
    this.monitor = new HealthMonitor()
    this.health = this.look()
    const state = this.state()
    for (const listener of this.listeners) listener({ kind: 'state', state })
  }

  /** Sends what has gathered. `lookNow`: with the condition as it is this moment, whatever that look costs. */
  flush(lookNow = false): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    if (lookNow) this.lookAgainAtMs = 0
    if (this.told.length > 0 || this.lookDue || !isEmpty(this.changes) || this.isMoving) this.send()
  }

  /** Something goes on of which the sentence tells. */
  private get isMoving(): boolean {
    return this.health.sinceMs !== null || this.health.joining > 0 || this.starting !== null
  }

  /** No timer is left behind. */
  close(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  private send(): void {
    const { changes } = this
    const told = this.told.sort((a, b) => a.atMs - b.atMs)
    this.changes = noChanges()
    this.told = []
    const firstSeq = this.seq + 1
    const events = told.map((event) => this.number(event))
    changes.transfers = this.enterTransfers(events)
    this.monitor.note(events)
    const lookInMs = Math.max(0, this.lookAgainAtMs - this.atMs())
    if ((this.lookDue || this.isMoving) && lookInMs === 0) {
      this.lookDue = false
      this.health = changes.health = this.look((event) => {
        const recorded = this.number({ ...event, atMs: this.atMs() })
        events.push(recorded)
        return recorded.seq
      })
      if (signature(this.health) !== this.toldHealth) events.push(this.number(this.healthEvent()))
    }
    this.recorder.record(events)
    const batch: Batch = { kind: 'batch', firstSeq, lastSeq: this.seq, atMs: this.atMs(), ...changes, events }
    for (const listener of this.listeners) listener(batch)
    if (this.lookDue) this.flushSoon(lookInMs)
    // Sentences that count seconds go on counting while nothing else happens.
    else if (this.isMoving) this.flushSoon(Math.max(RETELL_MS, lookInMs))
  }

  private number(event: Timed): Recorded {
    return Object.assign(event, { seq: ++this.seq })
  }

  private enterTransfers(events: readonly Recorded[]): Changes['transfers'] {
    const changed = new Map<string, Changes['transfers'][number]>()
    const ring = { keys: this.keys, nodes: this.live().length }
    for (const event of events) {
      if (event.type === 'transfer') changed.set(event.transfer, this.transfers.enter(event, ring))
      if (event.type !== 'node-state' || !DEAD_STATES.includes(event.after)) continue
      for (const view of this.transfers.abandon(event.node, `node is ${event.after}: ${event.node}`))
        changed.set(view.transfer, view)
    }
    return [...changed.values()]
  }

  private look(record: RecordEvent = () => null): HealthView {
    const { settings, clock, keys, lostKeys, starting } = this
    const atMs = this.atMs()
    const nodes = [...this.nodes.values()]
    const transfers = this.transfers.all()
    const input = { nodes, settings, clock, transfers, keys, lostKeys, starting, atMs }
    const health = this.monitor.look(input, { costClock: this.atMs, record })
    const endMs = this.atMs()
    this.lookAgainAtMs = endMs + Math.min((endMs - atMs) / LOOK_SHARE, LOOK_AT_LEAST_EVERY_MS)
    return health
  }

  private healthEvent(): Timed {
    const { level, sentence, broken } = this.health
    this.toldHealth = signature(this.health)
    return { type: 'health-changed', level, sentence, broken, atMs: this.atMs() }
  }

  private flushSoon(delayMs: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = null
      this.flush()
    }, delayMs)
  }
}

/** What makes a change of health worth an event. */
function signature({ level, broken, lostKeys }: HealthView): string {
  return `${level} ${broken.join()} ${level === 'lost' ? lostKeys : ''}`
}

const NO_LOAD: LoadView = { bytes: 0, requests: 0, lag: null }

function added(load: LoadView, { bytes, requests, lag }: HostLoad): LoadView {
  return { bytes: load.bytes + bytes, requests: load.requests + requests, lag: lag ?? load.lag }
}

function emptyDensity(): number[] {
  return Array.from({ length: DENSITY_BINS }, () => 0)
}

function noChanges(): Changes {
  return { nodes: [], removedNodes: [], transfers: [], tasks: [], droppedPulses: 0, rpcs: 0 }
}

function isEmpty(changes: Changes): boolean {
  const { nodes, removedNodes, tasks, droppedPulses, rpcs } = changes
  const lists = nodes.length + removedNodes.length + tasks.length + droppedPulses + rpcs
  const { clock, latency, settings, keys, load } = changes
  return lists === 0 && [clock, latency, settings, keys, load].every((change) => change === undefined)
}
