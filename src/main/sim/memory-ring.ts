/** A ring of real nodes over simulated time and network: what the core's own tests run on. */
import { createHash } from 'node:crypto'
import { clockwiseFrom, type Id, type IdSpace, SPACE_160, toId } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import type { NodeEvent } from '../../shared/events'
import { foldFingers, sameFingers } from '../chord/fingers'
import { ChordNode } from '../chord/node'
import type { Store } from '../chord/ports'
import { sameList } from '../chord/steps'
import { MemoryStore } from '../store/memory-store'
import { MemoryNetwork } from './memory-network'
import { SimClock } from './sim-clock'
import { SimRandom } from './sim-random'

/** Looking at the whole ring after every event would cost more than the ring. */
const LOOK_EVERY_MS = 1

export interface MemoryRingOptions {
  space?: IdSpace
  successors?: number
  latencyMs?: number
}

export class MemoryRing {
  readonly clock = new SimClock()
  readonly network: MemoryNetwork
  readonly nodes = new Map<Id, ChordNode>()
  readonly stores = new Map<Id, Store>()
  readonly events: NodeEvent[] = []
  readonly space: IdSpace
  readonly successors: number

  constructor({ space = SPACE_160, successors = 8, latencyMs = 0.1 }: MemoryRingOptions = {}) {
    this.space = space
    this.successors = successors
    this.network = new MemoryNetwork(this.clock, latencyMs)
  }

  /** SHA-256 cut to the ring's bits. */
  hash(text: string): Id {
    return toId(this.space, BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 40)}`))
  }

  /** Makes a node at `address`, at its hash or a chosen id; it does nothing yet. */
  make(address: string, id: Id = this.hash(address)): ChordNode {
    const self: NodeRef = { id, address }
    const store = new MemoryStore()
    const node: ChordNode = new ChordNode(
      { self, space: this.space, successors: this.successors, stabilizeIntervalMs: 2000, rpcTimeoutMs: 500 },
      {
        transport: this.network.transport(self),
        clock: this.clock,
        random: seeded(id),
        store,
        hash: (text) => this.hash(text),
        emit: (event) => this.events.push(event)
      }
    )
    this.network.serve(address, node)
    this.nodes.set(id, node)
    this.stores.set(id, store)
    return node
  }

  /** Starts `count` nodes: one alone, the others through it at once; runs until the ring is exactly right. */
  async start(count: number): Promise<ChordNode[]> {
    const nodes = Array.from({ length: count }, (_, i) => this.make(`node-${i}`))
    await this.startAll(nodes)
    return nodes
  }

  async startAll(nodes: ChordNode[]): Promise<void> {
    const [first, ...others] = nodes
    if (first === undefined) return
    first.bootstrap()
    for (const node of others) void node.join([first.self])
    await this.settle()
  }

  /** Runs until every pointer, list and finger is exactly right and every node serves its arc; throws if it never is. */
  async settle(limitMs = 60_000): Promise<void> {
    const endMs = this.clock.now() + limitMs
    while (this.wrong().length > 0) {
      if (this.clock.now() >= endMs) throw new Error(`ring not right after ${limitMs} ms: ${this.wrong().join('; ')}`)
      await this.clock.run(LOOK_EVERY_MS)
    }
  }

  /** Runs simulated time until the promise is settled. */
  async finish<T>(promise: Promise<T>, limitMs = 60_000): Promise<T> {
    let over = false
    const watched = promise.finally(() => {
      over = true
    })
    watched.catch(() => {})
    if (!(await this.clock.run(limitMs, () => over))) throw new Error(`not finished after ${limitMs} ms`)
    return watched
  }

  crash(node: ChordNode): void {
    node.halt()
    this.network.crash(node.self.address)
    this.nodes.delete(node.self.id)
    this.stores.delete(node.self.id)
  }

  async leave(node: ChordNode): Promise<{ handedOver: number; complete: boolean; reason?: string }> {
    const outcome = await this.finish(node.leave(5000))
    this.crash(node)
    return outcome
  }

  /** What is not as the live nodes' ids say it should be, in words. */
  wrong(): string[] {
    const ids = [...this.nodes.keys()].sort()
    return ids.flatMap((id) => this.#wrongAt(id, ids))
  }

  #wrongAt(id: Id, ids: readonly Id[]): string[] {
    const node = this.nodes.get(id) as ChordNode
    const others = [...ids].sort(clockwiseFrom(id)).slice(1)
    const { predecessor, successors, fingers, servedFrom } = node.beliefs()
    const wrong: string[] = []
    const before = others[others.length - 1] ?? id
    const expected = others.length === 0 ? [id] : others.slice(0, this.successors)
    if (node.state !== 'running') wrong.push(`${id} is ${node.state}`)
    if (predecessor !== before) wrong.push(`${id} predecessor ${predecessor}`)
    if (!sameList(successors, expected)) wrong.push(`${id} successors ${successors.join(',')}`)
    if (servedFrom !== before) wrong.push(`${id} serves from ${servedFrom}`)
    if (!sameFingers(fingers, foldFingers(this.space, id, others))) wrong.push(`${id} fingers`)
    return wrong
  }
}

/** A generator with a text for a seed. */
export function seeded(text: string): SimRandom {
  return new SimRandom(text)
}
