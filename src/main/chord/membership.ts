/**
 * A node's life on the ring: joining, getting its range, keeping it, leaving, and coming back when all its successors
 * are gone (reunion.ts). The ring layer (ring.ts) treats a leave as a failure; handing the keys over comes first.
 */
import { between, type Id } from '../../shared/ids'
import type { NodeRef, NodeState } from '../../shared/model'
import type { NodeEvent } from '../../shared/events'
import { ChordError } from './errors'
import { find, type Found, type LookupDeps } from './lookup'
import type { Neighbours, RequestOf, StoredRecord } from './messages'
import type { Peers } from './peers'
import type { Clock, Transport } from './ports'
import { Reunion } from './reunion'
import type { Ring } from './ring'
import type { Storage } from './storage'
import { sendHome } from './strays'
import { confirm, Incoming, takeOver } from './takeover'

/** A join gives up after this, ms of real time. */
const JOIN_TIMEOUT_MS = 20_000
/** First and last pause between attempts of a join or a leave, ms; it doubles in between. */
const FIRST_RETRY_MS = 1
const LAST_RETRY_MS = 100
/** Pause after a refused hand-off, ms of protocol time. */
const REFUSED_PAUSE_MS = 4

export interface MembershipDeps {
  readonly self: NodeRef
  readonly lookup: LookupDeps
  readonly ring: Ring
  readonly peers: Peers
  readonly storage: Storage
  readonly transport: Transport
  readonly clock: Clock
  emit(event: NodeEvent): void
  wake(): void
}

export class Membership {
  readonly #deps: MembershipDeps & { readonly incoming: Incoming }
  #state: NodeState | 'stopped' = 'starting'
  /** Set while a range is being taken over: one at a time. */
  #taking: Promise<void> | null = null
  #whenServing: { resolve: () => void; reject: (error: ChordError) => void; promise: Promise<void> } | null = null
  #onConfirmed: () => void = () => {}
  readonly #reunion: Reunion

  constructor(deps: MembershipDeps) {
    this.#deps = { ...deps, incoming: new Incoming() }
    this.#reunion = new Reunion({ ...deps.lookup, transport: deps.transport })
  }

  get state(): NodeState | 'stopped' {
    return this.#state
  }

  bootstrap(): void {
    const { ring, storage, self } = this.#deps
    ring.bootstrap()
    storage.serve(self.id, 'first node of a ring')
    this.#enter('running')
  }

  /** Starts in the middle of a ring's life, at a place and with a range that were worked out elsewhere. */
  place(predecessor: NodeRef, successors: readonly NodeRef[], servedFrom: Id): void {
    this.#deps.ring.place(predecessor, successors)
    this.#deps.storage.serve(servedFrom, 'placed')
    this.#enter('running')
  }

  async join(contacts: readonly NodeRef[]): Promise<void> {
    const { clock } = this.#deps
    const deadlineMs = clock.now() + JOIN_TIMEOUT_MS
    let last = new ChordError('unavailable', 'no contact given')
    const others = contacts.filter((ref) => ref.id !== this.#deps.self.id)
    for (let retryMs = FIRST_RETRY_MS; clock.now() < deadlineMs; retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)) {
      for (const contact of others) {
        try {
          if (!(await this.#joinThrough(contact))) continue
          this.#reunion.leftOut(others.filter((ref) => ref !== contact))
          return this.#enter('joining')
        } catch (cause) {
          last = ChordError.from(cause)
          if (last.code === 'invalid' || last.code === 'cancelled') throw last
        }
      }
      await this.#pause(retryMs)
    }
    throw new ChordError('timeout', `join unfinished after ${JOIN_TIMEOUT_MS} ms: ${last.message}`)
  }

  /** Finds the member before this node's place and takes the place; false when the ring moved meanwhile. */
  async #joinThrough(contact: NodeRef): Promise<boolean> {
    const { self, lookup, peers, ring, transport } = this.#deps
    const found = await find(lookup, self.id, [], contact, JOIN_TIMEOUT_MS, { near: true })
    if (found.owner.id === self.id && found.owner.address !== self.address) {
      if ((await transport.probe(found.owner, peers.timeoutMs)) === 'alive') {
        throw new ChordError('invalid', `id already on the ring: ${self.id} at ${found.owner.address}`)
      }
    }
    const member = found.predecessor
    if (member === self.id) return false
    const answer: Neighbours | null = await this.#placeBefore(found)
    if (answer === null) return false
    peers.learn(answer.node)
    if (ring.enter(answer.node.id, answer)) {
      peers.tell(answer.node.id, 'nudge', {})
      return true
    }
    // The member may still believe in an earlier life of this node: have it look.
    peers.tell(answer.node.id, 'nudge', {})
    return false
  }

  /** What the member before our place says. Who named it, or the owner behind it, knows its address if we do not. */
  async #placeBefore({ owner, predecessor: member, from }: Found): Promise<Neighbours | null> {
    const { peers } = this.#deps
    if (peers.ref(member).address === '') {
      const named = await peers.ask(from, 'neighbours', {})
      if (named !== null) peers.learn(...named.successors)
    }
    const told = peers.ref(member).address === '' ? null : await peers.ask(member, 'neighbours', {})
    if (told !== null) return told
    peers.learn(owner)
    const answer = await peers.ask(owner.id, 'neighbours', {})
    if (answer === null || answer.predecessor.id === owner.id) return answer
    peers.learn(answer.predecessor)
    return peers.ask(answer.predecessor.id, 'neighbours', {})
  }

  /** Resolves when this node serves its range; rejects when it stops before. */
  ready(): Promise<void> {
    if (this.#state === 'running') return Promise.resolve()
    if (this.#state === 'stopped') return Promise.reject(new ChordError('cancelled', 'node stopped'))
    this.#whenServing ??= deferred()
    return this.#whenServing.promise
  }

  /**
   * A round of the ring protocol, and then the range: is there one to take over? Returns whether the list changed.
   * `calm`: nothing has changed for a while, so there is time for what is not urgent.
   */
  async stabilize(calm: boolean): Promise<boolean> {
    const { ring, peers } = this.#deps
    if (this.#state === 'stopped') return false
    if (this.#reunion.isIsolated && !(await this.#reunion.seek())) return false
    let changed = await this.#stabilizeRing()
    if (!ring.isAlone && !this.#reunion.isIsolated) this.#reunion.remember()
    if (this.#state !== 'joining' && this.#state !== 'running') return changed
    this.#checkRange(calm)
    if (calm && !changed && this.#taking === null) changed = await this.#tidy()
    return changed && !peers.isDead(ring.head)
  }

  /** What can wait for a quiet round. Returns whether the list changed. */
  async #tidy(): Promise<boolean> {
    const { ring, self } = this.#deps
    if (this.#state === 'running') await this.#sendHome()
    const changed = await this.#reunion.visitLost()
    // Everybody died before this node had its range: it is the ring now.
    if (this.#state === 'joining' && ring.isAlone) this.#serveFrom(self.id, 'nobody else is left')
    return changed
  }

  async #stabilizeRing(): Promise<boolean> {
    try {
      return await this.#deps.ring.stabilize()
    } catch (cause) {
      if (ChordError.from(cause).code !== 'unavailable') throw cause
      await this.#reunion.seek()
      return true
    }
  }

  /** A peer was found dead. */
  gaveUp(id: Id): void {
    this.#reunion.gaveUp(id)
  }

  #sendHome(limit?: number): Promise<boolean> {
    return sendHome({ ...this.#deps.lookup, storage: this.#deps.storage }, limit)
  }

  /** The range is taken over when the successor says that it serves what is ours, or that nobody below it serves. */
  #checkRange(calm: boolean): void {
    const { ring, storage, self } = this.#deps
    if (this.#taking !== null || ring.isAlone) return
    this.#closeGap(calm)
    const from = ring.headServes
    if (from === null) return void (calm && storage.servedFrom === null && this.#claim())
    const source = ring.head
    if (from === self.id) {
      if (storage.servedFrom === null) this.#serveFrom(ring.state.pred, 'nobody served it')
      return
    }
    if (!between(from, self.id, source)) return
    this.#taking = this.#take(source).finally(() => {
      this.#taking = null
    })
  }

  /**
   * Between the predecessor and the start of our range lies what a node took over that is no longer there: it died before
   * the ring knew it, so that no pointer changed when it was gone. One that we only know by name has time to notify us.
   */
  #closeGap(calm: boolean): void {
    const { ring, storage, peers, self } = this.#deps
    const from = storage.servedFrom
    if (from === null || !between(ring.state.pred, from, self.id)) return
    if (!calm && peers.ref(from).address === '') return
    void peers.ask(from, 'neighbours', {}).then(
      (answer) => {
        if (answer === null && storage.servedFrom === from) storage.extendTo(ring.state.pred)
      },
      () => {}
    )
  }

  /** None of the successors serves anything, for so long that nobody may be left who did: then our range is ours. */
  async #claim(): Promise<void> {
    const { ring, storage, peers } = this.#deps
    const answers = await Promise.all(
      ring.state.succ.map((id) =>
        peers.ref(id).address === '' ? null : peers.ask(id, 'neighbours', {}).catch(() => null)
      )
    )
    if (answers.some((answer) => answer !== null && answer.servedFrom !== null)) return
    if (storage.servedFrom === null && this.#state === 'joining') this.#serveFrom(ring.state.pred, 'nobody served it')
  }

  async #take(source: Id): Promise<void> {
    const { self, storage } = this.#deps
    const cause = storage.servedFrom === null ? 'join' : 'repair'
    try {
      const grant = await takeOver(this.#deps, source, self.id, cause)
      if (this.#state === 'stopped') return
      // Refused: the source is busy with another range, or no longer serves ours. Ask again before the next slow round.
      if (grant === null) return void this.#deps.clock.schedule(REFUSED_PAUSE_MS, this.#deps.wake)
      // What we served before and nobody has taken from us meanwhile stays ours.
      const held = storage.servedFrom
      this.#serveFrom(held !== null && between(held, grant.start, self.id) ? held : grant.start, 'taken over')
      await confirm(this.#deps, source, grant, self.id, cause)
    } catch {
      // The source serves on; the next round sees that it does and tries again.
    }
  }

  #serveFrom(start: Id, cause: string): void {
    this.#deps.storage.serve(start, cause)
    if (this.#state === 'joining') this.#enter('running')
    this.#whenServing?.resolve()
    this.#whenServing = null
    this.#deps.wake()
  }

  /** Hands the range to the successor, or to the next one that takes it, then tells both neighbours. */
  async leave(timeoutMs: number): Promise<{ handedOver: number; complete: boolean; reason?: string }> {
    const { ring, storage, peers, clock, self } = this.#deps
    if (this.#state !== 'running' && this.#state !== 'joining') {
      throw new ChordError('refused', `node cannot leave while ${this.#state}: ${self.id}`)
    }
    this.#enter('leaving')
    const held = storage.liveKeys()
    const deadlineMs = clock.now() + timeoutMs
    let tidy = false
    let reason = ''
    for (let retryMs = FIRST_RETRY_MS; ; retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)) {
      // What is only half here, or belongs to others, has to go first: afterwards nobody looks for it here.
      if (this.#taking !== null) await Promise.race([this.#taking, this.#pause(deadlineMs - clock.now())])
      if (ring.isAlone) reason = 'no other node to hand over to'
      else if (clock.now() >= deadlineMs) {
        reason = `${tidy ? 'no successor took the range' : 'not all records found their owner'} in ${timeoutMs} ms`
      }
      if (reason !== '') break
      tidy = this.#taking === null && (await this.#sendHome(Number.POSITIVE_INFINITY))
      if (tidy && storage.servedFrom === null) break
      if (!tidy) {
        await this.#pause(retryMs)
        continue
      }
      const confirmed = new Promise<void>((resolve) => {
        this.#onConfirmed = resolve
      })
      const answer = await peers.ask(ring.head, 'handoffOffer', { leaving: self }).catch(() => null)
      if (answer?.accepted === true) await Promise.race([confirmed, this.#pause(deadlineMs - clock.now())])
      if (storage.servedFrom !== null) await this.#pause(retryMs)
    }
    await this.#farewell()
    if (reason !== '') return { handedOver: 0, complete: false, reason }
    return { handedOver: held, complete: true }
  }

  async #farewell(): Promise<void> {
    const { ring, peers, self } = this.#deps
    const successors = ring.state.succ.map((id) => peers.ref(id))
    const request = { node: self, predecessor: peers.ref(ring.state.pred), successors }
    const neighbours = new Set([ring.state.pred, ring.head])
    neighbours.delete(self.id)
    ring.exit()
    await Promise.all([...neighbours].map((id) => peers.call(id, 'leaving', request).catch(() => null)))
  }

  /** The gaining node confirmed: a leave under way may finish. */
  confirmed(): void {
    this.#onConfirmed()
  }

  /** A write to a range that is on its way here. */
  forwarded(record: StoredRecord): void {
    this.#deps.incoming.add(record)
    this.#deps.storage.merge(record, 'forward')
  }

  /** A neighbour leaves: for the ring it is dead from now on. */
  neighbourLeaves({ node, predecessor, successors }: RequestOf<'leaving'>): void {
    const { peers, ring, wake } = this.#deps
    peers.learn(predecessor, ...successors)
    peers.declareGone(node.id)
    ring.dropLeaver(node.id)
    wake()
  }

  /** A leaver before us offers its range; taken if it ends where ours starts, so that ours stays one arc. */
  acceptLeaver(leaving: NodeRef): { accepted: boolean } {
    const { storage, peers } = this.#deps
    peers.heardFrom(leaving)
    if (this.#state !== 'running' || this.#taking !== null) return { accepted: false }
    if (storage.servedFrom !== leaving.id) return { accepted: false }
    this.#taking = this.#takeFromLeaver(leaving.id).finally(() => {
      this.#taking = null
    })
    return { accepted: true }
  }

  async #takeFromLeaver(leaver: Id): Promise<void> {
    const { storage } = this.#deps
    try {
      const grant = await takeOver(this.#deps, leaver, leaver, 'leave')
      if (grant === null || storage.servedFrom !== leaver) return
      storage.serve(grant.start, 'taken over from a leaver')
      await confirm(this.#deps, leaver, grant, leaver, 'leave')
    } catch {
      // The leaver still serves and offers again.
    }
  }

  stop(): void {
    this.#state = 'stopped'
    this.#deps.ring.exit()
    this.#whenServing?.reject(new ChordError('cancelled', 'node stopped'))
    this.#whenServing = null
    this.#onConfirmed()
  }

  #enter(state: NodeState): void {
    const { self, emit } = this.#deps
    const before = this.#state === 'stopped' ? null : this.#state
    this.#state = state
    emit({ type: 'node-state', node: self.id, address: self.address, before, after: state })
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.#deps.clock.deadline(Math.max(0, ms), resolve))
  }
}

function deferred(): { resolve: () => void; reject: (error: ChordError) => void; promise: Promise<void> } {
  let resolve = (): void => {}
  let reject: (error: ChordError) => void = () => {}
  const promise = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  promise.catch(() => {})
  return { resolve, reject, promise }
}
