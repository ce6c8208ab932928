/**
 * Keeps the finger table right: it is folded from the successor list and the far nodes known to live, learns from
 * lookups, and checks a far finger by asking the finger itself for its predecessor, if there is a link to it already.
 */
import { type Id, type IdSpace, fingerStart, inArc } from '../../shared/ids'
import type { FingerSpan, NodeRef } from '../../shared/model'
import type { NodeEvent } from '../../shared/events'
import { foldFingers, improves, type Route, routesOf, sameFingers } from './fingers'
import type { Peers } from './peers'

export class FingerTable {
  readonly #space: IdSpace
  readonly #self: Id
  readonly #peers: Peers
  readonly #emit: (event: NodeEvent) => void
  /** Finds the owner of an id. */
  readonly #owner: (target: Id) => Promise<Id>
  #successors: readonly Id[]
  #far: ReadonlySet<Id> = new Set()
  #spans: FingerSpan[]
  #routes: Route[] = []
  /** Where the next single check starts. */
  #nextExponent = 0

  constructor(
    space: IdSpace,
    self: Id,
    peers: Peers,
    emit: (event: NodeEvent) => void,
    owner: (target: Id) => Promise<Id>
  ) {
    this.#space = space
    this.#self = self
    this.#peers = peers
    this.#emit = emit
    this.#owner = owner
    this.#successors = [self]
    this.#spans = foldFingers(space, self, [])
  }

  get spans(): readonly FingerSpan[] {
    return this.#spans
  }

  get routes(): readonly Route[] {
    return this.#routes
  }

  /** Number of different fingers beyond the successor list. */
  get farCount(): number {
    const firstFar = this.#firstFar()
    return this.#spans.filter((span) => span.to >= firstFar).length
  }

  setSuccessors(successors: readonly Id[]): void {
    this.#successors = successors.filter((id) => this.#peers.ref(id).address !== '')
    this.#fold([...this.#far].filter((id) => !this.#covers(id)))
  }

  /** Whether the successor list answers for the place of `id`: who lies there and is not on it is not there. */
  #covers(id: Id): boolean {
    const last = this.#successors[this.#successors.length - 1]
    return last !== undefined && last !== this.#self && inArc(this.#self, id, last)
  }

  /** A live node: takes over the fingers for which it is nearer than what they name. */
  consider(id: Id): void {
    if (id === this.#self || this.#covers(id)) return
    if (improves(this.#space, this.#self, this.#spans, id)) this.#fold([...this.#far, id])
  }

  drop(id: Id): void {
    if (this.#far.has(id)) this.#fold([...this.#far].filter((one) => one !== id))
  }

  /** fix_fingers (§4.4): checks every far finger. Returns whether all were right. */
  async fixAll(): Promise<boolean> {
    const { bits } = this.#space
    let right = true
    for (let exponent = this.#firstFar(); exponent < bits; exponent = this.#spanAt(exponent).to + 1) {
      if (!(await this.#fix(exponent))) right = false
    }
    return right
  }

  /** fix_fingers for the next far finger. Returns whether it was right. */
  async fixNext(): Promise<boolean> {
    const firstFar = this.#firstFar()
    if (firstFar === this.#space.bits) return true
    if (this.#nextExponent < firstFar || this.#nextExponent >= this.#space.bits) this.#nextExponent = firstFar
    const exponent = this.#nextExponent
    const right = await this.#fix(exponent)
    this.#nextExponent = this.#spanAt(exponent).to + 1
    return right
  }

  /** The first exponent whose start lies beyond the successor list; the list itself answers for all before. */
  #firstFar(): number {
    const last = this.#successors[this.#successors.length - 1]
    if (last === undefined || last === this.#self) return this.#space.bits
    let exponent = 0
    for (const span of this.#spans) {
      if (!inArc(this.#self, fingerStart(this.#space, this.#self, span.from), last)) return span.from
      exponent = span.to + 1
    }
    return exponent
  }

  #spanAt(exponent: number): FingerSpan {
    return this.#spans.find((span) => span.to >= exponent) as FingerSpan
  }

  /** The nodes that this table names, with addresses. */
  refs(): NodeRef[] {
    return [...new Set(this.#spans.map((span) => span.node))]
      .filter((id) => id !== this.#self)
      .map((id) => this.#peers.ref(id))
  }

  /** Starts from a neighbour's table (§4.4): its fingers begin a node's width from ours. */
  async copy(neighbour: Id): Promise<void> {
    const answer = await this.#peers.ask(neighbour, 'fingers', {})
    if (answer === null) return
    const nodes = answer.nodes.filter(({ address }) => address !== '')
    this.#peers.learn(...nodes)
    for (const { id } of nodes) if (!this.#peers.isDead(id)) this.consider(id)
  }

  /** Returns whether the finger was right; one that is not may also stay as it is, while its owner is believed dead. */
  async #fix(exponent: number): Promise<boolean> {
    const start = fingerStart(this.#space, this.#self, exponent)
    const { node } = this.#spanAt(exponent)
    // Without a link, asking the others who owns the start costs less than a link to the finger.
    if (node !== this.#self && this.#peers.isLinked(node)) {
      const answer = await this.#peers.ask(node, 'neighbours', {})
      if (answer === null) this.drop(node)
      else if (inArc(answer.predecessor.id, start, node)) return true
    }
    const owner = await this.#owner(start)
    // Those around it do not know the finger any more: it has gone.
    if (owner !== node && inArc(start, node, owner)) this.drop(node)
    if (owner !== this.#self && !this.#peers.isDead(owner)) this.consider(owner)
    return owner === node
  }

  #fold(far: Iterable<Id>): void {
    const before = this.#spans
    const spans = foldFingers(this.#space, this.#self, [...this.#successors, ...far])
    const used = new Set(spans.map((span) => span.node))
    this.#far = new Set([...far].filter((id) => used.has(id) && id !== this.#self))
    this.#spans = spans
    this.#routes = routesOf(this.#self, spans, this.#successors)
    if (!sameFingers(before, spans)) {
      this.#emit({ type: 'fingers-changed', node: this.#self, before, after: spans })
    }
  }
}
