/**
 * Two rings become one again, and a node that nobody answers finds its way back (Stoica et al., §7). A node remembers the
 * peers that it gave up. Now and then it asks whether one of them is there after all, and whether its own ring knows that
 * one; if not, there are two rings, and the node takes its place in both. Every node that remembers somebody does so by
 * itself, so that the rings close like a zip fastener at all places at once.
 */
import { clockwiseFrom, type Id } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import { find, type LookupDeps, resolve } from './lookup'
import type { Transport } from './ports'

/** Peers remembered after they were given up; the oldest go first. */
const MAX_LOST = 64
/** Peers that a node asks when nobody of its list answers. */
const MAX_ASKED = 64
/** Peers asked at a time whether they are back. */
const BATCH = 4

export class Reunion {
  readonly #deps: LookupDeps & { readonly transport: Transport }
  /** Those this node pointed to when all was well. */
  #known: NodeRef[] = []
  /** Those given up since, the longest unasked first. */
  readonly #lost = new Map<Id, NodeRef>()
  #isolated = false

  constructor(deps: LookupDeps & { readonly transport: Transport }) {
    this.#deps = deps
  }

  /** Whether all successors are silent: this node then keeps its place, for it cannot know that it is alone. */
  get isIsolated(): boolean {
    return this.#isolated
  }

  /** The round went well: those pointed to now are the ones to go back to. */
  remember(): void {
    const { ring, peers, self, routes } = this.#deps
    const ids = new Set([...ring.state.succ, ring.state.pred, ...routes().map((one) => one.id)])
    ids.delete(self.id)
    this.#known = [...ids].map((id) => peers.ref(id)).filter((ref) => ref.address !== '')
  }

  /** Contacts that this node did not come in through may be of another ring, which nobody here would know of. */
  leftOut(contacts: readonly NodeRef[]): void {
    for (const ref of contacts) this.#lose(ref)
  }

  /** A peer was found dead, which may be wrong, or true only as long as the network is parted. */
  gaveUp(id: Id): void {
    const ref = this.#deps.peers.ref(id)
    if (ref.address !== '') this.#lose(ref)
  }

  #lose(ref: NodeRef): void {
    this.#lost.set(ref.id, ref)
    if (this.#lost.size > MAX_LOST) this.#lost.delete(this.#lost.keys().next().value as Id)
  }

  /**
   * No successor answers. Those who live become the list again, or those who are merely silent; only if every peer that
   * this node remembers refuses is it the whole ring. Returns whether there is somebody to stabilize with.
   */
  async seek(): Promise<boolean> {
    const { ring, self, peers } = this.#deps
    // In the end everybody it ever heard of, but those it pointed to first: only so many are asked.
    const everybody = [...this.#known, peers.ref(ring.state.pred), ...this.#lost.values(), ...peers.known()]
      .filter((ref) => ref.address !== '' && ref.id !== self.id)
      .slice(0, MAX_ASKED)
    const asked = await this.#probe(new Map(everybody.map((ref) => [ref.id, ref])).values())
    const clockwise = clockwiseFrom(self.id)
    const those = (found: Found): NodeRef[] =>
      asked
        .filter((one) => one.found === found)
        .map((one) => one.ref)
        .sort((a, b) => clockwise(a.id, b.id))
    const alive = those('alive')
    const silent = those('silent')
    this.#isolated = alive.length === 0 && silent.length > 0
    if (alive.length === 0 && silent.length === 0) {
      // A refusal may be false: alone, it goes on asking.
      for (const { ref } of [...asked].reverse()) this.#lose(ref)
      ring.collapse()
    } else ring.hold(alive.length > 0 ? alive : silent)
    const [nearest] = alive
    if (nearest === undefined) return false
    // They may all lie far behind this node's own successor.
    await this.#takePlace(nearest).catch(() => {})
    return true
  }

  /** Asks some of the lost whether they are back, and joins rings with one that is. Returns whether the list changed. */
  async visitLost(): Promise<boolean> {
    const asked = await this.#probe([...this.#lost.values()].slice(0, BATCH))
    for (const { ref, found } of asked) {
      this.#lost.delete(ref.id)
      // Who refuses is gone for good, but a node alone has nothing to lose by asking again.
      if (found === 'silent' || this.#deps.ring.isAlone) this.#lost.set(ref.id, ref)
    }
    let changed = false
    for (const { ref, found } of asked) {
      if (found !== 'alive') continue
      this.#lost.delete(ref.id)
      const met = await this.#meet(ref).catch(() => null)
      if (met === null) this.#lost.set(ref.id, ref)
      else changed ||= met
    }
    return changed
  }

  /** Joins rings with a peer that lives after all, unless this node's ring knows it. Returns whether the list changed. */
  async #meet(ref: NodeRef): Promise<boolean> {
    const { peers } = this.#deps
    peers.heardFrom(ref)
    // A round waits for this: no longer than for a lookup.
    const owner = await resolve(this.#deps, ref.id, undefined, peers.timeoutMs).catch(() => null)
    const here = owner ?? (await find(this.#deps, ref.id, [], null, peers.timeoutMs)).owner
    if (here.id === ref.id) return false
    // Until its ring contains this node and this node's ring contains it, it stays remembered.
    this.#lost.set(ref.id, ref)
    return this.#takePlace(ref)
  }

  /** Takes this node's place in the ring of `ref`: before the owner of its id there, or of the next id if it is known there. */
  async #takePlace(ref: NodeRef): Promise<boolean> {
    const { self, peers, ring } = this.#deps
    const { owner, from } = await find(this.#deps, self.id, [], ref, peers.timeoutMs)
    if (owner.id !== self.id) return ring.meet(owner)
    const before = await peers.ask(from, 'neighbours', {})
    const successors = before?.successors ?? []
    const next = successors[successors.findIndex((one) => one.id === self.id) + 1]
    return next === undefined || next.address === '' || next.id === self.id ? false : ring.meet(next)
  }

  #probe(refs: Iterable<NodeRef>): Promise<{ ref: NodeRef; found: Found }[]> {
    const { transport, peers } = this.#deps
    return Promise.all([...refs].map(async (ref) => ({ ref, found: await transport.probe(ref, peers.timeoutMs) })))
  }
}

type Found = Awaited<ReturnType<Transport['probe']>>
