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
export function route(deps: LookupDeps, id: Id, avoid: readonly Id[]): RouteReply {
  const { self, ring, peers } = deps
  const { pred, succ } = ring.state
  if (ring.owns(id) && !avoid.includes(self.id)) {
    return { kind: 'owner', owner: self, predecessor: pred, via: 'owner' }
  }
  const successor = succ.find((one) => !avoid.includes(one) && peers.ref(one).address !== '') ?? self.id
  if (id === successor || between(self.id, id, successor) || successor === self.id) {
    return { kind: 'owner', owner: peers.ref(successor), predecessor: self.id, via: 'successor' }
  }
  const skip = (one: Id): boolean => avoid.includes(one) || peers.isDead(one)
  const closer = closestPreceding(self.id, deps.routes(), id, skip, CANDIDATES)
  if (closer.length === 0) return { kind: 'closer', nodes: [peers.ref(successor)], exponents: [-1] }
  return { kind: 'closer', nodes: closer.map((one) => peers.ref(one.id)), exponents: closer.map((one) => one.exponent) }
}

/**
 * Finds the owner of `target`, from this node's own tables or, for a node that is not on the ring yet, from `start` on.
 * `avoid` grows by each peer that did not answer. Throws ChordError `unavailable` when nobody is left to ask.
 */
export async function find(
  deps: LookupDeps,
  target: Id,
  avoid: Id[],
  start: NodeRef | null,
  timeoutMs: number
): Promise<Found> {
  const search = new Search(deps, target, avoid)
  const deadlineMs = deps.clock.now() + timeoutMs
  let found = start === null ? search.take(deps.self.id, route(deps, target, avoid)) : search.begin(start)
  while (found === null) {
    const leftMs = deadlineMs - deps.clock.now()
    if (leftMs <= 0) throw new ChordError('timeout', `lookup unfinished after ${timeoutMs} ms: ${target}`)
    const candidate = search.nextCandidate()
    if (candidate === null) throw new ChordError('unavailable', `no node left to ask for: ${target}`)
    found = await search.ask(candidate, leftMs)
  }
  return found
}

class Search {
  readonly #deps: LookupDeps
  readonly #target: Id
  readonly #avoid: Id[]
  /** To ask, best last. */
  #candidates: Candidate[] = []
  /** Those who answered, latest last: asked again, told whom to avoid, when their candidates are used up. */
  readonly #answered: Candidate[] = []
  readonly #path: Hop[] = []
  #hops = 0
  #timeouts = 0
  #contacts = 0

  constructor(deps: LookupDeps, target: Id, avoid: Id[]) {
    this.#deps = deps
    this.#target = target
    this.#avoid = avoid
  }

  begin(start: NodeRef): null {
    this.#deps.peers.learn(start)
    this.#candidates.push({ id: start.id, from: this.#deps.self.id, exponent: -1 })
    return null
  }

  nextCandidate(): Candidate | null {
    if (this.#contacts++ >= MAX_CONTACTS) return null
    for (;;) {
      const candidate = this.#candidates.pop() ?? this.#answered.pop()
      if (candidate === undefined) return this.#fromSelf()
      if (!this.#avoid.includes(candidate.id)) return candidate
    }
  }

  /** Nobody on the path knows more: once more from this node's own tables, without the dead. */
  #fromSelf(): Candidate | null {
    if (!this.#deps.ring.isMember) return null
    const reply = route(this.#deps, this.#target, this.#avoid)
    if (reply.kind === 'owner') return null
    this.#queue(this.#deps.self.id, reply)
    return this.#candidates.pop() ?? null
  }

  async ask(candidate: Candidate, leftMs: number): Promise<Found | null> {
    const { peers, clock, self } = this.#deps
    const startedMs = clock.now()
    const hop: Hop = {
      from: candidate.from,
      to: candidate.id,
      via: candidate.exponent < 0 ? 'successor' : 'finger',
      tookMs: 0,
      ok: true
    }
    if (candidate.exponent >= 0) hop.exponent = candidate.exponent
    this.#path.push(hop)
    try {
      const request = { id: this.#target, avoid: this.#avoid }
      const reply = await peers.call(candidate.id, 'route', request, Math.min(leftMs, peers.timeoutMs))
      hop.tookMs = clock.now() - startedMs
      this.#hops++
      if (self.id !== candidate.id) this.#deps.met(candidate.id)
      this.#answered.push(candidate)
      return this.take(candidate.id, reply)
    } catch (cause) {
      const error = ChordError.from(cause)
      if (error.code === 'cancelled' || error.code === 'invalid') throw error
      hop.tookMs = clock.now() - startedMs
      hop.ok = false
      this.#timeouts++
      this.#avoid.push(candidate.id)
      // The verdict is worked out beside the lookup, which goes on with the next candidate.
      void peers.suspect(candidate.id, error)
      return null
    }
  }

  /** Takes an answer in: the owner, or candidates that lie strictly between the answerer and the target. */
  take(from: Id, reply: RouteReply): Found | null {
    if (reply.kind === 'closer') {
      this.#queue(from, reply)
      return null
    }
    this.#deps.peers.learn(reply.owner)
    const { owner, predecessor } = reply
    return { owner, from, predecessor, path: this.#path, hops: this.#hops, timeouts: this.#timeouts }
  }

  #queue(from: Id, reply: RouteReply & { kind: 'closer' }): void {
    this.#deps.peers.learn(...reply.nodes)
    const closer: Candidate[] = []
    reply.nodes.forEach((node, i) => {
      const isCloser = from === this.#deps.self.id || between(from, node.id, this.#target)
      if (isCloser && node.address !== '') closer.push({ id: node.id, from, exponent: reply.exponents[i] ?? -1 })
    })
    this.#candidates = [...this.#candidates.slice(-CANDIDATES), ...closer.reverse()]
  }
}
