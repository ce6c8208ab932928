import { expect, test } from 'vitest'
import { type Fault, profileOf } from './profile'
import { type RunResult, simulate } from './simulation'

const EVENTS = 3000

/** The first seeds of a ring of at least `size` nodes in which anything may fail. */
function seedsOf(size: number, count: number): number[] {
  const seeds: number[] = []
  for (let seed = 1; seeds.length < count; seed++) {
    const { clean, ids, start } = profileOf(seed, EVENTS)
    if (!clean && start === 'placed' && ids.length >= size) seeds.push(seed)
  }
  return seeds
}

/** Splits the network for the rest of the faults: `c` below 0.2 cuts one node off, else into two sides. */
function split(c: number): Fault[] {
  return [{ atEvent: 100, kind: 'partition', a: 0, b: 0.5, c, ms: 10_000_000 }]
}

function expectWithinBound(run: RunResult): void {
  const { ids, successors } = profileOf(run.seed, EVENTS)
  expect(run.failure).toBeNull()
  expect(run.rounds).toBeLessThanOrEqual(2 * (successors + Math.log2(ids.length)))
}

test('two halves become one ring again within 2(r + log2 N) rounds', async () => {
  let apart = 0
  for (const seed of seedsOf(16, 12)) {
    const run = await simulate(seed, { events: EVENTS, faults: split(0.5) })
    expectWithinBound(run)
    apart += Number(run.rounds > 0)
  }
  // Otherwise nothing had come apart.
  expect(apart).toBeGreaterThanOrEqual(8)
})

test('a node that was cut off is back in its place within 2(r + log2 N) rounds', async () => {
  for (const seed of seedsOf(8, 12)) expectWithinBound(await simulate(seed, { events: EVENTS, faults: split(0.1) }))
})
