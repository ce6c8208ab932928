/**
 * A ring of real nodes put exactly where they belong, with no maintenance: the paper's experiments look at lookups in a
 * ring that is right at the start, or was right before some of it died (Stoica et al., ToN §V).
 */
import { fingerStart, type Id, SPACE_160 } from '../../../shared/ids'
import type { NodeRef } from '../../../shared/model'
import { ChordNode } from '../../chord/node'
import { MemoryStore } from '../../store/memory-store'
import { MemoryNetwork } from '../memory-network'
import { SimClock } from '../sim-clock'
import { SimRandom } from '../sim-random'

/** One way of a message, ms: half the round trip measured on a link between two nodes of one machine. */
const LATENCY_MS = 0.015
const RPC_TIMEOUT_MS = 500
/** A lookup of the paper's size takes well under a simulated second; one that takes a minute hangs. */
const LIMIT_MS = 60_000

/** The first of `sorted` at or after `id` on the circle. */
export function firstAtOrAfter(sorted: readonly Id[], id: Id): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as Id) < id) low = middle + 1
    else high = middle
  }
  return low === sorted.length ? 0 : low
}

/** The entry `steps` places after `index` on the circle. */
export function placeAfter(sorted: readonly Id[], index: number, steps: number): Id {
  const { length } = sorted
  return sorted[(((index + steps) % length) + length) % length] as Id
}

/** The distinct nodes that the fingers of `self` name (§4.2): for each exponent the first node at or after its start. */
export function fingerTargets(sorted: readonly Id[], self: Id): Id[] {
  const targets = new Set<Id>()
  for (let exponent = SPACE_160.bits - 1; exponent >= 0; exponent--) {
    const target = sorted[firstAtOrAfter(sorted, fingerStart(SPACE_160, self, exponent))] as Id
    targets.add(target)
    // All starts before this one lie before the first successor.
    if (target === placeAfter(sorted, firstAtOrAfter(sorted, self), 1)) break
  }
  targets.delete(self)
  return [...targets]
}

export class PlacedRing {
  readonly clock = new SimClock()
  readonly network = new MemoryNetwork(this.clock, LATENCY_MS)
  readonly nodes = new Map<Id, ChordNode>()
  /** The ids that the ring was placed with, ascending; the dead stay. */
  readonly ids: readonly Id[]
  readonly #successors: number

  constructor(ids: Iterable<Id>, successors: number) {
    this.ids = [...new Set(ids)].sort()
    this.#successors = successors
    for (const id of this.ids) this.renew(id)
  }

  /** Puts a node at its place as it was when the ring was placed, with nothing learned since. */
  renew(id: Id): ChordNode {
    const self: NodeRef = { id, address: `node ${id}` }
    const node = new ChordNode(
      {
        self,
        space: SPACE_160,
        successors: this.#successors,
        stabilizeIntervalMs: 2000,
        rpcTimeoutMs: RPC_TIMEOUT_MS
      },
      {
        transport: this.network.transport(self),
        clock: this.clock,
        random: new SimRandom(id),
        store: new MemoryStore(),
        hash: (text) => text,
        emit: () => {}
      }
    )
    const index = firstAtOrAfter(this.ids, id)
    const ref = (one: Id): NodeRef => ({ id: one, address: `node ${one}` })
    const predecessor = ref(placeAfter(this.ids, index, -1))
    const successors = Array.from({ length: this.#successors }, (_, i) => ref(placeAfter(this.ids, index, i + 1)))
    const others = fingerTargets(this.ids, id).map(ref)
    node.place({ predecessor, successors, others, servedFrom: predecessor.id }, false)
    this.network.serve(self.address, node)
    this.nodes.set(id, node)
    return node
  }

  /** These nodes die at once and without a word. */
  crash(ids: Iterable<Id>): void {
    for (const id of ids) {
      this.nodes.get(id)?.halt()
      this.network.crash(`node ${id}`)
      this.nodes.delete(id)
    }
  }

  /** Runs simulated time until the promise is settled. */
  async finish<T>(promise: Promise<T>): Promise<T> {
    let over = false
    const watched = promise.finally(() => {
      over = true
    })
    watched.catch(() => {})
    if (!(await this.clock.run(LIMIT_MS, () => over))) throw new Error(`lookup unfinished after ${LIMIT_MS} ms`)
    return watched
  }
}
