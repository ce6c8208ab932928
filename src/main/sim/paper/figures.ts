/** The paper's figures (Stoica et al., SIGCOMM 2001 and ToN 11(1), 2003), and the experiments that reproduce them. */
import type { Id } from '../../../shared/ids'

/** The first 20 bytes of SHA-256 of a text, as an id. */
export type Hash = (text: string) => Id

export interface PaperRow {
  readonly fraction: number
  readonly path: number
  readonly timeouts: number
}

/** ToN, Table II: 1000 nodes, lists of 20 successors, 10,000 lookups a row. */
export const TABLE_TWO: readonly PaperRow[] = [
  { fraction: 0, path: 3.84, timeouts: 0 },
  { fraction: 0.1, path: 4.03, timeouts: 0.6 },
  { fraction: 0.2, path: 4.22, timeouts: 1.17 },
  { fraction: 0.3, path: 4.44, timeouts: 2.02 },
  { fraction: 0.4, path: 4.69, timeouts: 3.23 },
  { fraction: 0.5, path: 5.09, timeouts: 5.1 }
]

/** SIGCOMM, figures 8 and 9: percentiles of keys per node, in multiples of the mean, where the text states them. */
export const LOAD_STATED: readonly { identifiers: number; low: number; high: number }[] = [
  { identifiers: 1, low: 0, high: 4.6 },
  { identifiers: 20, low: 0.5, high: 1.6 }
]

/** Mean forward hops to the predecessor of a key in a ring of `nodes` (ToN §V-C: half of log2 N). */
export function expectedHops(nodes: number): number {
  return Math.log2(nodes) / 2 - 0.13
}

/** How much is done, and how near the paper it must come. Shares are of the paper's figure, 0.03 for 3 %. */
export interface Budget {
  readonly name: 'full' | 'quick'
  readonly tableTwo: {
    readonly nodes: number
    readonly successors: number
    readonly fractions: readonly number[]
    readonly rings: number
    readonly lookups: number
  }
  readonly hops: {
    /** Exponents of two. */
    readonly sizes: readonly number[]
    readonly lookups: number
    readonly nodesPerSize: number
    /** Exponents of the sizes at which real nodes make the same lookups. */
    readonly compared: readonly number[]
    readonly comparedLookups: number
  }
  readonly load: { readonly nodes: number; readonly keys: number; readonly identifiers: readonly number[] }
  readonly bounds: {
    readonly path: number
    readonly timeouts: number
    readonly hops: number
    /** Of the paper's figure at the 99th percentile, of the mean load at the 1st. */
    readonly load: number
  }
}

export const FULL: Budget = {
  name: 'full',
  tableTwo: {
    nodes: 1000,
    successors: 20,
    fractions: TABLE_TWO.map((row) => row.fraction),
    rings: 10,
    lookups: 10_000
  },
  hops: {
    sizes: [7, 8, 9, 10, 11, 12, 13, 14],
    lookups: 10_000,
    nodesPerSize: 4096,
    compared: [7, 8, 9, 10],
    comparedLookups: 1000
  },
  load: { nodes: 10_000, keys: 1_000_000, identifiers: [1, 2, 5, 10, 20] },
  bounds: { path: 0.03, timeouts: 0.15, hops: 0.02, load: 0.05 }
}

/** For the tests: a few seconds, and bounds for so few draws. */
export const QUICK: Budget = {
  name: 'quick',
  tableTwo: { nodes: 1000, successors: 20, fractions: [0, 0.3], rings: 1, lookups: 400 },
  hops: { sizes: [7, 10], lookups: 1500, nodesPerSize: 1024, compared: [7], comparedLookups: 200 },
  load: { nodes: 2000, keys: 200_000, identifiers: [1, 5] },
  bounds: { path: 0.1, timeouts: 0.35, hops: 0.06, load: 0.15 }
}
