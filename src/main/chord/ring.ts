/**
 * The driver of the ring protocol: it asks peers and applies the pure steps of steps.ts to this node's beliefs.
 *
 * Atomicity (PROTOCOL §2): only one query that may change the successor list is under way at a time (maintenance.ts runs
 * rounds one after the other), and its answer is applied only if the list is still the one that the query started from.
 * Until then the node serves its last whole state; a state is replaced in one piece, never half.
 */
import { between, type Id, type IdSpace } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import type { NodeEvent, PointerCause } from '../../shared/events'
import { ChordError } from './errors'
import type { Neighbours } from './messages'
import type { Peers } from './peers'
import type { Clock } from './ports'
import * as steps from './steps'

export interface RingOptions {
  readonly self: NodeRef
  readonly space: IdSpace
  /** r, the length of the successor list. */
  readonly successors: number
}

export class Ring {
  readonly #options: RingOptions
  readonly #peers: Peers
  readonly #clock: Pick<Clock, 'now'>
  readonly #emit: (event: NodeEvent) => void
  #state: steps.RingState
  #member = false
  /** Start of the range that the head serves, by its last answer: how a node learns that its own range waits there. */
  #headServes: Id | null = null
  #lastServed: Id | null = null
  /** What a peer said of itself unasked, and when: an answer that came before the question. */
  #told: { answer: Neighbours; atMs: number } | null = null
  /** Which of its answers the peer that was last asked or that last told had come to. */
  #heard: { node: NodeRef; serial: number } | null = null
  #serial = 0
  #knownPredecessorOf: { id: Id; predecessor: NodeRef } | null = null
  #onChange: (pointer: 'predecessor' | 'successors', before: steps.RingState) => void = () => {}

  constructor(options: RingOptions, peers: Peers, clock: Pick<Clock, 'now'>, emit: (event: NodeEvent) => void) {
    this.#options = options
    this.#peers = peers
    this.#clock = clock
    this.#emit = emit
    this.#state = steps.alone(options.self.id)
  }

  /** `listener` is told which pointer changed, and what this node believed before. */
  onChange(listener: (pointer: 'predecessor' | 'successors', before: steps.RingState) => void): void {
    this.#onChange = listener
  }

  get state(): steps.RingState {
    return this.#state
  }

  /** Whether this node is on a ring: it answers questions about its place only then. */
  get isMember(): boolean {
    return this.#member
  }

  get isAlone(): boolean {
    return this.head === this.#options.self.id
  }

  get head(): Id {
    return this.#state.succ[0] ?? this.#options.self.id
  }

  /** Start of the range that the first successor said it serves, when it last answered. */
  get headServes(): Id | null {
    return this.#headServes
  }

  /** First node of a new ring. */
  bootstrap(): void {
    this.#member = true
    this.#set(steps.alone(this.#options.self.id), 'bootstrap')
  }

  /** Takes a place that was worked out elsewhere: the start of a simulation, or a ring put back from a snapshot. */
  place(predecessor: NodeRef, successors: readonly NodeRef[]): void {
    this.#peers.learn(predecessor, ...successors)
    this.#member = true
    const succ = successors.map((ref) => ref.id)
    this.#set({ self: this.#options.self.id, succ, pred: predecessor.id }, 'restore')
  }

  /** Takes the place that `member`'s answer gives; false when it is the wrong place by now. */
  enter(member: Id, answer: Neighbours): boolean {
    const joined = steps.join(this.#options.self.id, member, this.#believed(answer), this.#options.successors)
    if (joined === null) return false
    this.#member = true
    this.#set(joined, 'join')
    return true
  }

  /** No longer on the ring; the beliefs stay for whoever looks at them. */
  exit(): void {
    this.#member = false
  }

  /** Keeps what a peer says of itself for the next round, which then need not ask. */
  tell(answer: Neighbours): void {
    this.#told = { answer, atMs: this.#clock.now() }
  }

  /** One stabilize: both steps of §2, and the notify that ends it. Returns whether the successor list changed. */
  async stabilize(): Promise<boolean> {
    const before = this.#state.succ
    const notified = await this.#stabilizeOnSuccessor()
    if (notified !== this.#options.self.id && !this.#isPredecessorOf(notified)) {
      await this.#peers.ask(notified, 'notify', { node: this.#options.self })
    }
    return !steps.sameList(before, this.#state.succ)
  }

  /** Whether `id` just said that this node, in its present life, is its predecessor: then a notify would change nothing. */
  #isPredecessorOf(id: Id): boolean {
    const { self } = this.#options
    const told = this.#knownPredecessorOf
    return told?.id === id && sameNode(told.predecessor, self)
  }

  /** Step 1, again while the head is dead, then step 2 where it applies. Returns whom to notify. */
  async #stabilizeOnSuccessor(): Promise<Id> {
    const { space, successors: r, self } = this.#options
    for (;;) {
      const asked = this.#state
      const head = this.head
      const answer = await this.#askAbout(head)
      if (this.#state.succ !== asked.succ) continue
      const { state, next } = steps.stabilizeFromSuccessor(space, this.#state, answer, r)
      if (answer !== 'dead') this.#headServes = head === self.id ? null : this.#lastServed
      this.#set(state, answer === 'dead' ? 'dead' : 'stabilize')
      if (next.do === 'retry') {
        if (this.#onlyPaddingLeft()) throw this.#allDead()
        continue
      }
      return next.do === 'notify' ? next.peer : this.#stabilizeOnPredecessor(next.peer)
    }
  }

  async #stabilizeOnPredecessor(peer: Id): Promise<Id> {
    const asked = this.#state
    const answer = await this.#askAbout(peer)
    if (this.#state.succ !== asked.succ) return this.head
    // Alone by this step; whether it really is, reunion.ts finds out.
    if (answer === 'dead' && this.isAlone) throw this.#allDead()
    const { state, next } = steps.stabilizeFromPredecessor(this.#state, peer, answer, this.#options.successors)
    if (answer !== 'dead') this.#headServes = this.#lastServed
    this.#set(state, 'stabilize')
    return next.do === 'notify' ? next.peer : this.head
  }

  /** A peer's neighbours in the form that the steps take. Asking oneself costs no message. */
  async #askAbout(id: Id): Promise<steps.Answer> {
    if (id === this.#options.self.id) return { pred: this.#state.pred, succ: this.#state.succ }
    if (this.#peers.ref(id).address === '' && !(await this.#locate(id))) return 'dead'
    const answer = this.#takeTold(id) ?? (await this.#peers.ask(id, 'neighbours', {}))
    if (answer === null) return 'dead'
    this.#heard = { node: answer.node, serial: answer.serial }
    this.#lastServed = answer.servedFrom
    this.#knownPredecessorOf = { id, predecessor: answer.predecessor }
    return this.#believed(answer)
  }

  /**
   * What the peer said unasked, if asking now could not bring anything older: it is newer than its last answer, of the
   * same life, a moment old, and no sign of death came since. The round that uses it is then the round that would
   * have asked when it was said. Otherwise null.
   */
  #takeTold(id: Id): Neighbours | null {
    const [told, heard] = [this.#told, this.#heard]
    if (told === null || told.answer.node.id !== id) return null
    this.#told = null
    const isLate = this.#clock.now() - told.atMs > this.#peers.leastTimeoutMs
    const { node, serial } = told.answer
    if (heard === null || !sameNode(heard.node, node) || serial <= heard.serial) return null
    return isLate || this.#peers.isDead(id) ? null : told.answer
  }

  /**
   * Padding may be the id of a node that joined just there. Whoever follows in the list knows the way back to it, from
   * predecessor to predecessor. Returns whether there is such a node.
   */
  async #locate(id: Id): Promise<boolean> {
    const { succ } = this.#state
    for (let next of succ.slice(succ.indexOf(id) + 1).filter((one) => this.#peers.ref(one).address !== '')) {
      for (;;) {
        const answer = await this.#peers.ask(next, 'neighbours', {})
        if (answer === null) break
        const { predecessor } = answer
        this.#peers.learn(predecessor)
        if (predecessor.id === id || !between(id, predecessor.id, next)) return this.#peers.ref(id).address !== ''
        next = predecessor.id
      }
    }
    return false
  }

  #believed(answer: Neighbours): { pred: Id; succ: Id[] } {
    this.#peers.learnFromRing(answer.predecessor, ...answer.successors)
    this.#peers.heardFrom(answer.node)
    return { pred: answer.predecessor.id, succ: answer.successors.map((ref) => ref.id) }
  }

  #onlyPaddingLeft(): boolean {
    return this.#state.succ.every((id) => this.#peers.ref(id).address === '')
  }

  #allDead(): ChordError {
    return new ChordError('unavailable', `successors all dead: ${this.#options.self.id}`)
  }

  /** Nobody of the list answered: these, in clockwise order, are whom to try again. */
  hold(peers: readonly NodeRef[]): void {
    const { self, successors: r } = this.#options
    const ids = peers.map((ref) => ref.id)
    const pred = this.#state.pred === self.id ? (ids[ids.length - 1] as Id) : this.#state.pred
    this.#peers.learn(...peers)
    this.#set({ self: self.id, succ: ids.slice(0, r), pred }, 'dead')
  }

  /**
   * Another ring was found, and `owner` is who owns this node's id there: step 2 with it, and a notification in any case,
   * so that both rings know of this node. Returns whether the successor list changed.
   */
  async meet(owner: NodeRef): Promise<boolean> {
    const before = this.#state.succ
    this.#peers.heardFrom(owner)
    await this.#stabilizeOnPredecessor(owner.id)
    await this.#peers.ask(owner.id, 'notify', { node: this.#options.self })
    return !steps.sameList(before, this.#state.succ)
  }

  /** All successors are gone, and everybody else who was ever known: this node is the ring. */
  collapse(): void {
    this.#set(steps.alone(this.#options.self.id), 'dead')
  }

  /** rectify, on notify from `candidate`. */
  async rectify(candidate: NodeRef): Promise<void> {
    this.#peers.heardFrom(candidate)
    const asked = this.#state.pred
    // Not a ping: a predecessor that has come back, but not yet to its place, is dead to the ring.
    const alive =
      !steps.rectifyNeedsPing(this.#state, candidate.id) ||
      (asked !== this.#options.self.id && (await this.#peers.ask(asked, 'neighbours', {})) !== null)
    if (this.#state.pred !== asked) return
    this.#set(steps.rectify(this.#state, candidate.id, alive), 'notify')
  }

  /** The head said that it leaves: treat it as dead without waiting for it to be. */
  dropLeaver(id: Id): void {
    if (this.head !== id || this.isAlone) return
    this.#set(steps.dropHead(this.#options.space, this.#state, this.#options.successors), 'leave')
  }

  /** Whether `id` lies in the arc that this node owns by its ring pointers. */
  owns(id: Id): boolean {
    const { self } = this.#options
    return this.#state.pred === self.id || id === self.id || between(this.#state.pred, id, self.id)
  }

  /** Whether what the predecessor takes over from this node's list is another than `before`: all but the last entry. */
  concernsPredecessor(before: steps.RingState): boolean {
    const taken = this.#options.successors - 1
    return !steps.sameList(before.succ.slice(0, taken), this.#state.succ.slice(0, taken))
  }

  neighbours(servedFrom: Id | null): Neighbours {
    return {
      serial: ++this.#serial,
      node: this.#options.self,
      predecessor: this.#peers.ref(this.#state.pred),
      successors: this.#state.succ.map((id) => this.#peers.ref(id)),
      servedFrom
    }
  }

  #set(state: steps.RingState, cause: PointerCause): void {
    const before = this.#state
    if (state === before) return
    const { id } = this.#options.self
    const successorsChanged = !steps.sameList(before.succ, state.succ)
    this.#state = successorsChanged ? state : { ...state, succ: before.succ }
    if (successorsChanged) {
      this.#emit({ type: 'successors-changed', node: id, before: [...before.succ], after: [...state.succ], cause })
      this.#onChange('successors', before)
    }
    if (before.pred !== state.pred) {
      this.#emit({ type: 'predecessor-changed', node: id, before: before.pred, after: state.pred, cause })
      this.#onChange('predecessor', before)
    }
  }
}

function sameNode(a: NodeRef, b: NodeRef): boolean {
  return a.id === b.id && a.address === b.address
}
