/**
 * A network that fails: messages are late, lost, doubled and overtaken, links are cut one way or both, hosts vanish. All
 * by what `conditions` say at the moment of sending, and by the draws of one random stream.
 */
import type { Id } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import type { Handler } from '../chord/ports'
import type { Neighbours } from '../chord/messages'
import type { Process } from './process'
import type { SimClock } from './sim-clock'
import type { SimRandom } from './sim-random'
import type { Trace } from './trace'

/** What is wrong with the network now; shares are probabilities per message. */
export interface Conditions {
  /** One-way delay, drawn between these for every message, so that messages overtake each other. */
  leastMs: number
  mostMs: number
  loss: number
  /** Loss of answers alone: the effect happened, and the caller cannot know. */
  answerLoss: number
  duplication: number
  /** Messages of one pair arrive in the order in which they were sent. */
  inOrder: boolean
  /** Share of probes that wrongly say `refused`: a live peer looks dead. */
  falseRefusal: number
}

/** A process's side of its connections, as the network ends them. */
interface Links {
  isLinked(id: Id): boolean
  /** The peer connected. */
  linkedBy(peer: NodeRef): void
  /** The peer's connection is gone. */
  lose(peer: NodeRef): void
  /** The process is gone: nothing that it waits for arrives any more. */
  abandon(): void
}

/** One process as the network sees it. */
export interface Endpoint {
  readonly ref: NodeRef
  readonly process: Process
  readonly transport: Links
  handler: Handler | null
}

/** An answer about a node's place on its way to the asker, who will adopt it. */
export interface Adoption {
  readonly asker: Id
  readonly answer: Neighbours
  /** When it is too old to be used, ms. */
  readonly untilMs: number
}

/** Tellings are looked through for old ones when there are this many more. */
const TELLINGS_LOOK = 256

/** A trap: fires when the answer to the next message of this method has been sent. */
export type Trap = (method: string, asker: Endpoint, answerer: Endpoint) => void

export class SimNetwork {
  readonly clock: SimClock
  readonly random: SimRandom
  readonly trace: Trace
  conditions: Conditions
  readonly endpoints = new Map<string, Endpoint>()
  /** Addresses whose whole host is gone: nobody is there even to refuse. */
  readonly vanished = new Set<string>()
  /** Directed cuts, `from>to` by address. */
  readonly cuts = new Set<string>()
  /** Side of each address during a partition; empty otherwise. */
  readonly sides = new Map<string, number>()
  readonly adoptions = new Set<Adoption>()
  trap: Trap | null = null
  messages = 0
  #tellings = 0
  readonly #lastAtMs = new Map<string, number>()

  constructor(clock: SimClock, random: SimRandom, trace: Trace, conditions: Conditions) {
    this.clock = clock
    this.random = random
    this.trace = trace
    this.conditions = conditions
  }

  /** Brings a process up at `ref.address`; messages reach it once it has a handler. */
  open(ref: NodeRef, process: Process, transport: Links): Endpoint {
    const endpoint: Endpoint = { ref, process, transport, handler: null }
    this.endpoints.set(ref.address, endpoint)
    this.vanished.delete(ref.address)
    return endpoint
  }

  /** Takes note of something told unasked. */
  noteTelling(adoption: Adoption): void {
    this.adoptions.add(adoption)
    if (++this.#tellings % TELLINGS_LOOK === 0) this.forgetOldTellings()
  }

  /** What was told too long ago is used by nobody any more. */
  forgetOldTellings(): void {
    const now = this.clock.now()
    for (const adoption of this.adoptions) if (adoption.untilMs < now) this.adoptions.delete(adoption)
  }

  /** Ends a process. Its peers see their connections end, unless the host went with it. */
  close(endpoint: Endpoint, withHost: boolean): void {
    const { address } = endpoint.ref
    endpoint.process.kill()
    endpoint.transport.abandon()
    for (const adoption of this.adoptions) if (adoption.asker === endpoint.ref.id) this.adoptions.delete(adoption)
    if (this.endpoints.get(address) === endpoint) this.endpoints.delete(address)
    if (withHost) this.vanished.add(address)
    else for (const other of this.endpoints.values()) this.#reset(other, endpoint.ref)
  }

  /** Breaks the connection of two live processes: each is told, once the news can reach it. */
  breakLink(a: Endpoint, b: Endpoint): void {
    this.#reset(a, b.ref)
    this.#reset(b, a.ref)
  }

  #reset(endpoint: Endpoint, peer: NodeRef): void {
    if (!endpoint.transport.isLinked(peer.id) || this.#isCut(peer.address, endpoint.ref.address)) return
    this.clock.deadline(this.delayMs(), () => endpoint.process.reach(() => endpoint.transport.lose(peer)))
  }

  #isCut(from: string, to: string): boolean {
    if (this.cuts.size > 0 && this.cuts.has(`${from}>${to}`)) return true
    return this.sides.size > 0 && this.sides.get(from) !== this.sides.get(to)
  }

  /** Whether a message sent now gets there at all. */
  passes(from: string, to: string, isAnswer: boolean): boolean {
    const { loss, answerLoss } = this.conditions
    if (this.#isCut(from, to)) return false
    if (loss > 0 && this.random.chance(loss)) return false
    return !(isAnswer && answerLoss > 0 && this.random.chance(answerLoss))
  }

  delayMs(): number {
    const { leastMs, mostMs } = this.conditions
    return leastMs + (mostMs - leastMs) * this.random.next()
  }

  /** Sends a message: `arrive` is called for each copy that gets there, `lost` once if none will. */
  send(from: string, to: string, isAnswer: boolean, arrive: () => void, lost: () => void = () => {}): void {
    this.messages++
    if (!this.passes(from, to, isAnswer)) return lost()
    this.#deliver(from, to, arrive)
    const { duplication } = this.conditions
    if (duplication > 0 && this.random.chance(duplication)) this.#deliver(from, to, arrive)
  }

  #deliver(from: string, to: string, arrive: () => void): void {
    let delayMs = this.delayMs()
    if (this.conditions.inOrder) {
      const pair = `${from}>${to}`
      const nowMs = this.clock.now()
      delayMs = Math.max(delayMs, (this.#lastAtMs.get(pair) ?? 0) - nowMs)
      this.#lastAtMs.set(pair, nowMs + delayMs)
    }
    this.clock.deadline(delayMs, arrive)
  }
}
