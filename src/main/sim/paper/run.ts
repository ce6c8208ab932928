/** All experiments of one budget, and the verdict on each figure. */
import { type Budget, expectedHops, type Hash, TABLE_TWO } from './figures'
import { type Agreement, compareWithNodes, type HopsRow, hopsRow } from './hops'
import { type LoadRow, loadRows } from './load'
import { type TableTwoRow, tableTwoRow } from './table-two'

/** Lengths of the successor lists in the experiment on hops: the paper's figure knows one successor, the lab has eight. */
export const HOPS_LISTS = { paper: 1, lab: 8 }

export interface Results {
  readonly seed: number
  readonly budget: Budget
  readonly tableTwo: TableTwoRow[]
  readonly hops: { paper: HopsRow; lab: HopsRow }[]
  readonly agreement: Agreement[]
  readonly load: LoadRow[]
}

/** Runs everything; `tell` hears what is being worked on. The same seed gives the same results. */
export async function runExperiments(
  budget: Budget,
  seed: number,
  hash: Hash,
  tell: (text: string) => void
): Promise<Results> {
  const base = { seed: `paper ${seed}`, hash }
  const tableTwo: TableTwoRow[] = []
  for (const fraction of budget.tableTwo.fractions) {
    tell(`Table II, ${fraction * 100} % of ${budget.tableTwo.nodes} nodes dead`)
    tableTwo.push(await tableTwoRow(fraction, { ...base, ...budget.tableTwo }))
  }
  const { lookups, nodesPerSize } = budget.hops
  const hops = budget.hops.sizes.map((exponent) => {
    tell(`hops in rings of ${2 ** exponent} nodes`)
    const row = (successors: number): HopsRow => hopsRow(2 ** exponent, { ...base, successors, lookups, nodesPerSize })
    return { paper: row(HOPS_LISTS.paper), lab: row(HOPS_LISTS.lab) }
  })
  const agreement: Agreement[] = []
  for (const exponent of budget.hops.compared) {
    tell(`the same lookups by ${2 ** exponent} real nodes`)
    for (const successors of [HOPS_LISTS.paper, HOPS_LISTS.lab]) {
      const options = { ...base, successors, lookups: budget.hops.comparedLookups, nodesPerSize }
      agreement.push(await compareWithNodes(2 ** exponent, options))
    }
  }
  tell(`load of ${budget.load.nodes} nodes, ${budget.load.keys} keys`)
  return { seed, budget, tableTwo, hops, agreement, load: loadRows({ ...base, ...budget.load }) }
}

/** One figure held against its bound. */
export interface Check {
  readonly name: string
  readonly ok: boolean
  readonly text: string
}

export function checksOf(results: Results): Check[] {
  return [
    ...results.tableTwo.flatMap((row) => tableTwoChecks(row, results)),
    ...hopsChecks(results),
    ...loadChecks(results)
  ]
}

function tableTwoChecks(row: TableTwoRow, { budget }: Results): Check[] {
  const paper = TABLE_TWO.find((one) => one.fraction === row.fraction) ?? { path: 0, timeouts: 0 }
  const { forgetful, remembering, fraction, pathScatter, lookups } = row
  const name = `p = ${fraction}`
  const failed = forgetful.failed + remembering.failed
  const pathSlack = budget.bounds.path * paper.path + pathScatter
  const checks: Check[] = [
    { name: `${name}, failed lookups`, ok: failed === 0, text: `${failed} of ${2 * lookups}` },
    {
      name: `${name}, path`,
      ok: Math.abs(forgetful.path - paper.path) <= pathSlack,
      text: `${fixed(forgetful.path)} ± ${fixed(pathScatter)}, paper ${fixed(paper.path)} (${off(forgetful.path, paper.path)})`
    }
  ]
  if (fraction === 0) return checks
  const counts = [forgetful.timeouts, forgetful.timeoutsToOwner]
  const nearest = Math.min(...counts.map((count) => Math.abs(count - paper.timeouts)))
  checks.push(
    {
      name: `${name}, timeouts`,
      ok: nearest <= budget.bounds.timeouts * paper.timeouts,
      text: `${counts.map(fixed).join(' to the predecessor, ')} to the owner, paper ${fixed(paper.timeouts)}`
    },
    {
      name: `${name}, timeouts with memory`,
      ok: remembering.timeouts < forgetful.timeouts && remembering.timeoutsToOwner < forgetful.timeoutsToOwner,
      text: `${fixed(remembering.timeouts)} and ${fixed(remembering.timeoutsToOwner)}`
    }
  )
  return checks
}

function hopsChecks({ hops, agreement, budget }: Results): Check[] {
  const sizes = hops.map(({ paper: row }): Check => {
    const expected = expectedHops(row.nodes)
    const ok = Math.abs(row.toPredecessor - expected) <= budget.bounds.hops * expected
    const text = `${fixed(row.toPredecessor)}, expected ${fixed(expected)} (${off(row.toPredecessor, expected)})`
    return { name: `N = ${row.nodes}, hops to the predecessor`, ok, text }
  })
  const lookups = agreement.reduce((sum, one) => sum + one.lookups, 0)
  const different = agreement.reduce((sum, one) => sum + one.different, 0)
  const text = `${different} of ${lookups} take another way`
  return [...sizes, { name: 'tables alone and real nodes', ok: different === 0, text }]
}

function loadChecks({ load, budget }: Results): Check[] {
  return load.flatMap(({ identifiers, keys, gamma }): Check[] => {
    const name = `${identifiers} identifier${identifiers === 1 ? '' : 's'} a node`
    const bound = budget.bounds.load
    return [
      {
        name: `${name}, 99th percentile`,
        ok: Math.abs(keys.high - gamma.high) <= bound * gamma.high,
        text: `${fixed(keys.high)}, Gamma ${fixed(gamma.high)} (${off(keys.high, gamma.high)})`
      },
      {
        name: `${name}, 1st percentile`,
        ok: Math.abs(keys.low - gamma.low) <= bound,
        text: `${fixed(keys.low)}, Gamma ${fixed(gamma.low)} (${fixed(keys.low - gamma.low)} of the mean)`
      }
    ]
  })
}

/** Two decimals: more than the paper gives, and less than chance moves. */
export function fixed(value: number): string {
  return value.toFixed(2)
}

/** How far `ours` is off, in per cent with its sign. */
export function off(ours: number, paper: number): string {
  const percent = (100 * (ours - paper)) / paper
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %`
}
