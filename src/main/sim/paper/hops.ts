/** Hops against the size of the ring (Stoica et al., ToN §V-C, figure 10). */
import { SimRandom } from '../sim-random'
import type { Hash } from './figures'
import { PlacedRing } from './placed-ring'
import { TableRing } from './table-ring'

export interface HopsOptions {
  readonly seed: string
  readonly hash: Hash
  /** Length of the successor lists. The paper's figure knows one successor; the lab keeps eight. */
  readonly successors: number
  /** Lookups per size, shared out evenly among the rings. */
  readonly lookups: number
  /** Rings of one size together have about so many nodes, so that a small ring's luck is evened out. */
  readonly nodesPerSize: number
}

export interface HopsRow {
  readonly nodes: number
  readonly rings: number
  readonly lookups: number
  /** Mean forward hops to the key's predecessor. */
  readonly toPredecessor: number
  /** The same, with the contact with the owner, where that is not the node that asks. */
  readonly toOwner: number
}

/** Mean hops in rings of `nodes` nodes whose tables are right. */
export function hopsRow(nodes: number, options: HopsOptions): HopsRow {
  const rings = Math.max(1, Math.round(options.nodesPerSize / nodes))
  const perRing = Math.ceil(options.lookups / rings)
  let [hops, owners] = [0, 0]
  for (let index = 0; index < rings; index++) {
    const ring = new TableRing(namesOf(nodes, index, options), options.successors)
    const random = new SimRandom(`${options.seed} hops ${nodes} ${index}`)
    for (let i = 0; i < perRing; i++) {
      const origin = random.pick(ring.ids)
      const { owner, asked } = ring.lookup(origin, options.hash(`${options.seed} key ${index} ${i}`))
      hops += asked.length
      if (owner !== origin) owners++
    }
  }
  const lookups = perRing * rings
  return { nodes, rings, lookups, toPredecessor: hops / lookups, toOwner: (hops + owners) / lookups }
}

/** Where the walk over tables and the lookup of real nodes part ways, and how many lookups were compared. */
export interface Agreement {
  readonly nodes: number
  readonly lookups: number
  readonly different: number
}

/** Makes each lookup twice, by real nodes and over tables alone, and compares the nodes asked and the owner named. */
export async function compareWithNodes(nodes: number, options: HopsOptions): Promise<Agreement> {
  const names = namesOf(nodes, 0, options)
  const tables = new TableRing(names, options.successors)
  const ring = new PlacedRing(names, options.successors)
  const random = new SimRandom(`${options.seed} agreement ${nodes}`)
  let different = 0
  for (let i = 0; i < options.lookups; i++) {
    const origin = random.pick(ring.ids)
    const key = options.hash(`${options.seed} compared ${i}`)
    const walked = tables.lookup(origin, key)
    const { owner, path, hops } = await ring.finish(ring.nodes.get(origin)!.lookup(key))
    const same = path.map((hop) => hop.to).join() === walked.asked.join() && hops === walked.asked.length
    if (!same || owner.id !== walked.owner) different++
  }
  return { nodes, lookups: options.lookups, different }
}

function namesOf(nodes: number, index: number, { seed, hash }: HopsOptions): string[] {
  return Array.from({ length: nodes }, (_, i) => hash(`${seed} size ${nodes} ring ${index} node ${i}`))
}
