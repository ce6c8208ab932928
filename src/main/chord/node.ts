/**
 * A Chord node: its beliefs, its maintenance, its records, and its answers to peers, put together over the four ports.
 * The same class runs in the lab over gRPC and in the simulator.
 */
import type { Id } from '../../shared/ids'
import type { FingerSpan, NodeRef, NodeState } from '../../shared/model'
import type { NodeEvent } from '../../shared/events'
import { ChordError } from './errors'
import { FingerTable } from './finger-table'
import { FingerUpkeep } from './finger-upkeep'
import { HandoffSource } from './handoff'
import { find, type LookupDeps, resolve, route } from './lookup'
import type { NodeEnvironment, NodeOptions } from './environment'
import { Maintenance, type Pace } from './maintenance'
import { Membership } from './membership'
import type { DataReply, Method, RecordChunk, RequestOf, ResponseOf } from './messages'
import { Peers } from './peers'
import type { Cancel, Handler } from './ports'
import { formatVersion } from './records'
import { atOwner, lookupOwner, type RequestOutcome } from './requests'
import { Ring } from './ring'
import { Storage } from './storage'
import { takeHome } from './strays'

/** How often expired records and old tombstones are looked for, ms of protocol time. */
const SWEEP_INTERVAL_MS = 30_000
/** A round that takes longer tells of a busy ring, ms. */
const BUSY_MS = 20
const NO_BYTES = new Uint8Array(0)

type Handlers = { [M in Method]: (request: RequestOf<M>) => Promise<ResponseOf<M>> | ResponseOf<M> }

export class ChordNode implements Handler {
  readonly self: NodeRef
  readonly #environment: NodeEnvironment
  readonly #peers: Peers
  readonly #ring: Ring
  readonly #fingers: FingerTable
  readonly #upkeep: FingerUpkeep
  readonly #storage: Storage
  readonly #source: HandoffSource
  readonly #membership: Membership
  readonly #maintenance: Maintenance
  readonly #lookup: LookupDeps
  readonly #handlers: Handlers
  #cancelSweep: Cancel = () => {}
  #operations = 0

  constructor(options: NodeOptions, environment: NodeEnvironment) {
    const { self, space } = options
    const { transport, clock, random, store } = environment
    const emit = (event: NodeEvent): void => environment.emit(event)
    this.self = self
    this.#environment = environment
    this.#peers = new Peers(self, transport, clock, emit, options.rpcTimeoutMs)
    this.#ring = new Ring(options, this.#peers, clock, emit)
    this.#fingers = new FingerTable(space, self.id, this.#peers, emit, (target) => this.#findOwner(target))
    this.#upkeep = new FingerUpkeep(
      this.#fingers,
      () => (this.#ring.isAlone ? null : this.#ring.head),
      (cause) => this.#failed(cause)
    )
    this.#lookup = {
      self,
      ring: this.#ring,
      peers: this.#peers,
      clock,
      routes: () => this.#fingers.routes,
      met: (id) => this.#fingers.consider(id)
    }
    this.#storage = new Storage(self.id, store, clock, emit)
    this.#source = new HandoffSource(self.id, this.#storage, this.#peers, clock)
    this.#maintenance = new Maintenance(clock, random, options.stabilizeIntervalMs, (pace) => this.#round(pace))
    this.#membership = new Membership({
      self,
      lookup: this.#lookup,
      ring: this.#ring,
      peers: this.#peers,
      storage: this.#storage,
      transport,
      clock,
      emit,
      wake: () => this.#maintenance.wake()
    })
    this.#handlers = this.#answers()
    this.#connect()
  }

  /** Who hears of what: pointers and deaths wake maintenance, and a changed list is news to the predecessor. */
  #connect(): void {
    this.#storage.interpose(
      (keyId) => this.#source.held(keyId),
      (record) => this.#source.forward(record),
      () => this.#tellOf(this.#ring.state.pred)
    )
    this.#ring.onChange((pointer, before) => {
      if (pointer === 'successors') {
        this.#fingers.setSuccessors(this.#ring.state.succ)
        if (this.#ring.concernsPredecessor(before)) this.#tellOf(this.#ring.state.pred)
        this.#maintenance.stir()
      } else {
        this.#storage.extendTo(this.#ring.state.pred)
        // Whoever believed to be our predecessor has a nearer successor now.
        this.#tellOf(before.pred)
        // To a node alone, its first predecessor is its first successor too.
        if (this.#ring.isAlone) this.#maintenance.wake()
        else this.#maintenance.stir()
      }
    })
    this.#peers.onDead((id, evidence) => {
      this.#fingers.drop(id)
      if (evidence !== 'told') this.#membership.gaveUp(id)
      if (id === this.#ring.head) this.#maintenance.wake()
      else this.#maintenance.stir()
    })
  }

  /** Tells a node that may hold this one for its successor how things stand here. */
  #tellOf(peer: Id): void {
    if (this.#ring.isMember) this.#peers.tell(peer, 'changed', this.#ring.neighbours(this.#storage.servedFrom))
  }

  get state(): NodeState | 'stopped' {
    return this.#membership.state
  }

  /** Whether this node has a place on the ring: from its join until it has said goodbye. */
  get isMember(): boolean {
    return this.#ring.isMember
  }

  beliefs(): { predecessor: Id; successors: Id[]; fingers: FingerSpan[]; servedFrom: Id | null } {
    const { pred, succ } = this.#ring.state
    return {
      predecessor: pred,
      successors: [...succ],
      fingers: [...this.#fingers.spans],
      servedFrom: this.#storage.servedFrom
    }
  }

  /** The successor list with addresses; padding has none. */
  successors(): NodeRef[] {
    return this.#ring.state.succ.map((id) => this.#peers.ref(id))
  }

  /** Becomes the first node of a ring, and serves all of it at once. */
  bootstrap(): void {
    this.#membership.bootstrap()
    this.#start()
  }

  /**
   * Starts in the middle of a ring's life instead of joining: with these neighbours, knowing these `others` for its
   * fingers, serving (servedFrom, self]. `maintain` false leaves the pointers as they are (the paper's experiments).
   */
  place(
    beliefs: { predecessor: NodeRef; successors: readonly NodeRef[]; others: readonly NodeRef[]; servedFrom: Id },
    maintain = true
  ): void {
    this.#peers.learn(...beliefs.others)
    this.#membership.place(beliefs.predecessor, beliefs.successors, beliefs.servedFrom)
    for (const other of beliefs.others) this.#fingers.consider(other.id)
    if (maintain) this.#start()
    else this.#maintenance.stop()
  }

  /** Joins the ring of any of `contacts`. Resolves when this node has its place; its range may still be arriving. */
  async join(contacts: readonly NodeRef[]): Promise<void> {
    await this.#membership.join(contacts)
    this.#start()
  }

  /** Resolves when this node serves its range. */
  ready(): Promise<void> {
    return this.#membership.ready()
  }

  /** Hands the range over to the successor and tells the neighbours; `complete` is false, with a reason, if it could not. */
  async leave(timeoutMs: number): Promise<{ handedOver: number; complete: boolean; reason?: string }> {
    const outcome = await this.#membership.leave(timeoutMs)
    this.halt()
    return outcome
  }

  /** Stops at once: no timer fires and no answer is given any more. */
  halt(): void {
    this.#maintenance.stop()
    this.#cancelSweep()
    this.#source.close()
    this.#peers.close()
    this.#membership.stop()
  }

  /** One maintenance round now, for stepping while the clock is paused. */
  async stabilizeOnce(): Promise<void> {
    await this.#maintenance.step()
    await this.#upkeep.whenDone()
  }

  /** Another slow maintenance period, ms. */
  setPeriod(ms: number): void {
    this.#maintenance.setPeriod(ms)
  }

  /** Another deadline for the calls to peers, ms; it holds from the next call on. */
  setRpcTimeout(ms: number): void {
    this.#peers.leastTimeoutMs = ms
  }

  /** Stores `value` under `key` at its owner; `ttlMs` 0 means for ever. */
  put(key: string, value: Uint8Array, ttlMs: number): Promise<RequestOutcome> {
    const expiresAtMs = ttlMs === 0 ? 0 : this.#environment.clock.wall() + ttlMs
    return this.#write(key, value, expiresAtMs, false)
  }

  delete(key: string): Promise<RequestOutcome> {
    return this.#write(key, NO_BYTES, 0, true)
  }

  get(key: string): Promise<RequestOutcome> {
    const keyId = this.#environment.hash(key)
    return atOwner(this.#lookup, keyId, (owner, timeoutMs) =>
      owner === this.self.id ? this.#read(keyId) : this.#peers.call(owner, 'read', { keyId }, timeoutMs)
    )
  }

  /**
   * The owner of an id by a full lookup, with the path to its predecessor. With `confirm` the owner is contacted as well,
   * and passed over for the next node when it is dead; that contact ends the path.
   */
  lookup(id: Id, confirm = false): Promise<RequestOutcome> {
    return lookupOwner(this.#lookup, id, confirm)
  }

  handle<M extends Method>(method: M, request: RequestOf<M>): Promise<ResponseOf<M>> | ResponseOf<M> {
    if (this.state === 'stopped') throw new ChordError('unavailable', `node stopped: ${this.self.id}`)
    return this.#handlers[method](request)
  }

  stream(transfer: string): Iterable<RecordChunk> {
    if (this.state === 'stopped') throw new ChordError('unavailable', `node stopped: ${this.self.id}`)
    return this.#source.stream(transfer)
  }

  #start(): void {
    this.#maintenance.start()
    this.#sweepLater()
  }

  #sweepLater(): void {
    this.#cancelSweep = this.#environment.clock.schedule(SWEEP_INTERVAL_MS, () => {
      this.#storage.sweep()
      this.#sweepLater()
    })
  }

  /** One maintenance round: the ring, and the range; the fingers beside it. */
  async #round(pace: Pace): Promise<boolean> {
    const { clock, emit } = this.#environment
    const startedMs = clock.now()
    try {
      const head = this.#ring.head
      const changed = await this.#membership.stabilize(pace === 'calm')
      const tookMs = clock.now() - startedMs
      emit({ type: 'stabilized', node: this.self.id, successor: this.#ring.head, changed, tookMs })
      if (changed || pace === 'hurried') this.#upkeep.unsettle()
      else this.#upkeep.look(pace, tookMs > BUSY_MS)
      // A new successor has a predecessor to ask about. What changed further down the list is told by nudges.
      return this.#ring.head !== head && !this.#peers.isDead(this.#ring.head)
    } catch (cause) {
      // A round that fails is tried again after the next pause.
      this.#failed(cause)
      return false
    }
  }

  /** A peer that vanished in the middle is the usual reason; the rest is a fault of ours. */
  #failed(cause: unknown): void {
    const { code, message } = ChordError.from(cause)
    if (code === 'internal') this.#environment.emit({ type: 'node-error', node: this.self.id, text: message })
  }

  async #findOwner(target: Id): Promise<Id> {
    const { timeoutMs } = this.#peers
    const resolved = await resolve(this.#lookup, target).catch(() => null)
    if (resolved !== null) return resolved.id
    const found = await find(this.#lookup, target, [], null, timeoutMs, { near: true })
    return found.owner.id
  }

  #write(key: string, value: Uint8Array, expiresAtMs: number, deleted: boolean): Promise<RequestOutcome> {
    const keyId = this.#environment.hash(key)
    const operation = `${this.self.id}-${this.#environment.random.next().toString(36).slice(2, 10)}-${++this.#operations}`
    const request = { keyId, key, value, expiresAtMs, deleted, operation }
    return atOwner(this.#lookup, keyId, (owner, timeoutMs) =>
      owner === this.self.id
        ? this.#storage.write(request, () => this.#hint(keyId))
        : this.#peers.call(owner, 'write', request, timeoutMs)
    )
  }

  #read(keyId: Id): DataReply {
    return this.#storage.read(keyId, this.#storage.serves(keyId) ? null : this.#hint(keyId))
  }

  /** Who may serve a key that this node does not: who got it, or who still has it, or who lies before it. */
  #hint(keyId: Id): NodeRef | null {
    const moved = this.#source.movedTo(keyId)
    if (moved !== null && !this.#peers.isDead(moved.id)) return moved
    const { pred } = this.#ring.state
    const isOurs = this.#ring.owns(keyId)
    // A request that comes here over the predecessor's head may have found it silent.
    if (!isOurs) this.#peers.check(pred)
    const id = isOurs ? this.#ring.head : pred
    return id === this.self.id || this.#peers.isDead(id) ? null : this.#peers.ref(id)
  }

  /** Throws unless this node has a place on a ring: others take that for "not there". */
  #member(): void {
    if (!this.#ring.isMember) throw new ChordError('off-ring', `node is not on the ring: ${this.self.id}`)
  }

  #answers(): Handlers {
    const { self } = this
    const member = <A, B>(answer: (request: A) => B) => {
      return (request: A): B => {
        this.#member()
        return answer(request)
      }
    }
    return {
      ping: () => ({ node: self }),
      neighbours: member(() => this.#ring.neighbours(this.#storage.servedFrom)),
      notify: member(({ node }) => this.#ring.rectify(node).then(() => ({}))),
      changed: (place) => {
        this.#peers.learn(place.node)
        this.#ring.tell(place)
        this.#maintenance.wake()
        return {}
      },
      nudge: () => {
        this.#maintenance.wake()
        return {}
      },
      route: member(({ id, avoid, near }) => route(this.#lookup, id, avoid, near)),
      resolve: member(async ({ id, hopsLeft }) => ({ owner: await resolve(this.#lookup, id, hopsLeft) })),
      fingers: () => ({ nodes: this.#fingers.refs() }),
      leaving: member((request) => {
        this.#membership.neighbourLeaves(request)
        return {}
      }),
      write: (request) => this.#storage.write(request, () => this.#hint(request.keyId)),
      read: ({ keyId }) => this.#read(keyId),
      handoffBegin: (request) => {
        this.#peers.heardFrom(request.gaining)
        return this.#source.begin(request, this.state === 'leaving')
      },
      handoffForward: (request) => {
        if (request.transfer === '') return takeHome(this.#storage, request)
        this.#membership.forwarded(request.record)
        return {}
      },
      handoffCommit: (request) => this.#source.commit(request),
      handoffConfirm: ({ transfer }) => {
        this.#membership.confirmed()
        return { dropped: this.#source.confirm(transfer) }
      },
      handoffOffer: member(({ leaving }) => this.#membership.acceptLeaver(leaving)),
      put: async ({ key, value, ttlMs }) => {
        const outcome = await this.put(key, value, ttlMs)
        const version = outcome.record === null ? '' : formatVersion(outcome.record.version)
        return { owner: outcome.owner, path: this.#pathOf(outcome), version }
      },
      get: async ({ key }) => {
        const outcome = await this.get(key)
        const { owner, record } = outcome
        const value = record?.value ?? NO_BYTES
        const expiresAtMs = record?.expiresAtMs ?? 0
        return { found: record !== null, value, expiresAtMs, owner, path: this.#pathOf(outcome) }
      },
      delete: async ({ key }) => {
        const outcome = await this.delete(key)
        return { owner: outcome.owner, path: this.#pathOf(outcome) }
      },
      lookup: async ({ id }) => {
        const outcome = await this.lookup(id)
        return { owner: outcome.owner, path: this.#pathOf(outcome) }
      }
    }
  }

  /** The nodes that handled the request in order, this one first, the owner not counted. */
  #pathOf(outcome: RequestOutcome): NodeRef[] {
    const asked = outcome.path.filter((hop) => hop.ok && hop.to !== outcome.owner.id)
    return [this.self, ...asked.map((hop) => this.#peers.ref(hop.to))]
  }
}
