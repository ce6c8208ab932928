/** A simulated ring: processes, disks and the network between them, and what the observer sees of it. */
import { createHash } from 'node:crypto'
import { clockwiseFrom, type Id, SPACE_160, toId } from '../../shared/ids'
import type { NodeEvent } from '../../shared/events'
import type { NodeRef } from '../../shared/model'
import { ChordNode } from '../chord/node'
import { MemoryStore } from '../store/memory-store'
import { Ledger } from './ledger'
import { Process } from './process'
import type { Profile } from './profile'
import { RingWatch } from './ring-watch'
import { SimClock } from './sim-clock'
import { type Endpoint, SimNetwork } from './sim-network'
import { SimRandom } from './sim-random'
import { SimTransport } from './sim-transport'
import { Trace } from './trace'

/** Slow maintenance period of simulated nodes, ms: that of the lab. */
export const STABILIZE_INTERVAL_MS = 2000
/** Deadline of one call, ms. */
export const RPC_TIMEOUT_MS = 500

/** A place where a node runs: its id and its disk outlive its processes. */
export interface Slot {
  readonly index: number
  readonly id: Id
  ref: NodeRef
  store: MemoryStore
  node: ChordNode | null
  endpoint: Endpoint | null
  lives: number
  /** Leaves, so that it counts as gone for whoever decides what else may fail. */
  leaving: boolean
  /** Rounds finished since the faults stopped. */
  rounds: number
  /** Told when the process dies, by clients that wait for it. */
  onDeath: Set<() => void>
}

export class World {
  readonly profile: Profile
  readonly clock = new SimClock()
  readonly trace = new Trace()
  readonly network: SimNetwork
  readonly watch: RingWatch
  readonly ledger = new Ledger()
  readonly slots: Slot[] = []
  readonly random: { faults: SimRandom; workload: SimRandom }
  /** What was done to the ring, in words, with the event it came at. */
  readonly log: string[] = []
  /** Bugs that nodes reported themselves. */
  readonly errors: string[] = []
  /** When somebody last joined, failed or left, ms. */
  changedMs = 0
  /** Whether the ring has satisfied the whole invariant in the full regime: from then on the theorem says it always will. */
  armed = false
  /** Whether the arc that some node serves has changed since somebody looked. */
  servedChanged = false
  readonly #dirty = new Set<Slot>()
  readonly #byId = new Map<Id, Slot>()
  #hashes = new Map<string, Id>()

  /** Whether failures keep within what the theorem allows. */
  readonly guarded: boolean
  readonly #tellsAll: boolean

  /** `tellsAll` puts every change of a pointer, verdict and transfer into the log as well. */
  constructor(profile: Profile, { tellsAll, guarded }: { tellsAll: boolean; guarded: boolean }) {
    this.profile = profile
    this.guarded = guarded
    this.#tellsAll = tellsAll
    const { seed, conditions, successors } = profile
    this.network = new SimNetwork(this.clock, new SimRandom(`${seed}/network`), this.trace, { ...conditions })
    this.watch = new RingWatch(successors)
    this.random = { faults: new SimRandom(`${seed}/victims`), workload: new SimRandom(`${seed}/workload`) }
  }

  /** Slots with a living process. */
  up(): Slot[] {
    return this.slots.filter((slot) => slot.node !== null)
  }

  /** Slots whose node has its place on the ring. */
  members(): Slot[] {
    return this.slots.filter((slot) => slot.node !== null && slot.node.isMember)
  }

  hash(text: string): Id {
    let id = this.#hashes.get(text)
    if (id === undefined) {
      id = toId(SPACE_160, BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 40)}`))
      this.#hashes.set(text, id)
    }
    return id
  }

  /** Where a node may run; nothing runs there yet. */
  addSlot(id: Id): Slot {
    const index = this.slots.length
    const slot: Slot = {
      index,
      id,
      ref: { id, address: `n${index}` },
      store: new MemoryStore(),
      node: null,
      endpoint: null,
      lives: 0,
      leaving: false,
      rounds: 0,
      onDeath: new Set()
    }
    this.slots.push(slot)
    this.#byId.set(id, slot)
    return slot
  }

  has(id: Id): boolean {
    return this.#byId.has(id)
  }

  /** Starts a process at `slot`, with what its disk holds; the node does nothing yet. */
  boot(slot: Slot): ChordNode {
    slot.lives++
    const { seed, successors, skewMs } = this.profile
    const random = new SimRandom(`${seed}/node/${slot.index}/${slot.lives}`)
    const skew = Math.floor(skewMs * (2 * random.next() - 1))
    const process = new Process(slot.index, this.clock, skew, (index) => this.#traceEvent(index))
    const transport = new SimTransport(this.network, slot.ref, process)
    const endpoint = this.network.open(slot.ref, process, transport)
    const node = new ChordNode(
      {
        self: slot.ref,
        space: SPACE_160,
        successors,
        stabilizeIntervalMs: STABILIZE_INTERVAL_MS,
        rpcTimeoutMs: RPC_TIMEOUT_MS
      },
      {
        transport,
        clock: process,
        random,
        store: slot.store,
        hash: (text) => this.hash(text),
        emit: (event) => {
          if (process.alive) this.#heard(slot, event)
        }
      }
    )
    endpoint.handler = node
    slot.node = node
    slot.endpoint = endpoint
    slot.leaving = false
    return node
  }

  /** The ring of all `ids`, Ideal, each node serving its arc and knowing every other. */
  place(ids: readonly Id[]): void {
    const slots = ids.map((id) => this.addSlot(id))
    for (const slot of slots) {
      const others = [...slots].sort((a, b) => clockwiseFrom(slot.id)(a.id, b.id)).slice(1)
      const last = others[others.length - 1] as Slot
      this.boot(slot).place({
        predecessor: last.ref,
        successors: others.slice(0, this.profile.successors).map((one) => one.ref),
        others: others.map((one) => one.ref),
        servedFrom: last.id
      })
    }
  }

  /** Starts a node at `slot` and lets it join through any of `contacts`. A join that gives up is tried again. */
  join(slot: Slot, contacts: readonly Slot[]): void {
    const node = this.boot(slot)
    const { endpoint } = slot
    const attempt = (through: readonly Slot[]): void => {
      node.join(through.map((one) => one.ref)).catch((cause) => {
        if (slot.endpoint !== endpoint) return
        this.say(`${name(slot)} could not join: ${cause instanceof Error ? cause.message : String(cause)}`)
        // Its contacts may be gone for good: whoever starts nodes then names others.
        endpoint?.process.deadline(STABILIZE_INTERVAL_MS, () => attempt(this.members().slice(0, 3)))
      })
    }
    attempt(contacts)
  }

  /** Ends the process at `slot`. With its memory gone, whatever only it held is gone too. */
  crash(slot: Slot, withHost: boolean, memory: 'kept' | 'gone'): void {
    if (slot.node === null) return
    this.#end(slot, withHost)
    if (memory === 'kept') return
    this.ledger.destroy(
      slot.store,
      this.slots.filter((one) => one !== slot).map((one) => one.store),
      this.clock.now()
    )
    slot.store = new MemoryStore()
  }

  #end(slot: Slot, withHost: boolean): void {
    const { node, endpoint } = slot
    if (node === null || endpoint === null) return
    this.network.close(endpoint, withHost)
    node.halt()
    slot.node = null
    slot.endpoint = null
    slot.leaving = false
    this.watch.remove(slot.id)
    this.changedMs = this.clock.now()
    for (const tell of [...slot.onDeath]) tell()
  }

  /** A graceful leave, from the announcement to the end of the process. */
  leave(slot: Slot): void {
    const { node, endpoint } = slot
    if (node === null) return
    slot.leaving = true
    node.leave(5000).then(
      (outcome) => {
        if (slot.endpoint !== endpoint) return
        this.say(`${name(slot)} left${outcome.complete ? '' : `: ${outcome.reason}`}`)
        this.#end(slot, false)
        // It said that everything is in other hands: if it is not, that is no excuse.
        if (outcome.complete) slot.store = new MemoryStore()
      },
      (cause) => {
        slot.leaving = false
        this.say(`${name(slot)} stays: ${String(cause)}`)
      }
    )
  }

  #disks(): MemoryStore[] {
    return this.slots.map((slot) => slot.store)
  }

  say(text: string): void {
    this.log.push(`event ${this.clock.ran}, ${this.clock.now().toFixed(1)} ms: ${text}`)
  }

  #traceEvent(index: number): void {
    this.trace.number(this.clock.now())
    this.trace.number(index)
  }

  #heard(slot: Slot, event: NodeEvent): void {
    if (this.#tellsAll) this.#tell(slot, event)
    switch (event.type) {
      case 'successors-changed':
      case 'predecessor-changed':
      case 'node-state':
        this.#dirty.add(slot)
        break
      case 'record-dropped':
        if (event.cause === 'handed-off') this.ledger.drop(event.keyId, this.#disks(), this.clock.now())
        break
      case 'served-changed':
        this.servedChanged = true
        break
      case 'stabilized':
        slot.rounds++
        break
      case 'node-error':
        this.errors.push(`${name(slot)}: ${event.text}`)
        break
      default:
    }
  }

  #tell(slot: Slot, event: NodeEvent): void {
    if (event.type === 'stabilized' || event.type === 'fingers-changed') return
    const { type, node: __, ...rest } = { node: '', ...event }
    const short = (_: string, value: unknown): unknown => (typeof value === 'string' ? this.#short(value) : value)
    this.say(`${name(slot)} ${type} ${JSON.stringify(rest, short)}`)
  }

  #short(text: string): string {
    const slot = this.#byId.get(text)
    return slot !== undefined ? `n${slot.index}` : text.length === 40 ? `..${text.slice(-4)}` : text
  }

  /** Brings the observer's picture up to date after an event. Returns whether anything in it changed. */
  look(): boolean {
    for (const slot of this.slots) if (slot.leaving) this.#dirty.add(slot)
    if (this.#dirty.size === 0) return this.watch.isDirty
    for (const slot of this.#dirty) {
      const { node } = slot
      if (node === null || !node.isMember) {
        if (this.watch.has(slot.id)) this.changedMs = this.clock.now()
        this.watch.remove(slot.id)
        continue
      }
      const { successors, predecessor } = node.beliefs()
      if (!this.watch.has(slot.id)) this.changedMs = this.clock.now()
      this.watch.set(slot.id, { succ: successors, pred: predecessor })
      for (const id of successors) this.trace.text(id.slice(-4))
      this.trace.text(predecessor.slice(-4))
    }
    this.#dirty.clear()
    return this.watch.isDirty
  }
}

/** A slot in a person's words. */
export function name(slot: Slot): string {
  return `n${slot.index} (${slot.id.slice(0, 4)}..${slot.id.slice(-4)})`
}
