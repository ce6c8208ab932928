/** What a parted network does to real nodes behind real sockets, and how they find each other again. */
import { afterEach, expect, test, vi } from 'vitest'
import type { NodeEvent } from '../../shared/events'
import { type Id, idSpace } from '../../shared/ids'
import { hashId } from '../host/identity'
import { KeyIndex } from '../host/key-index'
import { RunningNode } from '../host/running-node'
import { FaultTable } from '../rpc/faults'
import { LabClock } from '../rpc/lab-clock'
import { RingServer } from '../rpc/server'
import { isIdeal, type RingView } from '../sim/predicates'

const SUCCESSORS = 4
const PERIOD_MS = 200
const PATIENCE = { timeout: 60_000, interval: 10 }
const space = idSpace(160)

class Ring {
  readonly faults = new FaultTable()
  readonly nodes: RunningNode[] = []
  /** Rounds finished by each node since it was last cleared. */
  readonly rounds = new Map<Id, number>()
  readonly clock = new LabClock()

  async start(count: number): Promise<void> {
    const index = new KeyIndex(
      space,
      () => this.clock.wall(),
      () => undefined
    )
    const emit = (event: NodeEvent): void => {
      if (event.type === 'stabilized') this.rounds.set(event.node, (this.rounds.get(event.node) ?? 0) + 1)
    }
    const settings = { bits: 160, successors: SUCCESSORS, stabilizeIntervalMs: PERIOD_MS }
    const deps = { space, settings, clock: this.clock, random: { next: Math.random }, faults: this.faults, index, emit }
    for (let i = 0; i < count; i++) {
      const server = await RingServer.bind({ space, port: 0 })
      const self = { id: hashId(space, server.address), address: server.address }
      this.nodes.push(new RunningNode(deps, server, self))
    }
    const [first, ...others] = this.nodes as [RunningNode, ...RunningNode[]]
    first.node.bootstrap()
    await Promise.all(others.map(({ node }) => node.join([first.node.self]).then(() => node.ready())))
    await this.ideal(this.nodes)
  }

  /** Waits until these nodes are an Ideal ring by themselves. */
  async ideal(nodes: readonly RunningNode[]): Promise<void> {
    await vi.waitFor(() => {
      const view: RingView = new Map(
        nodes.map(({ node, id }) => {
          const { successors, predecessor } = node.beliefs()
          return [id, { succ: successors, pred: predecessor }]
        })
      )
      expect(isIdeal(view, SUCCESSORS)).toBe(true)
    }, PATIENCE)
  }

  /** Cuts or mends every link between the two groups, both ways. */
  part(how: 'cut' | 'mend', some: readonly RunningNode[], others: readonly RunningNode[]): void {
    for (const { id: a } of some) {
      for (const { id: b } of others) {
        this.faults[how](a, b)
        this.faults[how](b, a)
      }
    }
  }

  /** Every node's rounds until the ring of all is Ideal, at the slowest node. */
  async roundsToMerge(): Promise<number> {
    for (const { id } of this.nodes) this.rounds.set(id, 0)
    await this.ideal(this.nodes)
    return Math.min(...this.rounds.values())
  }
}

const ring = { current: new Ring() }

afterEach(async () => {
  ring.current.faults.clear()
  await Promise.all(ring.current.nodes.map((node) => node.close(200)))
  ring.current = new Ring()
})

test('the halves of a parted ring are rings of their own, and one again within 2(r + log2 N) rounds', async () => {
  const { current } = ring
  await current.start(8)
  const sorted = [...current.nodes].sort((a, b) => (a.id < b.id ? -1 : 1))
  const [even, odd] = [0, 1].map((rest) => sorted.filter((_, i) => i % 2 === rest)) as [RunningNode[], RunningNode[]]
  current.part('cut', even, odd)
  await current.ideal(even)
  await current.ideal(odd)
  current.part('mend', even, odd)
  expect(await current.roundsToMerge()).toBeLessThanOrEqual(2 * (SUCCESSORS + Math.log2(8)))
})

test('a node that is cut off never declares itself the ring while it remembers others, and finds its way back', async () => {
  const { current } = ring
  await current.start(6)
  const [alone, ...others] = current.nodes as [RunningNode, ...RunningNode[]]
  current.part('cut', [alone], others)
  await current.ideal(others)
  // Long after it has given up every one of them.
  current.rounds.set(alone.id, 0)
  await vi.waitFor(() => expect(current.rounds.get(alone.id)).toBeGreaterThanOrEqual(3), PATIENCE)
  expect(alone.node.beliefs().successors).not.toContain(alone.id)
  current.part('mend', [alone], others)
  expect(await current.roundsToMerge()).toBeLessThanOrEqual(2 * (SUCCESSORS + Math.log2(6)))
})
