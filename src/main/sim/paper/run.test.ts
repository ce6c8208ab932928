import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Budget, FULL, QUICK } from './figures'
import { pageOf } from './page'
import { type Results, checksOf, runExperiments } from './run'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 40)
const run = (budget: Budget, seed: number): Promise<Results> => runExperiments(budget, seed, hash, () => {})

const TINY: Budget = {
  ...QUICK,
  tableTwo: { nodes: 60, successors: 12, fractions: [0, 0.4], rings: 2, lookups: 40 },
  hops: { sizes: [5], lookups: 40, nodesPerSize: 64, compared: [5], comparedLookups: 40 },
  load: { nodes: 50, keys: 2000, identifiers: [1, 3] }
}

describe("the paper's figures, the quick form", () => {
  let results: Results

  beforeAll(async () => {
    results = await run(QUICK, 1)
  }, 240_000)

  test('every figure is within its bounds', () => {
    expect(checksOf(results).filter((check) => !check.ok)).toEqual([])
  })

  test('no lookup fails while nodes are dead, and memory spares timeouts', () => {
    const dead = results.tableTwo.find((row) => row.fraction > 0)!
    expect(dead.forgetful.failed + dead.remembering.failed).toBe(0)
    expect(dead.forgetful.timeouts).toBeGreaterThan(1)
    expect(dead.remembering.timeouts).toBeLessThan(dead.forgetful.timeouts)
    expect(dead.forgetful.timeoutsToOwner).toBeGreaterThan(dead.forgetful.timeouts)
  })

  test('timeouts are live contacts × p ∕ (1 − p), as they must be for any algorithm', () => {
    const { fraction, forgetful } = results.tableTwo.find((row) => row.fraction > 0)!
    const expected = ((forgetful.path + 1) * fraction) / (1 - fraction)
    expect(Math.abs(forgetful.timeoutsToOwner / expected - 1)).toBeLessThan(0.3)
  })

  test('a figure that is off is named', () => {
    const [first, ...rest] = results.tableTwo
    const worse = { ...first!, forgetful: { ...first!.forgetful, path: 9.5, failed: 1 } }
    const bad = checksOf({ ...results, tableTwo: [worse, ...rest] }).filter((check) => !check.ok)
    expect(bad.map((check) => check.name)).toEqual(['p = 0, failed lookups', 'p = 0, path'])
    const differs = { ...results, agreement: [{ nodes: 8, lookups: 10, different: 1 }] }
    expect(checksOf(differs).filter((check) => !check.ok)).toHaveLength(1)
  })
})

describe('the page', () => {
  test('is the same for the same seed, and another for another', async () => {
    const [one, same, other] = [await run(TINY, 7), await run(TINY, 7), await run(TINY, 8)]
    expect(pageOf(same)).toEqual(pageOf(one))
    expect(pageOf(other)[0]?.text).not.toBe(pageOf(one)[0]?.text)
  }, 120_000)

  test('shows every picture that it writes, as SVG for light and dark ground', async () => {
    const [page, ...pictures] = pageOf(await run(TINY, 7))
    expect(pictures.map((file) => file.path).sort()).toEqual([
      'paper/hops.svg',
      'paper/load.svg',
      'paper/path.svg',
      'paper/timeouts.svg'
    ])
    for (const { path, text } of pictures) {
      expect(page?.text).toContain(`](${path})`)
      expect(text).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /)
      expect(text).toContain('prefers-color-scheme: dark')
      expect(text).not.toMatch(/NaN|undefined/)
    }
    expect(page?.text).not.toMatch(/NaN|undefined/)
  }, 120_000)

  test("the full budget is the paper's: 60,000 lookups, N to 2^14, a million keys", () => {
    const { tableTwo, hops, load, bounds } = FULL
    expect(tableTwo.lookups * tableTwo.fractions.length).toBe(60_000)
    expect([tableTwo.nodes, tableTwo.successors]).toEqual([1000, 20])
    expect([hops.sizes[0], hops.sizes.at(-1)]).toEqual([7, 14])
    expect([load.nodes, load.keys]).toEqual([10_000, 1_000_000])
    expect(bounds).toEqual({ path: 0.03, timeouts: 0.15, hops: 0.02, load: 0.05 })
  })
})
