import { describe, expect, test } from 'vitest'
import { CLEAN_KINDS, type FaultKind, profileOf } from './profile'
import { REGRESSIONS } from './regressions'
import { shrink } from './shrink'
import { type RunResult, simulate } from './simulation'

/** Seeds of the everyday run; more of them run by the command line. */
const SEEDS = Array.from({ length: 25 }, (_, i) => i + 1)

function failureOf({ seed, failure }: RunResult): string | null {
  return failure && `seed ${seed} event ${failure.event}: ${failure.predicate}: ${failure.detail}`
}

describe('a run', () => {
  test('is the same run again for the same seed, and another one for another', async () => {
    for (const seed of [1, 2]) {
      const first = await simulate(seed, { events: 1000 })
      const second = await simulate(seed, { events: 1000 })
      expect(second).toEqual(first)
      expect((await simulate(seed + 1, { events: 1000 })).trace).not.toBe(first.trace)
    }
  })

  test('ends well, whatever happens to the ring', async () => {
    const runs: RunResult[] = []
    for (const seed of SEEDS) runs.push(await simulate(seed, { events: 2000 }))
    expect(runs.map(failureOf).filter((failure) => failure !== null)).toEqual([])
    // Runs in which nothing happens prove nothing.
    expect(runs.filter((run) => run.clean).length).toBeGreaterThan(SEEDS.length / 4)
    expect(runs.reduce((sum, run) => sum + run.faultsPlayed, 0)).toBeGreaterThan(SEEDS.length * 5)
    expect(runs.reduce((sum, run) => sum + run.acknowledged, 0)).toBeGreaterThan(SEEDS.length * 10)
    expect(runs.filter((run) => run.rounds > 0).length).toBeGreaterThan(2)
  })

  test('meets every kind of fault that there is', () => {
    const clean: readonly FaultKind[] = CLEAN_KINDS
    const kinds = new Set(SEEDS.flatMap((seed) => profileOf(seed, 2000).faults.map((fault) => fault.kind)))
    expect(kinds.size).toBe(15)
    for (const seed of SEEDS) {
      const { clean: isClean, faults } = profileOf(seed, 2000)
      if (isClean) expect(faults.every((fault) => clean.includes(fault.kind))).toBe(true)
    }
  })
})

describe('what the theorem does not allow', () => {
  test('is found, and shrunk to the faults that it takes', async () => {
    let found: RunResult | undefined
    for (let seed = 1; found === undefined && seed <= 60; seed++) {
      const result = await simulate(seed, { events: 2000, unguarded: true })
      if (result.clean && result.failure !== null) found = result
    }
    expect(found?.failure?.kind).toBe('safety')
    expect(['I1 OneLiveSuccessor', 'I2 SufficientPrincipals']).toContain(found?.failure?.predicate)
    const smallest = await shrink(found as RunResult, { events: 2000, unguarded: true })
    expect(smallest.failure?.predicate).toBe(found?.failure?.predicate)
    expect(smallest.log.length).toBeLessThanOrEqual(found?.log.length ?? 0)
  })
})

describe('every seed that ever failed', () => {
  test.each(REGRESSIONS)('$why', async ({ events, seeds }) => {
    const failures: (string | null)[] = []
    for (const seed of seeds) failures.push(failureOf(await simulate(seed, { events })))
    expect(failures.filter((failure) => failure !== null)).toEqual([])
  })
})
