/**
 * What a node knows of its peers: where they are, and which of them are dead. The address book learns from every answer;
 * the failure detector turns a failed call into a verdict. A refused connection proves death. Silence does not, so a
 * silent peer is pinged once more before it is given up.
 */
import type { Id } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import type { NodeEvent } from '../../shared/events'
import { ChordError } from './errors'
import type { Method, RequestOf, ResponseOf } from './messages'
import { Patience } from './patience'
import type { Clock, Transport } from './ports'

/** How long a verdict of death is believed without asking again, ms of real time. */
const DEAD_MEMORY_MS = 1000
/** How often a peer that seems to live is asked the same again before the caller must think of something else. */
const MAX_ATTEMPTS = 3
/** Addresses kept; the oldest learned go first. A dropped one is learned again from the next answer that names it. */
const ADDRESS_BOOK_SIZE = 4096

/** Calls that a peer answers by itself and at once: how long they take says how busy it is out there. */
const PROMPT: ReadonlySet<Method> = new Set<Method>(['ping', 'neighbours', 'route', 'changed', 'nudge', 'read'])

/** Nobody listens there, nobody answers, or it said so itself. */
export type Evidence = 'refused' | 'timeout' | 'told'

/** Whether an error may mean that the peer is gone; the others are its answer. */
function isSignOfDeath({ code }: ChordError): boolean {
  return code === 'unavailable' || code === 'timeout' || code === 'off-ring'
}

export class Peers {
  readonly #self: NodeRef
  readonly #transport: Transport
  readonly #clock: Clock
  readonly #emit: (event: NodeEvent) => void
  readonly #patience: Patience
  readonly #addresses = new Map<Id, string>()
  /** Where else a peer is said to be. */
  readonly #hearsay = new Map<Id, string>()
  readonly #dead = new Map<Id, { sinceMs: number; evidence: Evidence }>()
  readonly #verdicts = new Map<Id, Promise<boolean>>()
  #onDead: (id: Id, evidence: Evidence) => void = () => {}
  #closed = false

  constructor(self: NodeRef, transport: Transport, clock: Clock, emit: (event: NodeEvent) => void, timeoutMs: number) {
    this.#self = self
    this.#transport = transport
    this.#clock = clock
    this.#emit = emit
    this.#patience = new Patience(timeoutMs)
    this.#addresses.set(self.id, self.address)
    transport.onLinkLost((peer) => void this.suspect(peer.id, new ChordError('unavailable', 'link ended')))
  }

  /** Deadline of one call between peers, ms: longer than `leastTimeoutMs` where answers take long. */
  get timeoutMs(): number {
    return this.#patience.timeoutMs
  }

  get leastTimeoutMs(): number {
    return this.#patience.leastMs
  }

  set leastTimeoutMs(ms: number) {
    this.#patience.leastMs = ms
  }

  /** `listener` is told of each peer found dead, once per verdict. */
  onDead(listener: (id: Id, evidence: Evidence) => void): void {
    this.#onDead = listener
  }

  /**
   * Takes note of where peers are by the word of others. They may speak of an earlier life of the peer, and so may we: a
   * second address is kept for when the first one fails. An empty address is padding and says nothing.
   */
  learn(...refs: readonly NodeRef[]): void {
    for (const ref of refs) {
      const known = this.#addresses.get(ref.id)
      if (known === ref.address || ref.address === '') continue
      if (known === undefined || this.isDead(ref.id)) this.#note(ref)
      else if (ref.id !== this.#self.id) this.#hearsay.set(ref.id, ref.address)
    }
  }

  /** As `learn`, from a list that comes down the ring from those who talk to these peers: newer than what is known. */
  learnFromRing(...refs: readonly NodeRef[]): void {
    for (const ref of refs) {
      const known = this.#addresses.get(ref.id)
      if (known === ref.address || ref.address === '' || ref.id === this.#self.id) continue
      this.#note(ref)
      if (known !== undefined) this.#hearsay.set(ref.id, known)
    }
  }

  #note({ id, address }: NodeRef): void {
    if (address === '' || id === this.#self.id) return
    this.#addresses.set(id, address)
    if (this.#addresses.size > ADDRESS_BOOK_SIZE) this.#forgetOldest()
  }

  #forgetOldest(): void {
    for (const id of this.#addresses.keys()) {
      if (id === this.#self.id) continue
      this.#addresses.delete(id)
      this.#hearsay.delete(id)
      return
    }
  }

  /** The peer with its address; the address is empty for an id that was only ever padding. */
  ref(id: Id): NodeRef {
    return { id, address: this.#addresses.get(id) ?? '' }
  }

  /** Every peer with a known address. */
  known(): NodeRef[] {
    return [...this.#addresses].filter(([id]) => id !== this.#self.id).map(([id, address]) => ({ id, address }))
  }

  isDead(id: Id): boolean {
    const verdict = this.#dead.get(id)
    if (verdict === undefined) return false
    if (this.#clock.now() - verdict.sinceMs < DEAD_MEMORY_MS) return true
    this.#dead.delete(id)
    return false
  }

  /** Silence takes a whole deadline to see: it is not listened to again when that was only just over. */
  #wasJustSilent(id: Id): boolean {
    const verdict = this.#dead.get(id)
    return verdict?.evidence === 'timeout' && this.#clock.now() - verdict.sinceMs < this.timeoutMs
  }

  /** Whether asking the peer costs no new connection. */
  isLinked(id: Id): boolean {
    return this.#transport.isLinked(id)
  }

  /** The peer spoke: whatever was thought of it, it lives. */
  heardFrom(ref: NodeRef): void {
    this.#note(ref)
    this.#hearsay.delete(ref.id)
    this.#dead.delete(ref.id)
  }

  /** Asks a peer once; `timeoutMs` defaults to the node's own. Throws ChordError. */
  async call<M extends Method>(
    id: Id,
    method: M,
    request: RequestOf<M>,
    timeoutMs = this.timeoutMs
  ): Promise<ResponseOf<M>> {
    const ref = this.ref(id)
    if (ref.address === '') throw new ChordError('unavailable', `address unknown: ${id}`)
    const response = await this.#timed(ref, method, request, timeoutMs)
    if (this.#dead.size > 0) this.#dead.delete(id)
    return response
  }

  async #timed<M extends Method>(
    ref: NodeRef,
    method: M,
    request: RequestOf<M>,
    timeoutMs: number
  ): Promise<ResponseOf<M>> {
    const startedMs = this.#clock.now()
    const response = await this.#transport.call(ref, method, request, timeoutMs)
    if (PROMPT.has(method)) this.#patience.answered(this.#clock.now() - startedMs)
    return response
  }

  /**
   * Asks a peer until it answers or is found dead; null is that verdict, and it is never an old one: a peer that died a
   * moment ago may be back. A verdict that is being worked out is waited for. Only codes that are no sign of death throw.
   */
  async ask<M extends Method>(id: Id, method: M, request: RequestOf<M>): Promise<ResponseOf<M> | null> {
    if ((await this.#verdicts.get(id)) === true) return null
    if (this.isDead(id) && (this.#wasJustSilent(id) || !(await this.#isBack(id)))) return null
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.call(id, method, request)
      } catch (cause) {
        const error = ChordError.from(cause)
        if (!isSignOfDeath(error)) throw error
        if (await this.suspect(id, error)) return null
        if (attempt === MAX_ATTEMPTS) throw error
      }
    }
  }

  async #isBack(id: Id): Promise<boolean> {
    return (await this.#transport.probe(this.ref(id), this.timeoutMs)) === 'alive'
  }

  /** Others came here in this peer's place: it may be gone. Nothing waits for the answer. */
  check(id: Id): void {
    if (id === this.#self.id || this.ref(id).address === '') return
    void this.suspect(id, new ChordError('timeout', 'said to be silent'))
  }

  /** Turns a failed call into a verdict: true is dead. Calls for one peer share one verdict. */
  suspect(id: Id, error: ChordError): Promise<boolean> {
    if (this.isDead(id)) return Promise.resolve(true)
    let verdict = this.#verdicts.get(id)
    if (verdict === undefined) {
      verdict = this.#judge(id, error).finally(() => this.#verdicts.delete(id))
      this.#verdicts.set(id, verdict)
    }
    return verdict
  }

  async #judge(id: Id, error: ChordError): Promise<boolean> {
    const ref = this.ref(id)
    if (this.#closed) return false
    if (ref.address === '') return true
    // It said so itself: it restarts, or it leaves.
    if (error.code === 'off-ring') return this.#declareDead(id, 'told')
    if (error.code === 'unavailable') {
      const found = await this.#transport.probe(ref, this.timeoutMs)
      if (found === 'alive') return false
      return this.#declareDead(id, found === 'refused' ? 'refused' : 'timeout')
    }
    try {
      await this.#timed(ref, 'ping', {}, this.timeoutMs)
      return false
    } catch (cause) {
      const second = ChordError.from(cause)
      if (second.code === 'timeout') return this.#declareDead(id, 'timeout')
      return isSignOfDeath(second) && this.#judge(id, second)
    }
  }

  /** Someone who must know said so: a leaver of itself. */
  declareGone(id: Id): void {
    this.#hearsay.delete(id)
    this.#declareDead(id, 'told')
  }

  #declareDead(id: Id, evidence: Evidence): boolean {
    if (this.#closed) return false
    const elsewhere = this.#hearsay.get(id)
    if (elsewhere !== undefined) {
      // Only that address is dead so far.
      this.#hearsay.delete(id)
      this.#addresses.set(id, elsewhere)
      return false
    }
    this.#dead.set(id, { sinceMs: this.#clock.now(), evidence })
    this.#emit({ type: 'peer-dead', node: this.#self.id, peer: id, evidence })
    this.#onDead(id, evidence)
    return true
  }

  /** The node stopped: no verdict is given any more. */
  close(): void {
    this.#closed = true
  }

  /** A hint that needs no answer and may be lost. */
  tell<M extends Method>(id: Id, method: M, request: RequestOf<M>): void {
    if (id === this.#self.id || this.isDead(id)) return
    this.call(id, method, request).catch(() => {})
  }
}
