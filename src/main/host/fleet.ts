/** The nodes of a host, alive and dead, and what is done to them from outside. */
import { type Id, type IdSpace, idSpace } from '../../shared/ids'
import type { NodeEvent } from '../../shared/events'
import { type LabSettings, type LatencyRule, LIVE_STATES, type NodeRef, type NodeState, type NodeView } from '../../shared/model'
import { ChordError } from '../chord/errors'
import type { ChordNode } from '../chord/node'
import { FaultTable } from '../rpc/faults'
import { LabClock } from '../rpc/lab-clock'
import { RingServer } from '../rpc/server'
import { LabFailure, failureOf } from './failure'
import { hashId } from './identity'
import { KeyIndex, type Loss } from './key-index'
import { Outbox } from './outbox'
import { inParallel } from './parallel'
import { type DeadNode, DEAD_STATES, type HostBatch, type HostResponse } from './protocol'
import { type NodeDeps, RunningNode } from './running-node'
import { Slot } from './slot'

/** Servers bound, and joins under way, at once. */
const BINDS_AT_ONCE = 32
const JOINS_AT_ONCE = Number(process.env['J'] ?? 16)
/** Contacts that a joiner is given. */
const CONTACTS = 3
/** A leave gives up after this, and a joiner is no longer waited for, ms. */
const LEAVE_TIMEOUT_MS = 10_000
const READY_TIMEOUT_MS = 10_000
/** How long a stopping node may finish its calls, and how long all of them together, ms. */
const CLOSE_BOUND_MS = 200
const STOP_ALL_BOUND_MS = 1500

export class Fleet {
  readonly clock = new LabClock()
  readonly outbox: Outbox
  readonly atMs: () => number
  index!: KeyIndex
  private space!: IdSpace
  private deps!: NodeDeps
  private readonly faults = new FaultTable()
  private readonly slots = new Map<Id, Slot>()
  private readonly dirty = new Set<Slot>()
  private removed: Id[] = []
  private starting: { total: number; up: number } | null = null
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

  /** Adds one node at `id`, or where its address hashes to. Resolves when it serves its range. */
  async add(id: Id | null, port: number): Promise<NodeView> {
    if (id !== null && this.slots.has(id)) throw new LabFailure('conflict', `duplicate id: ${id}`)
    const slot = await this.bind(id, port)
    await this.bringUp(slot)
    return this.view(slot)
  }

  /** Starts `count` nodes at once; `ids` are those of the first of them. Resolves when all that came up serve. */
  async start(count: number, ids: readonly (Id | null)[]): Promise<Id[]> {
    this.starting = { total: count, up: 0 }
    this.outbox.changed()
    const up: Id[] = []
    try {
      const bound: Slot[] = []
      await inParallel(Array(count).keys(), BINDS_AT_ONCE, async (i) => {
        bound.push(await this.bind(ids[i] ?? null, 0))
      })
      const come = async (slot: Slot): Promise<void> => {
        await this.bringUp(slot).then(
          () => up.push(slot.id),
          // The row of the node says what was wrong with it.
          () => undefined
        )
        if (this.starting !== null) this.starting.up = up.length
        this.outbox.changed()
      }
      const order = spread(bound.sort((a, b) => (a.id < b.id ? -1 : 1)))
      const first = this.contacts(null).length === 0 ? order.shift() : undefined
      if (first !== undefined) await come(first)
      await inParallel(order, JOINS_AT_ONCE, come)
    } finally {
      this.starting = null
      this.outbox.changed()
    }
    if (up.length === 0) throw new LabFailure('unavailable', `no node came up: 0 of ${count}`)
    return up
  }

  crash(id: Id): HostResponse<'crash'> {
    const slot = this.slot(id)
    const { running } = slot
    if (running === null) throw notIn(slot)
    slot.freeze()
    const loss = running.crash()
    this.enter(slot, 'crashed')
    this.tellLoss(slot, loss)
    return { node: this.view(slot), keysLost: loss.keys }
  }

  /** Resolves when the node has handed its range over and is gone, or could not. */
  async leave(id: Id): Promise<HostResponse<'leave'>> {
    const slot = this.slot(id)
    if (slot.state !== 'running' || slot.running === null) throw notIn(slot)
    const { running } = slot
    const outcome = await running.node.leave(LEAVE_TIMEOUT_MS)
    if (slot.running !== running) throw new LabFailure('cancelled', `node crashed while leaving: ${id}`)
    slot.freeze()
    const loss = await running.close(CLOSE_BOUND_MS)
    this.enter(slot, 'left', outcome.complete ? undefined : outcome.reason)
    this.tellLoss(slot, loss)
    return { node: this.view(slot), keysHandedOver: outcome.handedOver }
  }

  /** Starts a dead node again on its port, with its id and an empty memory. Resolves when it serves its range. */
  async restart(id: Id): Promise<NodeView> {
    const slot = this.slot(id)
    if (!DEAD_STATES.includes(slot.state)) throw notIn(slot)
    const server = await this.listen(slot.port).catch((cause: unknown) => {
      // The row shows why it is still down.
      slot.reason = failureOf(cause).message
      this.touch(slot)
      throw cause
    })
    if (!DEAD_STATES.includes(slot.state)) {
      server.crash()
      throw notIn(slot)
    }
    this.install(slot, server)
    await this.bringUp(slot)
    return this.view(slot)
  }

  hang(id: Id): NodeView {
    const slot = this.slot(id)
    if (slot.state !== 'running' && slot.state !== 'joining') throw notIn(slot)
    this.up(id).hang()
    this.enter(slot, 'hung')
    return this.view(slot)
  }

  resume(id: Id): NodeView {
    const slot = this.slot(id)
    if (slot.state !== 'hung') throw notIn(slot)
    const running = this.up(id)
    running.resume()
    this.enter(slot, running.node.state === 'joining' ? 'joining' : 'running')
    return this.view(slot)
  }

  /** Takes a dead node off the list. */
  forget(id: Id): void {
    const slot = this.slot(id)
    if (!DEAD_STATES.includes(slot.state)) throw notIn(slot)
    this.remove(slot)
  }

  /** Puts a node on the list that is not up. */
  recall(node: DeadNode): void {
    const slot = Slot.dead(node)
    this.slots.set(slot.id, slot)
    this.touch(slot)
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

  /** Stops every node, forgets everything, and takes new settings. */
  async reset(settings: LabSettings): Promise<void> {
    await this.stopAll()
    for (const slot of [...this.slots.values()]) this.remove(slot)
    this.index.clear()
    this.faults.clear()
    this.clock.setRate(1, false)
    this.configure(settings)
    this.outbox.changed()
  }

  /** Stops every node, the last one first, within a bound. */
  async stopAll(): Promise<void> {
    const running = [...this.slots.values()].reverse().filter((slot) => slot.running !== null)
    const nodes = running.map((slot) => ({ slot, node: slot.running as RunningNode }))
    // None of them may take the others' end for a failure to repair.
    for (const { node } of nodes) node.node.halt()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_ALL_BOUND_MS)))
    const closed = Promise.all(nodes.map(({ node }) => node.close(CLOSE_BOUND_MS)))
    await Promise.race([closed, late])
    clearTimeout(timer)
    for (const { slot } of nodes) {
      slot.freeze()
      this.enter(slot, 'left')
    }
  }

  /** Nothing leaves any more. */
  close(): void {
    if (this.ticker !== null) clearInterval(this.ticker)
    this.outbox.stop()
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
    this.deps = { space, settings, clock, random, faults, index: this.index, emit: (event) => this.heard(event) }
  }

  private async listen(port: number): Promise<RingServer> {
    return RingServer.bind({ space: this.space, port }).catch((cause: unknown) => {
      const error = ChordError.from(cause)
      throw new LabFailure(error.code === 'refused' ? 'conflict' : failureOf(error).code, error.message)
    })
  }

  private async bind(id: Id | null, port: number): Promise<Slot> {
    const server = await this.listen(port)
    const ref = { id: id ?? this.hash(server.address), address: server.address }
    if (this.slots.has(ref.id)) {
      server.crash()
      throw new LabFailure('conflict', `duplicate id: ${ref.id}`)
    }
    const slot = new Slot(ref, server.port, this.atMs())
    this.slots.set(slot.id, slot)
    this.install(slot, server)
    return slot
  }

  private install(slot: Slot, server: RingServer): void {
    slot.running = new RunningNode(this.deps, server, slot.ref)
    slot.startedAtMs = this.atMs()
    slot.beliefsChanged()
    this.enter(slot, 'starting', undefined, slot.state === 'starting' ? null : slot.state)
    this.ticker ??= setInterval(() => this.tick(), 1000)
  }

  /** Gets a bound node onto the ring and waits until it serves. On failure the row says why. */
  private async bringUp(slot: Slot): Promise<void> {
    const running = slot.running as RunningNode
    try {
      const contacts = this.contacts(slot.id)
      if (contacts.length === 0) running.node.bootstrap()
      else await running.node.join(contacts)
      await this.serving(running)
    } catch (cause) {
      if (slot.running !== running) throw new LabFailure('cancelled', `node crashed while joining: ${slot.id}`)
      const { code, message } = failureOf(cause)
      slot.freeze()
      const loss = running.crash()
      this.enter(slot, 'failed', message)
      this.tellLoss(slot, loss)
      throw new LabFailure(code, message)
    }
  }

  /** A paused ring moves no ranges, and a slow one takes its time: then the node stays `joining` for all to see. */
  private async serving(running: RunningNode): Promise<void> {
    const ready = running.node.ready()
    if (this.clock.paused) return void ready.catch(() => undefined)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, READY_TIMEOUT_MS)))
    await Promise.race([ready, late]).finally(() => clearTimeout(timer))
  }

  /** A few nodes that are on the ring: for a joiner the ones before its place, so that its first question is its last. */
  private contacts(joiner: Id | null): NodeRef[] {
    const members = [...this.slots.values()].filter((slot) => slot.state === 'running' || slot.state === 'joining')
    const refs = members.map((slot) => slot.ref).sort((a, b) => (a.id < b.id ? 1 : -1))
    const below = joiner === null ? -1 : refs.findIndex((ref) => ref.id < joiner)
    return below <= 0 ? refs.slice(0, CONTACTS) : [...refs.slice(below), ...refs.slice(0, below)].slice(0, CONTACTS)
  }

  private up(id: Id): RunningNode {
    const slot = this.slot(id)
    if (slot.running === null) throw notIn(slot)
    return slot.running
  }

  private remove(slot: Slot): void {
    this.slots.delete(slot.id)
    this.dirty.delete(slot)
    this.removed.push(slot.id)
    this.origins = null
    this.outbox.changed()
    if (this.slots.size > 0 || this.ticker === null) return
    clearInterval(this.ticker)
    this.ticker = null
  }

  private enter(slot: Slot, state: NodeState, reason?: string, before: NodeState | null = slot.state): void {
    slot.enter(state, this.atMs(), reason)
    this.origins = null
    const { id: node, address } = slot.ref
    const why = reason === undefined ? {} : { reason }
    this.outbox.tell({ type: 'node-state', node, address, before, after: state, ...why })
    this.touch(slot)
  }

  private tellLoss(slot: Slot, loss: Loss): void {
    if (loss.keys > 0) this.outbox.tell({ type: 'keys-lost', node: slot.id, ...loss })
    this.outbox.changed()
  }

  /** The nodes' own story. */
  private heard(event: NodeEvent): void {
    switch (event.type) {
      case 'rpc':
        this.outbox.countRpc()
        // Told in the node's own monotonic time.
        event.startedMs += this.atMs() - this.clock.now()
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

  private touch(slot: Slot): void {
    this.dirty.add(slot)
    this.outbox.changed()
  }

  private tick(): void {
    this.index.sweep()
    for (const slot of this.slots.values()) if (slot.closeSecond()) this.touch(slot)
    if (this.index.hasChanges) this.outbox.changed()
  }

  private view(slot: Slot): NodeView {
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
    const starting = this.starting === null ? null : { ...this.starting }
    const batch = { nodes, removed, tasks, lostKeys: this.index.lostKeys, starting }
    if (!changes.keys) return batch
    return { ...batch, keys: this.index.keys, density: [...this.index.density] }
  }
}

/** The middle first, then the middles of both halves, and so on: neighbours in time are far apart in place. */
function spread<T>(sorted: readonly T[]): T[] {
  const order: T[] = []
  let spans: [number, number][] = [[0, sorted.length]]
  while (spans.length > 0) {
    const next: [number, number][] = []
    for (const [from, to] of spans) {
      const middle = (from + to) >> 1
      if (from >= to) continue
      order.push(sorted[middle] as T)
      next.push([from, middle], [middle + 1, to])
    }
    spans = next
  }
  return order
}

function notIn(slot: Slot): LabFailure {
  return new LabFailure('conflict', `node is ${slot.state}: ${slot.id}`)
}
