/** The lab as the window holds it, and the pure step from one update to the next. */
import type { Batch, Update } from '../../shared/contract'
import { TRAFFIC_TYPES, type Recorded } from '../../shared/events'
import type { Id } from '../../shared/ids'
import type { HealthView, LabState, LagView, LookupView, NodeView, TaskView, TransferView } from '../../shared/model'

/** Bounds of what the window remembers. */
export const MAX_EVENTS = 5_000
export const MAX_TRAFFIC = 1_500
export const MAX_LOOKUPS = 500
export const MAX_TRANSFERS = 40
export const MAX_TASKS = 20
export const MAX_RATES = 2_400
export const MAX_NODE_RATES = 60
export const MAX_SECONDS = 120
export const RATE_BUCKET_MS = 250

/** RPCs that ended in the quarter of a second that begins at `atMs`. */
export interface RateSample {
  atMs: number
  rpcs: number
}

/** What the lab did in the second that begins at `atMs`. */
export interface SecondSample {
  atMs: number
  rpcs: number
  requests: number
  bytes: number
  /** Traffic events that were counted and not sent. */
  dropped: number
}

/** Events that were lost between the main process and the window. */
export interface Gap {
  afterSeq: number
  beforeSeq: number
  atMs: number
}

/** Everything the window shows of a ring, live or read from a file. */
export interface LabView extends LabState {
  /** False until the first state arrived; everything else is empty then. */
  loaded: boolean
  /** `performance.now()` when `atMs` was the present. */
  receivedAtMs: number
  /** Nodes in ring order, clockwise from 0. */
  nodes: NodeView[]
  byId: ReadonlyMap<Id, NodeView>
  /** Everything but traffic, oldest first. */
  events: readonly Recorded[]
  /** The last RPCs, records and rounds, oldest first. */
  traffic: readonly Recorded[]
  /** Requests that ended, oldest first. */
  lookups: readonly LookupView[]
  /** RPCs in the ring over time, oldest first; the bucket still open is `rateOpen`. */
  rates: readonly RateSample[]
  rateOpen: RateSample
  /** Closed seconds, oldest first, and the one still open. */
  seconds: readonly SecondSample[]
  secondOpen: SecondSample
  /** How late the host ran, a sample a second at most, oldest first. */
  lags: readonly LagView[]
  /** `rpcPerSecond` of each node, one sample a second, oldest first. */
  nodeRates: ReadonlyMap<Id, readonly number[]>
  /** Traffic events that were counted and not sent, since the window opened. */
  droppedPulses: number
  gaps: readonly Gap[]
}

/** A lab of which nothing is known yet. */
export const EMPTY_LAB: LabView = {
  loaded: false,
  receivedAtMs: 0,
  seq: 0,
  atMs: 0,
  startedAt: 0,
  version: '',
  settings: { successors: 8, stabilizeIntervalMs: 2000, bits: 160 },
  clock: { rate: 1, paused: false },
  latency: [],
  nodes: [],
  byId: new Map(),
  transfers: [],
  tasks: [],
  health: {
    level: 'none',
    live: 0,
    joining: 0,
    behind: [],
    sinceMs: null,
    broken: [],
    predicates: [],
    regime: 'empty',
    lostKeys: 0,
    sentence: 'No nodes running',
    short: 'No nodes running'
  },
  keys: 0,
  density: [],
  load: { bytes: 0, requests: 0, lag: null },
  events: [],
  traffic: [],
  lookups: [],
  rates: [],
  rateOpen: { atMs: 0, rpcs: 0 },
  seconds: [],
  secondOpen: { atMs: 0, rpcs: 0, requests: 0, bytes: 0, dropped: 0 },
  lags: [],
  nodeRates: new Map(),
  droppedPulses: 0,
  gaps: []
}

/** What an update made of the view. `fresh` are events not seen before; with `gap` the view needs a fresh state. */
export interface Applied {
  view: LabView
  fresh: readonly Recorded[]
  gap: boolean
}

/** Applies one message of the subscription. Pure: `nowMs` is the reader's monotonic clock. */
export function applyUpdate(view: LabView, update: Update, nowMs: number): Applied {
  return update.kind === 'state' ? applyState(view, update.state, nowMs) : applyBatch(view, update, nowMs)
}

function applyState(view: LabView, state: LabState, nowMs: number): Applied {
  const sameLab = view.loaded && view.startedAt === state.startedAt && view.seq <= state.seq
  const past = sameLab ? view : EMPTY_LAB
  const lost = sameLab && state.seq > view.seq
  const gap: Gap = { afterSeq: view.seq, beforeSeq: state.seq + 1, atMs: state.atMs }
  return {
    view: {
      ...past,
      ...state,
      loaded: true,
      receivedAtMs: nowMs,
      ...inRingOrder(state.nodes),
      secondOpen: sameLab ? past.secondOpen : { ...past.secondOpen, atMs: secondOf(state.atMs) },
      rateOpen: sameLab ? past.rateOpen : { atMs: bucketOf(state.atMs), rpcs: 0 },
      gaps: lost ? bounded(past.gaps, [gap], 20) : past.gaps
    },
    fresh: [],
    gap: false
  }
}

function applyBatch(view: LabView, batch: Batch, nowMs: number): Applied {
  if (!view.loaded || batch.firstSeq > view.seq + 1) return { view, fresh: [], gap: true }
  if (batch.lastSeq < view.seq) return { view, fresh: [], gap: false }
  const fresh = batch.events.filter((event) => event.seq > view.seq)
  const log = fresh.filter((event) => !TRAFFIC_TYPES.has(event.type))
  const traffic = fresh.filter((event) => TRAFFIC_TYPES.has(event.type))
  const next: LabView = {
    ...view,
    seq: batch.lastSeq,
    atMs: batch.atMs,
    receivedAtMs: nowMs,
    ...mergeNodes(view, batch),
    transfers: mergeBy(view.transfers, batch.transfers, transferKey, MAX_TRANSFERS),
    tasks: mergeBy(view.tasks, batch.tasks, taskKey, MAX_TASKS),
    events: bounded(view.events, log, MAX_EVENTS),
    traffic: bounded(view.traffic, traffic, MAX_TRAFFIC),
    lookups: bounded(view.lookups, log.flatMap(lookupOf), MAX_LOOKUPS),
    ...countRates(view, batch),
    ...countSeconds(view, batch),
    load: batch.load ?? view.load,
    droppedPulses: view.droppedPulses + batch.droppedPulses,
    health: batch.health === undefined ? view.health : keptHealth(view.health, batch.health),
    clock: batch.clock ?? view.clock,
    latency: batch.latency ?? view.latency,
    settings: batch.settings ?? view.settings,
    keys: batch.keys ?? view.keys,
    density: batch.density ?? view.density
  }
  return { view: next, fresh, gap: false }
}

/** The view with events that were recorded before it began to listen, or lost on the way. Pure; what it has stays. */
export function backfilled(view: LabView, recorded: readonly Recorded[]): LabView {
  const isTraffic = (event: Recorded) => TRAFFIC_TYPES.has(event.type)
  const log = merged(
    view.events,
    recorded.filter((event) => !isTraffic(event)),
    MAX_EVENTS
  )
  const found = log.flatMap(lookupOf)
  return {
    ...view,
    events: log,
    traffic: merged(view.traffic, recorded.filter(isTraffic), MAX_TRAFFIC),
    lookups: found.length > view.lookups.length ? found.slice(-MAX_LOOKUPS) : view.lookups
  }
}

function merged(have: readonly Recorded[], more: readonly Recorded[], max: number): readonly Recorded[] {
  const known = new Set(have.map((event) => event.seq))
  const added = more.filter((event) => !known.has(event.seq))
  if (added.length === 0) return have
  return [...added, ...have].sort((a, b) => a.seq - b.seq).slice(-max)
}

function inRingOrder(nodes: readonly NodeView[]): Pick<LabView, 'nodes' | 'byId'> {
  const sorted = [...nodes].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { nodes: sorted, byId: new Map(sorted.map((node) => [node.id, node])) }
}

function mergeNodes(view: LabView, batch: Batch): Pick<LabView, 'nodes' | 'byId'> {
  if (batch.nodes.length === 0 && batch.removedNodes.length === 0) return { nodes: view.nodes, byId: view.byId }
  const byId = new Map(view.byId)
  for (const id of batch.removedNodes) byId.delete(id)
  for (const node of batch.nodes) byId.set(node.id, node)
  const sameNodes = batch.removedNodes.length === 0 && byId.size === view.byId.size
  if (sameNodes) return { nodes: view.nodes.map((node) => byId.get(node.id) ?? node), byId }
  return inRingOrder([...byId.values()])
}

/** The old object where the new one says the same: the lab looks often, and mostly finds all as it was. */
function keptHealth(before: HealthView, health: HealthView): HealthView {
  if (before.sentence !== health.sentence || before.behind.length !== health.behind.length) return health
  return JSON.stringify(before) === JSON.stringify(health) ? before : health
}

const transferKey = (transfer: TransferView) => transfer.transfer
const taskKey = (task: TaskView) => task.task
const lookupOf = (event: Recorded) => (event.type === 'lookup' ? [event.lookup] : [])

function mergeBy<T>(old: T[], changed: readonly T[], key: (item: T) => string, max: number): T[] {
  if (changed.length === 0) return old
  const merged = new Map(old.map((item) => [key(item), item]))
  for (const item of changed) merged.set(key(item), item)
  return [...merged.values()].slice(-max)
}

function bounded<T>(old: readonly T[], more: readonly T[], max: number): readonly T[] {
  if (more.length === 0) return old
  return old.length + more.length <= max ? [...old, ...more] : [...old, ...more].slice(-max)
}

const bucketOf = (atMs: number) => Math.floor(atMs / RATE_BUCKET_MS) * RATE_BUCKET_MS

function countRates(view: LabView, batch: Batch): Pick<LabView, 'rates' | 'rateOpen' | 'nodeRates'> {
  const open = view.rateOpen
  const bucket = Math.max(open.atMs, bucketOf(batch.atMs))
  const closed = bucket > open.atMs ? [open] : []
  // Buckets without a batch were quiet, not unknown.
  for (let at = open.atMs + RATE_BUCKET_MS; at < bucket && closed.length < MAX_RATES; at += RATE_BUCKET_MS)
    closed.push({ atMs: at, rpcs: 0 })
  const newSecond = Math.floor(bucket / 1000) !== Math.floor(open.atMs / 1000)
  const samples = [...closed, closed.length > 0 ? { atMs: bucket, rpcs: 0 } : { ...open }]
  for (const [at, rpcs] of rpcsByBucket(batch)) {
    const sample = samples.findLast((one) => one.atMs <= at) ?? samples[0]
    if (sample !== undefined) samples[samples.indexOf(sample)] = { ...sample, rpcs: sample.rpcs + rpcs }
  }
  return {
    rates: bounded(view.rates, samples.slice(0, -1), MAX_RATES),
    rateOpen: samples.at(-1) ?? open,
    nodeRates: newSecond ? sampleNodes(view, batch) : view.nodeRates
  }
}

/** RPCs of a batch by when they ended, as far as it tells; the rest by when it was made. */
function rpcsByBucket(batch: Batch): ReadonlyMap<number, number> {
  const buckets = new Map<number, number>()
  const add = (atMs: number, rpcs: number) => buckets.set(bucketOf(atMs), (buckets.get(bucketOf(atMs)) ?? 0) + rpcs)
  let untold = batch.rpcs
  for (const event of batch.events) {
    if (event.type !== 'rpc' || untold === 0) continue
    untold--
    add(event.atMs, 1)
  }
  if (untold > 0) add(batch.atMs, untold)
  return buckets
}

const secondOf = (atMs: number) => Math.floor(atMs / 1000) * 1000

function countSeconds(view: LabView, batch: Batch): Pick<LabView, 'seconds' | 'secondOpen' | 'lags'> {
  const { load, secondOpen: open } = view
  const more = {
    rpcs: batch.rpcs,
    requests: (batch.load?.requests ?? load.requests) - load.requests,
    bytes: (batch.load?.bytes ?? load.bytes) - load.bytes,
    dropped: batch.droppedPulses
  }
  const lag = batch.load?.lag ?? null
  const lags = lag === null || lag.atMs === view.lags.at(-1)?.atMs ? view.lags : bounded(view.lags, [lag], MAX_SECONDS)
  const second = secondOf(batch.atMs)
  if (second <= open.atMs)
    return {
      lags,
      seconds: view.seconds,
      secondOpen: {
        atMs: open.atMs,
        rpcs: open.rpcs + more.rpcs,
        requests: open.requests + more.requests,
        bytes: open.bytes + more.bytes,
        dropped: open.dropped + more.dropped
      }
    }
  const closed = [open]
  for (let at = open.atMs + 1000; at < second && closed.length < MAX_SECONDS; at += 1000)
    closed.push({ atMs: at, rpcs: 0, requests: 0, bytes: 0, dropped: 0 })
  return { lags, seconds: bounded(view.seconds, closed, MAX_SECONDS), secondOpen: { atMs: second, ...more } }
}

function sampleNodes(view: LabView, batch: Batch): LabView['nodeRates'] {
  const changed = new Map(batch.nodes.map((node) => [node.id, node]))
  return new Map(
    view.nodes.map((old) => {
      const rate = (changed.get(old.id) ?? old).rpcPerSecond
      return [old.id, bounded(view.nodeRates.get(old.id) ?? [], [rate], MAX_NODE_RATES)]
    })
  )
}
