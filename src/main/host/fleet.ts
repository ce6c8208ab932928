/** The nodes of a host, alive and dead, as the observer sees them: their rows, their story, and what changed of it. */
import { type Id, type IdSpace, idSpace } from '../../shared/ids'
import type { NodeEvent } from '../../shared/events'
import { DEFAULT_RPC_TIMEOUT_MS } from '../../shared/limits'
import {
  type LabSettings,
  type LatencyRule,
  LIVE_STATES,
  type NodeRef,
  type NodeState,
  type NodeView
} from '../../shared/model'
import type { ChordNode } from '../chord/node'
import { FaultTable } from '../rpc/faults'
import { LabClock } from '../rpc/lab-clock'
import type { RingServer } from '../rpc/server'
import { LabFailure } from './failure'
import { hashId } from './identity'
import { KeyIndex, type Loss } from './key-index'
import { Meter } from './meter'
import { Outbox } from './outbox'
import type { HostBatch } from './protocol'
import { type NodeDeps, RunningNode } from './running-node'
import type { Slot } from './slot'

const SECOND_MS = 1000
/** A loop held up for longer is worth a batch of its own, ms. */
const LATE_MS = 50

export class Fleet {
  readonly clock = new LabClock()
  readonly outbox: Outbox
  readonly atMs: () => number
  readonly meter: Meter
  index!: KeyIndex
  /** Lab time at the zero of the nodes' monotonic clock. */
  private readonly clockAtMs: number
  space!: IdSpace
  private deps!: NodeDeps
  private readonly faults = new FaultTable()
  readonly slots = new Map<Id, Slot>()
  private readonly dirty = new Set<Slot>()
  private removed: Id[] = []
  private starting: HostBatch['starting'] = null
  private origins: Slot[] | null = null
  private nextOrigin = 0
  private ticker: NodeJS.Timeout | null = null

  constructor(
    settings: LabSettings,
    atMs: () => number,
    takeTasks: () => HostBatch['tasks'],
    send: (batch: HostBatch) => void
  ) {
    this.atMs = atMs
    this.meter = new Meter(atMs)
    this.clockAtMs = atMs() - this.clock.now()
    this.configure(settings)
    this.outbox = new Outbox({ atMs, send, collect: () => this.collect(takeTasks()) })
  }

  hash(text: string): Id {
    return hashId(this.space, text)
  }

  /** Throws LabFailure for an unknown node. */
  slot(id: Id): Slot {
    const slot = this.slots.get(id)
    if (slot === undefined) throw new LabFailure('not-found', `unknown node: ${id}`)
    return slot
  }

  /** Ids of the live nodes, in order. */
  liveIds(): Id[] {
    return [...this.slots.values()]
      .filter((slot) => LIVE_STATES.includes(slot.state))
      .map((slot) => slot.id)
      .sort()
  }

  /** What every node believes at this moment. */
  views(): NodeView[] {
    return [...this.slots.values()].map((slot) => this.view(slot))
  }

  /** The node that a request starts from: the one asked for, or each running node in turn. */
  origin(id: Id | null): ChordNode {
    if (id !== null) return this.up(id).node
    this.origins ??= [...this.slots.values()].filter((slot) => slot.state === 'running')
    const slot = this.origins[this.nextOrigin++ % Math.max(1, this.origins.length)]
    if (slot?.running == null) throw new LabFailure('conflict', 'no node is running')
    return slot.running.node
  }

  /** One maintenance round on every live node. */
  async step(): Promise<number> {
    const live = this.liveIds().map((id) => this.up(id).node)
    await Promise.all(live.map((node) => node.stabilizeOnce()))
    return live.length
  }

  setLatency(rules: readonly LatencyRule[]): void {
    for (const rule of this.faults.latencyRules()) this.faults.setLatency(rule.from, rule.to, 0)
    for (const { from, to, ms } of rules) this.faults.setLatency(from, to, ms)
  }

  /** The periods of every node, those to come included. */
  setPeriods({ stabilizeIntervalMs, rpcTimeoutMs = DEFAULT_RPC_TIMEOUT_MS }: LabSettings): void {
    const before = this.deps.settings
    this.deps = { ...this.deps, settings: { ...before, stabilizeIntervalMs, rpcTimeoutMs } }
    for (const { running } of this.slots.values()) {
      running?.node.setRpcTimeout(rpcTimeoutMs)
      if (before.stabilizeIntervalMs !== stabilizeIntervalMs) running?.node.setPeriod(stabilizeIntervalMs)
    }
  }

  /** How far a start has come; null when it is over. */
  tellStarting(starting: HostBatch['starting']): void {
    this.starting = starting
    this.outbox.changed()
  }

  /** Puts a node together over its server. */
  assemble(server: RingServer, self: NodeRef): RunningNode {
    return new RunningNode(this.deps, server, self)
  }

  /** Puts a row on the list. */
  insert(slot: Slot): void {
    this.slots.set(slot.id, slot)
    this.ticker ??= setInterval(() => this.tick(), SECOND_MS)
    this.touch(slot)
  }

  /** Forgets everything, and takes new settings. */
  reset(settings: LabSettings): void {
    for (const slot of [...this.slots.values()]) this.remove(slot)
    this.index.clear()
    this.faults.clear()
    this.clock.setRate(1, false)
    this.configure(settings)
    this.outbox.changed()
  }

  /** Nothing leaves any more. */
  close(): void {
    if (this.ticker !== null) clearInterval(this.ticker)
    this.outbox.stop()
    this.meter.close()
  }

  private configure(settings: LabSettings): void {
    this.space = idSpace(settings.bits)
    const { space, clock, faults } = this
    this.index = new KeyIndex(
      space,
      () => clock.wall(),
      (node, keyId) => this.slots.get(node)?.running?.store.get(keyId)
    )
    const random = { next: () => Math.random() }
    this.deps = {
      space,
      settings,
      clock,
      random,
      faults,
      index: this.index,
      emit: (event) => this.heard(event),
      moved: this.meter.moved
    }
  }

  /** Throws LabFailure unless the node is up. */
  up(id: Id): RunningNode {
    const slot = this.slot(id)
    if (slot.running === null) throw notIn(slot)
    return slot.running
  }

  /** Takes a row off the list. */
  remove(slot: Slot): void {
    this.slots.delete(slot.id)
    this.dirty.delete(slot)
    this.removed.push(slot.id)
    this.origins = null
    this.outbox.changed()
    if (this.slots.size > 0 || this.ticker === null) return
    clearInterval(this.ticker)
    this.ticker = null
  }

  /** A node's state changed, as seen from outside. */
  enter(slot: Slot, state: NodeState, reason?: string, before: NodeState | null = slot.state): void {
    slot.enter(state, this.atMs(), reason)
    this.origins = null
    const { id: node, address } = slot.ref
    const why = reason === undefined ? {} : { reason }
    this.outbox.tell({ type: 'node-state', node, address, before, after: state, ...why })
    this.touch(slot)
  }

  tellLoss(slot: Slot, loss: Loss): void {
    if (loss.keys > 0) this.outbox.tell({ type: 'keys-lost', node: slot.id, ...loss })
    this.outbox.changed()
  }

  /** The nodes' own story. */
  private heard(event: NodeEvent): void {
    switch (event.type) {
      case 'rpc':
        this.outbox.countRpc()
        // Told in the node's own monotonic time.
        event.startedMs += this.clockAtMs
        this.slots.get(event.from)?.sawRpc(event)
        this.slots.get(event.to)?.sawRpc(event)
        this.outbox.pulse(event)
        return
      case 'rpc-started':
      case 'record-written':
      case 'record-dropped':
      case 'stabilized':
        this.outbox.pulse(event)
        return
      case 'node-state':
        this.heardState(event)
        return
      default:
        this.outbox.tell(event)
        this.beliefsChanged(event)
    }
  }

  private heardState(event: NodeEvent & { type: 'node-state' }): void {
    const slot = this.slots.get(event.node)
    // A hung node goes on in its head; outside it is hung.
    if (slot === undefined || slot.state === 'hung') return
    slot.beliefsChanged()
    this.enter(slot, event.after, event.reason)
  }

  private beliefsChanged(event: NodeEvent): void {
    const slot = 'node' in event ? this.slots.get(event.node) : undefined
    if (slot === undefined) return
    slot.beliefsChanged()
    this.touch(slot)
  }

  /** The row is to be sent anew. */
  touch(slot: Slot): void {
    this.dirty.add(slot)
    this.outbox.changed()
  }

  private tick(): void {
    // Told with whatever else happens; of trouble at once.
    if (this.meter.closeSecond().maxMs > LATE_MS) this.outbox.changed()
    this.index.sweep()
    for (const slot of this.slots.values()) if (slot.closeSecond()) this.touch(slot)
    if (this.index.hasChanges) this.outbox.changed()
  }

  view(slot: Slot): NodeView {
    return slot.view(this.index.heldBy(slot.id))
  }

  private collect(tasks: HostBatch['tasks']): Omit<HostBatch, 'atMs' | 'events' | 'droppedPulses' | 'rpcs'> {
    const changes = this.index.takeChanges()
    for (const id of changes.nodes) {
      const slot = this.slots.get(id)
      if (slot !== undefined) this.dirty.add(slot)
    }
    const nodes = [...this.dirty].map((slot) => this.view(slot))
    const removed = this.removed
    this.dirty.clear()
    this.removed = []
    const batch = {
      nodes,
      removed,
      tasks,
      lostKeys: this.index.lostKeys,
      starting: this.starting,
      load: this.meter.take()
    }
    if (!changes.keys) return batch
    return { ...batch, keys: this.index.keys, density: [...this.index.density] }
  }
}

/** `node is crashed: 4f2a…`, for what does not fit the node's state. */
export function notIn(slot: Slot): LabFailure {
  return new LabFailure('conflict', `node is ${slot.state}: ${slot.id}`)
}
