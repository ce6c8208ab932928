/**
 * Table II of the paper (Stoica et al., ToN §V-D): nodes die at once, nobody stabilizes, and lookups must still find the
 * right owner. The nodes are the product's, and so are the lookups.
 */
import type { Id } from '../../../shared/ids'
import type { RequestOutcome } from '../../chord/requests'
import { SimRandom } from '../sim-random'
import type { Hash } from './figures'
import { firstAtOrAfter, PlacedRing } from './placed-ring'

export interface TableTwoOptions {
  readonly seed: string
  readonly hash: Hash
  readonly nodes: number
  readonly successors: number
  /** Rings per row, each placed and killed afresh; the paper had one. */
  readonly rings: number
  /** Lookups per row, shared out evenly among the rings. */
  readonly lookups: number
}

/** Means over the lookups of one ring, or of one row. */
export interface LookupMeans {
  /** Forward hops to the key's predecessor. */
  readonly path: number
  /** Contacts with dead nodes on the way to the predecessor. */
  readonly timeouts: number
  /** Contacts with dead nodes on the way to the owner. */
  readonly timeoutsToOwner: number
  /** Lookups that threw, or named another node than the first live one at or after the key. */
  readonly failed: number
}

export interface TableTwoRow {
  readonly fraction: number
  readonly lookups: number
  /** Every lookup starts at a node that knows of no death. */
  readonly forgetful: LookupMeans
  /** Nodes keep what their lookups taught them. */
  readonly remembering: LookupMeans
  /** Standard deviation between the mean paths of single rings, without memory. */
  readonly pathScatter: number
}

/** One row: the fraction of nodes that die, each ring looked at without and then with memory. */
export async function tableTwoRow(fraction: number, options: TableTwoOptions): Promise<TableTwoRow> {
  const perRing = Math.floor(options.lookups / options.rings)
  const forgetful: LookupMeans[] = []
  const remembering: LookupMeans[] = []
  for (let index = 0; index < options.rings; index++) {
    const random = new SimRandom(`${options.seed} table II ${fraction} ring ${index}`)
    const ring = ringWithDeaths(fraction, index, random, options)
    const experiment = { ring, hash: options.hash, lookups: perRing, seed: `${options.seed} ${index}` }
    // In this order: a forgetful run leaves every node as it was placed.
    forgetful.push(await lookups(experiment, false))
    remembering.push(await lookups(experiment, true))
  }
  return {
    fraction,
    lookups: perRing * options.rings,
    forgetful: together(forgetful),
    remembering: together(remembering),
    pathScatter: deviation(forgetful.map((one) => one.path))
  }
}

function ringWithDeaths(fraction: number, index: number, random: SimRandom, options: TableTwoOptions): PlacedRing {
  const { seed, hash, nodes, successors } = options
  const names = Array.from({ length: nodes }, (_, i) => hash(`${seed} ring ${index} node ${i}`))
  const ring = new PlacedRing(names, successors)
  const order = [...ring.ids]
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.int(i + 1)
    ;[order[i], order[j]] = [order[j] as Id, order[i] as Id]
  }
  ring.crash(order.slice(0, Math.round(fraction * nodes)))
  return ring
}

interface Experiment {
  readonly ring: PlacedRing
  readonly hash: Hash
  readonly lookups: number
  readonly seed: string
}

/** The same origins and keys for the same seed, with and without memory. */
async function lookups(experiment: Experiment, remembers: boolean): Promise<LookupMeans> {
  const { ring, hash, lookups: count, seed } = experiment
  const random = new SimRandom(`${seed} lookups`)
  const live = [...ring.nodes.keys()].sort()
  const sum = { path: 0, timeouts: 0, timeoutsToOwner: 0, failed: 0 }
  for (let i = 0; i < count; i++) {
    const origin = random.pick(live)
    const key = hash(`${seed} key ${i}`)
    const outcome = await ring.finish(
      ring.nodes
        .get(origin)!
        .lookup(key, true)
        .catch(() => null)
    )
    if (outcome === null || outcome.owner.id !== live[firstAtOrAfter(live, key)]) sum.failed++
    if (outcome !== null) {
      sum.path += outcome.hops
      sum.timeoutsToOwner += outcome.timeouts
      sum.timeouts += outcome.timeouts - deadOwners(outcome)
    }
    // Only the origin of a lookup contacts anybody, so it alone has learned.
    if (!remembers && outcome?.timeouts !== 0) ring.renew(origin)
  }
  const { failed } = sum
  return {
    path: sum.path / count,
    timeouts: sum.timeouts / count,
    timeoutsToOwner: sum.timeoutsToOwner / count,
    failed
  }
}

function deadOwners({ path }: RequestOutcome): number {
  return path.filter((hop) => !hop.ok && hop.via === 'owner').length
}

function together(rings: readonly LookupMeans[]): LookupMeans {
  const mean = (of: (one: LookupMeans) => number): number => rings.reduce((sum, one) => sum + of(one), 0) / rings.length
  return {
    path: mean((one) => one.path),
    timeouts: mean((one) => one.timeouts),
    timeoutsToOwner: mean((one) => one.timeoutsToOwner),
    failed: rings.reduce((sum, one) => sum + one.failed, 0)
  }
}

function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}
