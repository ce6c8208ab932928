/**
 * Iterative lookup (Stoica et al., §4.3): the origin asks one node after the other for a closer one, until a node names
 * its own successor as the owner. The origin keeps the path, steps around dead peers, and learns fingers on the way.
 */
import { between, type Id } from '../../shared/ids'
import type { Hop, NodeRef } from '../../shared/model'
import { ChordError } from './errors'
import { closestPreceding, type Route } from './fingers'
import type { RouteReply } from './messages'
import type { Peers } from './peers'
import type { Clock } from './ports'
import type { Ring } from './ring'

/** Candidates that one node names, best first. */
const CANDIDATES = 3
/** No lookup is longer, whatever the tables say: log2 N is 9 for the largest ring. */
const MAX_CONTACTS = 64
/** Nodes that pass one question of maintenance on, at most. */
const MAX_RESOLVE_HOPS = 32
/** Whoever passes a question on waits for the whole way: for so many answers, each in its time. */
const RESOLVE_PATIENCE = 8

export interface Found {
  owner: NodeRef
  /** Who named the owner: the key's predecessor, or the owner itself. */
  from: Id
  /** Start of the owner's arc, by the word of whoever named it. */
  predecessor: Id
  path: Hop[]
  /** Forward hops to the key's predecessor. */
  hops: number
  /** Contacts that failed. */
  timeouts: number
}

interface Candidate {
  id: Id
  from: Id
  exponent: number
}

export interface LookupDeps {
  readonly self: NodeRef
  readonly ring: Ring
  readonly peers: Peers
  readonly clock: Clock
  routes(): readonly Route[]
  /** A peer that answered: it may make a better finger. */
  met(id: Id): void
}

/** This node's own answer to "who owns `id`?", for its own lookups and for those of others. */
export function route(deps: LookupDeps, id: Id, avoid: readonly Id[], near: boolean): RouteReply {
  const { self, ring, peers } = deps
  const { pred, succ } = ring.state
  if (ring.owns(id) && !avoid.includes(self.id)) {
    return { kind: 'owner', owner: self, predecessor: pred, via: 'owner' }
  }
  const successor = nextAlive(deps, succ, avoid)
  // Who asks has found our successor silent: the sooner we know, the sooner its arc is served again.
  if (avoid.includes(ring.head)) peers.check(ring.head)
  if (ring.isAlone) return { kind: 'owner', owner: self, predecessor: self.id, via: 'owner' }
  if (successor !== null && (id === successor || between(self.id, id, successor))) {
    return { kind: 'owner', owner: peers.ref(successor), predecessor: self.id, via: 'successor' }
  }
  const listed = near ? ownerInList(deps, id, avoid) : null
  if (listed !== null) return listed
  const skip = (one: Id): boolean => avoid.includes(one) || peers.isDead(one)
  const closer = closestPreceding(self.id, deps.routes(), id, skip, CANDIDATES)
  if (closer.length === 0 && successor !== null) {
    return { kind: 'closer', nodes: [peers.ref(successor)], exponents: [-1] }
  }
  return { kind: 'closer', nodes: closer.map((one) => peers.ref(one.id)), exponents: closer.map((one) => one.exponent) }
}

/** The owner of an id that lies between two neighbours of the successor list. */
function ownerInList({ self, ring, peers }: LookupDeps, id: Id, avoid: readonly Id[]): RouteReply | null {
  let before = self.id
  for (const one of ring.state.succ) {
    if (avoid.includes(one) || peers.ref(one).address === '') return null
    if (id === one || between(before, id, one)) {
      return { kind: 'owner', owner: peers.ref(one), predecessor: before, via: 'successor' }
    }
    before = one
  }
  return null
}

/** The first successor that nobody found dead; one that is merely believed dead is better than none. */
function nextAlive({ peers }: LookupDeps, succ: readonly Id[], avoid: readonly Id[]): Id | null {
  const usable = succ.filter((one) => !avoid.includes(one) && peers.ref(one).address !== '')
  return usable.find((one) => !peers.isDead(one)) ?? usable[0] ?? null
}

/**
 * The owner of `target` by passing the question on, over a link if one of the best next nodes has one. Throws ChordError
 * when the way ends: whoever asks looks the owner up by itself then.
 */
export async function resolve(
  deps: LookupDeps,
  target: Id,
  hopsLeft = MAX_RESOLVE_HOPS,
  timeoutMs = RESOLVE_PATIENCE * deps.peers.timeoutMs
): Promise<NodeRef> {
  const { peers } = deps
  const reply = route(deps, target, [], true)
  if (reply.kind === 'owner') return reply.owner
  const next = reply.nodes.find(({ id }) => peers.isLinked(id)) ?? reply.nodes[0]
  if (next === undefined || hopsLeft === 0) throw new ChordError('unavailable', `no way to the owner: ${target}`)
  const request = { id: target, hopsLeft: Math.min(hopsLeft, MAX_RESOLVE_HOPS) - 1 }
  const { owner } = await peers.call(next.id, 'resolve', request, timeoutMs)
  peers.learn(owner)
  return owner
}

/**
 * Finds the owner of `target`, from this node's own tables or, for a node that is not on the ring yet, from `start` on.
 * `avoid` grows by each peer that did not answer. With `confirm` the owner is contacted too, and a dead one is passed
 * over for the next; with `near` the nodes asked answer from their whole lists. Throws ChordError `unavailable` when nobody is left to ask.
 */
export async function find(
  deps: LookupDeps,
  target: Id,
  avoid: Id[],
  start: NodeRef | null,
  timeoutMs: number,
  { confirm = false, near = false } = {}
): Promise<Found> {
  const search = new Search(deps, target, avoid, near)
  const deadlineMs = deps.clock.now() + timeoutMs
  const leftMs = (): number => {
    const left = deadlineMs - deps.clock.now()
    if (left <= 0) throw new ChordError('timeout', `lookup unfinished after ${timeoutMs} ms: ${target}`)
    return left
  }
  search.begin(start)
  for (;;) {
    const candidate = search.nextCandidate()
    if (candidate === null) throw new ChordError('unavailable', `no node left to ask for: ${target}`)
    const found = await search.ask(candidate, leftMs())
    if (found !== null && (!confirm || (await search.reaches(found, leftMs())))) return found
  }
}

class Search {
  readonly #deps: LookupDeps
  readonly #target: Id
  readonly #avoid: Id[]
  readonly #near: boolean
  /** Named by the closest node that answered, best last. */
  #candidates: Candidate[] = []
  /** Those who answered, closest last: asked again, told whom to avoid, when all that they named is dead. */
  readonly #answered: Candidate[] = []
  readonly #visited = new Set<Id>()
  readonly #path: Hop[] = []
  #timeouts = 0
  #contacts = 0

  constructor(deps: LookupDeps, target: Id, avoid: Id[], near: boolean) {
    this.#deps = deps
    this.#target = target
    this.#avoid = avoid
    this.#near = near
  }

  /** Starts at `start`, or with this node's own tables. */
  begin(start: NodeRef | null): void {
    if (start !== null) this.#deps.peers.learn(start)
    const { self } = this.#deps
    this.#candidates.push({ id: start === null ? self.id : start.id, from: self.id, exponent: -1 })
  }

  /** Who to ask next; null when nobody is left. */
  nextCandidate(): Candidate | null {
    if (this.#contacts++ >= MAX_CONTACTS) return null
    for (;;) {
      const candidate = this.#candidates.pop() ?? this.#answered.pop()
      if (candidate === undefined) return null
      if (!this.#avoid.includes(candidate.id)) return candidate
    }
  }

  async ask(candidate: Candidate, leftMs: number): Promise<Found | null> {
    const { peers, self } = this.#deps
    if (candidate.id === self.id) return this.#take(candidate, this.#ownReply())
    const request = { id: this.#target, avoid: this.#avoid, near: this.#near }
    const via = candidate.exponent < 0 ? 'successor' : 'finger'
    const hop: Hop = { from: candidate.from, to: candidate.id, via, tookMs: 0, ok: true }
    if (candidate.exponent >= 0) hop.exponent = candidate.exponent
    const reply = await this.#contact(hop, () =>
      peers.call(candidate.id, 'route', request, Math.min(leftMs, peers.timeoutMs))
    )
    if (reply === null) return null
    this.#visited.add(candidate.id)
    this.#deps.met(candidate.id)
    return this.#take(candidate, reply)
  }

  #ownReply(): RouteReply {
    return route(this.#deps, this.#target, this.#avoid, this.#near)
  }

  /** Whether the owner answers; one that does not is avoided from now on. */
  async reaches({ owner, from }: Found, leftMs: number): Promise<boolean> {
    const { peers, self } = this.#deps
    if (owner.id === self.id) return true
    const hop: Hop = { from, to: owner.id, via: 'owner', tookMs: 0, ok: true }
    const reply = await this.#contact(hop, () => peers.call(owner.id, 'ping', {}, Math.min(leftMs, peers.timeoutMs)))
    return reply !== null
  }

  /** One contact as a step of the path; null when the peer did not answer. */
  async #contact<T>(hop: Hop, call: () => Promise<T>): Promise<T | null> {
    const { peers, clock } = this.#deps
    const startedMs = clock.now()
    this.#path.push(hop)
    try {
      const reply = await call()
      hop.tookMs = clock.now() - startedMs
      return reply
    } catch (cause) {
      const error = ChordError.from(cause)
      if (error.code === 'cancelled' || error.code === 'invalid') throw error
      hop.tookMs = clock.now() - startedMs
      hop.ok = false
      this.#timeouts++
      this.#avoid.push(hop.to)
      // The verdict is worked out beside the lookup, which goes on with the next candidate.
      void peers.suspect(hop.to, error)
      return null
    }
  }

  /** Takes an answer in: the owner, or candidates that lie strictly between the answerer and the target. */
  #take(asked: Candidate, reply: RouteReply): Found | null {
    // Whoever else was named before lies further from the target than the node that answered now.
    const avoided = this.#avoid.length
    this.#candidates = reply.kind === 'closer' ? this.#usable(asked.id, reply) : []
    if (reply.kind === 'closer' && this.#candidates.length === 0 && this.#avoid.length === avoided) {
      // A dead end: asked again it would say the same, so nobody may send us there again.
      this.#avoid.push(asked.id)
      return null
    }
    this.#answered.push(asked)
    if (reply.kind === 'closer') return null
    this.#deps.peers.learn(reply.owner)
    const { owner, predecessor } = reply
    const hops = this.#visited.size
    return { owner, from: asked.id, predecessor, path: this.#path, hops, timeouts: this.#timeouts }
  }

  #usable(from: Id, { nodes, exponents }: RouteReply & { kind: 'closer' }): Candidate[] {
    const { self, ring, peers } = this.#deps
    peers.learn(...nodes)
    const closer: Candidate[] = []
    nodes.forEach(({ id, address }, i) => {
      if (address === '' || (id === self.id && !ring.isMember)) return
      if (from !== self.id && !between(from, id, this.#target)) return
      // What this node found dead a moment ago is passed over without asking, and so by those asked next.
      if (peers.isDead(id)) this.#avoid.push(id)
      else closer.push({ id, from, exponent: exponents[i] ?? -1 })
    })
    return closer.reverse()
  }
}
