/** Keys per node, with one and with more identifiers per node (Stoica et al., SIGCOMM 2001 §6.2, figures 8 and 9). */
import { arcShare, type Id, SPACE_160 } from '../../../shared/ids'
import type { Hash } from './figures'
import { gammaQuantile, percentile } from './gamma'
import { placeAfter } from './placed-ring'

export interface LoadOptions {
  readonly seed: string
  readonly hash: Hash
  readonly nodes: number
  readonly keys: number
  /** Identifiers per node, one experiment each. */
  readonly identifiers: readonly number[]
}

/** 1st, 50th and 99th percentile, in multiples of the mean. */
export interface Percentiles {
  readonly low: number
  readonly middle: number
  readonly high: number
}

export interface LoadRow {
  readonly identifiers: number
  /** Keys per node. */
  readonly keys: Percentiles
  /** Share of the circle per node: what the keys would be if there were infinitely many. */
  readonly shares: Percentiles
  /** Gamma(v, 1/v). */
  readonly gamma: Percentiles
}

/** One ring: identifiers in order, and which node each belongs to. */
interface Circle {
  readonly identifiers: number
  readonly ids: readonly Id[]
  readonly nodeOf: Uint32Array
  readonly keys: Float64Array
}

/** Keys hashed at a time: a million ids at once would be most of the memory of the whole run. */
const CHUNK_KEYS = 50_000

/** Loads of all rings; each key is hashed once and given to its owner in every ring. */
export function loadRows({ seed, hash, nodes, keys, identifiers }: LoadOptions): LoadRow[] {
  const circles = identifiers.map((count) => circleOf(count, nodes, (text) => hash(`${seed} ${text}`)))
  for (let first = 0; first < keys; first += CHUNK_KEYS) {
    const length = Math.min(CHUNK_KEYS, keys - first)
    const chunk = Array.from({ length }, (_, i) => hash(`${seed} key ${first + i}`)).sort()
    for (const circle of circles) deal(circle, chunk)
  }
  return circles.map((circle) => ({
    identifiers: circle.identifiers,
    keys: percentilesOf(circle.keys),
    shares: percentilesOf(sharesOf(circle, nodes)),
    gamma: {
      low: gammaQuantile(circle.identifiers, 0.01),
      middle: gammaQuantile(circle.identifiers, 0.5),
      high: gammaQuantile(circle.identifiers, 0.99)
    }
  }))
}

/** Counts sorted keys at their owners: the first identifier at or after each, and the first of all beyond the last. */
function deal({ ids, nodeOf, keys: held }: Circle, sorted: readonly Id[]): void {
  let at = 0
  for (const key of sorted) {
    while (at < ids.length && (ids[at] as Id) < key) at++
    const owner = nodeOf[at === ids.length ? 0 : at] as number
    held[owner] = (held[owner] as number) + 1
  }
}

function circleOf(identifiers: number, nodes: number, hash: Hash): Circle {
  const named: { id: Id; node: number }[] = []
  for (let node = 0; node < nodes; node++)
    for (let i = 0; i < identifiers; i++) named.push({ id: hash(`node ${node} identifier ${i}`), node })
  named.sort((a, b) => (a.id < b.id ? -1 : 1))
  const nodeOf = Uint32Array.from(named, (one) => one.node)
  return { identifiers, ids: named.map((one) => one.id), nodeOf, keys: new Float64Array(nodes) }
}

function sharesOf({ ids, nodeOf }: Circle, nodes: number): Float64Array {
  const shares = new Float64Array(nodes)
  ids.forEach((id, i) => {
    const node = nodeOf[i] as number
    shares[node] = (shares[node] as number) + arcShare(SPACE_160, placeAfter(ids, i, -1), id)
  })
  return shares
}

function percentilesOf(values: Float64Array): Percentiles {
  const sorted = Float64Array.from(values).sort()
  const mean = sorted.reduce((sum, one) => sum + one, 0) / sorted.length
  return {
    low: percentile(sorted, 1) / mean,
    middle: percentile(sorted, 50) / mean,
    high: percentile(sorted, 99) / mean
  }
}
