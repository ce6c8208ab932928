/** How nodes come and go: added, started together, crashed, left, restarted, hung. */
import type { Id } from '../../shared/ids'
import type { LabSettings, NodeRef, NodeView } from '../../shared/model'
import { ChordError } from '../chord/errors'
import { RingServer } from '../rpc/server'
import { failureOf, LabFailure } from './failure'
import { type Fleet, notIn } from './fleet'
import { inParallel, spread } from './parallel'
import { type DeadNode, DEAD_STATES, type HostResponse } from './protocol'
import type { RunningNode } from './running-node'
import { Slot } from './slot'

/** Nodes that join at once, at most: more would only wait for each other's answers, until they take each other for dead. */
const WAVE = 64
/** Servers bound at once. */
const BINDS_AT_ONCE = 32
/** Contacts that a joiner is given. */
const CONTACTS = 3
/** A leave gives up after this, and a joiner is no longer waited for, ms. */
const LEAVE_TIMEOUT_MS = 10_000
const READY_TIMEOUT_MS = 10_000
/** How long a stopping node may finish its calls, and how long all of them together, ms. */
const CLOSE_BOUND_MS = 200
const STOP_ALL_BOUND_MS = 1200

export class Lifecycle {
  private readonly fleet: Fleet

  constructor(fleet: Fleet) {
    this.fleet = fleet
  }

  /** Adds one node at `id`, or where its address hashes to. Resolves when it serves its range. */
  async add(id: Id | null, port: number): Promise<NodeView> {
    if (id !== null && this.fleet.slots.has(id)) throw new LabFailure('conflict', `duplicate id: ${id}`)
    const slot = await this.bind(id, port)
    await this.bringUp(slot)
    return this.fleet.view(slot)
  }

  /** Starts `count` nodes at once; `ids` are those of the first of them. Resolves when all that came up serve. */
  async start(count: number, ids: readonly (Id | null)[]): Promise<Id[]> {
    const up: Id[] = []
    const tell = (): void => this.fleet.tellStarting({ total: count, up: up.length })
    const come = async (slot: Slot): Promise<void> => {
      await this.bringUp(slot).then(
        () => up.push(slot.id),
        // The row of the node says what was wrong with it.
        () => undefined
      )
      tell()
    }
    tell()
    try {
      const order = spread(await this.bindAll(count, ids))
      const first = this.contacts(null).length === 0 ? order.shift() : undefined
      if (first !== undefined) await come(first)
      // In waves that double the ring: each joiner of a wave has a gap of its own, and its neighbours' lists change once
      // for all of the wave, which takes half the messages of a steady trickle.
      while (order.length > 0)
        await Promise.all(order.splice(0, Math.min(this.fleet.liveIds().length + 1, WAVE)).map(come))
    } finally {
      this.fleet.tellStarting(null)
    }
    if (up.length === 0) throw new LabFailure('unavailable', `no node came up: 0 of ${count}`)
    return up
  }

  crash(id: Id): HostResponse<'crash'> {
    const slot = this.fleet.slot(id)
    const { running } = slot
    if (running === null) throw notIn(slot)
    slot.freeze()
    const loss = running.crash()
    this.fleet.enter(slot, 'crashed')
    this.fleet.tellLoss(slot, loss)
    return { node: this.fleet.view(slot), keysLost: loss.keys }
  }

  /** Resolves when the node has handed its range over and is gone, or could not. */
  async leave(id: Id): Promise<HostResponse<'leave'>> {
    const slot = this.fleet.slot(id)
    if (slot.state !== 'running' || slot.running === null) throw notIn(slot)
    const { running } = slot
    const outcome = await running.node.leave(LEAVE_TIMEOUT_MS)
    if (slot.running !== running) throw new LabFailure('cancelled', `node crashed while leaving: ${id}`)
    slot.freeze()
    const loss = await running.close(CLOSE_BOUND_MS)
    this.fleet.enter(slot, 'left', outcome.complete ? undefined : outcome.reason)
    this.fleet.tellLoss(slot, loss)
    return { node: this.fleet.view(slot), keysHandedOver: outcome.handedOver }
  }

  /** Starts a dead node again on its port, with its id and an empty memory. Resolves when it serves its range. */
  async restart(id: Id): Promise<NodeView> {
    const slot = this.fleet.slot(id)
    if (!DEAD_STATES.includes(slot.state)) throw notIn(slot)
    const server = await this.listen(slot.port).catch((cause: unknown) => {
      // The row shows why it is still down.
      slot.reason = failureOf(cause).message
      this.fleet.touch(slot)
      throw cause
    })
    if (!DEAD_STATES.includes(slot.state)) {
      server.crash()
      throw notIn(slot)
    }
    this.install(slot, server)
    await this.bringUp(slot)
    return this.fleet.view(slot)
  }

  hang(id: Id): NodeView {
    const slot = this.fleet.slot(id)
    if (slot.state !== 'running' && slot.state !== 'joining') throw notIn(slot)
    this.fleet.up(id).hang()
    this.fleet.enter(slot, 'hung')
    return this.fleet.view(slot)
  }

  resume(id: Id): NodeView {
    const slot = this.fleet.slot(id)
    if (slot.state !== 'hung') throw notIn(slot)
    const running = this.fleet.up(id)
    running.resume()
    this.fleet.enter(slot, running.node.state === 'joining' ? 'joining' : 'running')
    return this.fleet.view(slot)
  }

  /** Takes a dead node off the list. */
  forget(id: Id): void {
    const slot = this.fleet.slot(id)
    if (!DEAD_STATES.includes(slot.state)) throw notIn(slot)
    this.fleet.remove(slot)
  }

  /** Puts a node on the list that is not up. */
  recall(node: DeadNode): void {
    this.fleet.insert(Slot.dead(node))
  }

  /** Stops every node, forgets everything, and takes new settings. */
  async reset(settings: LabSettings): Promise<void> {
    await this.stopAll()
    this.fleet.reset(settings)
  }

  /** Stops every node, the last one first, within a bound. */
  async stopAll(): Promise<void> {
    const running = [...this.fleet.slots.values()].reverse().filter((slot) => slot.running !== null)
    const nodes = running.map((slot) => ({ slot, node: slot.running as RunningNode }))
    // Nobody is left to hold the keys, which is what was asked for and no loss.
    this.fleet.index.clear()
    // None of them may take the others' end for a failure to repair.
    for (const { node } of nodes) node.node.halt()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_ALL_BOUND_MS)))
    const closed = Promise.all(nodes.map(({ node }) => node.close(CLOSE_BOUND_MS)))
    await Promise.race([closed, late])
    clearTimeout(timer)
    // Whatever is still open would be read from while its thread ends, which Node does not survive.
    for (const { node } of nodes) node.breakOff()
    for (const { slot } of nodes) {
      slot.freeze()
      this.fleet.enter(slot, 'left')
    }
  }

  private async listen(port: number): Promise<RingServer> {
    return RingServer.bind({ space: this.fleet.space, port }).catch((cause: unknown) => {
      const error = ChordError.from(cause)
      throw new LabFailure(error.code === 'refused' ? 'conflict' : failureOf(error).code, error.message)
    })
  }

  /** All or none, in the order of their ids. */
  private async bindAll(count: number, ids: readonly (Id | null)[]): Promise<Slot[]> {
    const bound: Slot[] = []
    try {
      await inParallel(Array(count).keys(), BINDS_AT_ONCE, async (i) => {
        bound.push(await this.bind(ids[i] ?? null, 0))
      })
    } catch (cause) {
      for (const slot of bound) {
        slot.running?.crash()
        this.fleet.remove(slot)
      }
      throw cause
    }
    return bound.sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  private async bind(id: Id | null, port: number): Promise<Slot> {
    const server = await this.listen(port)
    const ref = { id: id ?? this.fleet.hash(server.address), address: server.address }
    if (this.fleet.slots.has(ref.id)) {
      server.crash()
      throw new LabFailure('conflict', `duplicate id: ${ref.id}`)
    }
    const slot = new Slot(ref, server.port, this.fleet.atMs())
    this.fleet.insert(slot)
    this.install(slot, server)
    return slot
  }

  private install(slot: Slot, server: RingServer): void {
    slot.running = this.fleet.assemble(server, slot.ref)
    slot.startedAtMs = this.fleet.atMs()
    slot.beliefsChanged()
    this.fleet.enter(slot, 'starting', undefined, slot.state === 'starting' ? null : slot.state)
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
      this.fleet.enter(slot, 'failed', message)
      this.fleet.tellLoss(slot, loss)
      throw new LabFailure(code, message)
    }
  }

  /** A paused ring moves no ranges, and a slow one takes its time: then the node stays `joining` for all to see. */
  private async serving(running: RunningNode): Promise<void> {
    const ready = running.node.ready()
    if (this.fleet.clock.paused) return void ready.catch(() => undefined)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, READY_TIMEOUT_MS)))
    await Promise.race([ready, late]).finally(() => clearTimeout(timer))
  }

  /** A few nodes that are on the ring: for a joiner the ones before its place, so that its first question is its last. */
  private contacts(joiner: Id | null): NodeRef[] {
    const members = [...this.fleet.slots.values()].filter(
      (slot) => slot.state === 'running' || slot.state === 'joining'
    )
    const refs = members.map((slot) => slot.ref).sort((a, b) => (a.id < b.id ? 1 : -1))
    const below = joiner === null ? -1 : refs.findIndex((ref) => ref.id < joiner)
    return below <= 0 ? refs.slice(0, CONTACTS) : [...refs.slice(below), ...refs.slice(0, below)].slice(0, CONTACTS)
  }
}
