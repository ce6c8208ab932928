/** A ring that is the same in every run, for picture tests and measurements. */
import { idSpace, SPACE_160, toId, turnOf } from '../../../shared/ids'
import { DENSITY_BINS, type FingerSpan, type NodeView } from '../../../shared/model'
import { ringNodes } from '../figure/ring-node'
import type { RingModel } from '../figure/ring-model'
import { TRUE_SPACING } from '../geometry/spacing'
import { DEFAULT_PREFERENCES } from '../../state/preferences'

/** mulberry32: a small generator whose numbers depend on the seed alone. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** `count` random ids, in ring order. */
export function seededIds(count: number, seed = 7): string[] {
  const random = seeded(seed)
  const digits = (): string => Array.from({ length: 40 }, () => Math.floor(random() * 16).toString(16)).join('')
  return Array.from({ length: count }, digits).sort()
}

/** An ideal ring of the ids: right pointers, right fingers. */
export function idealViews(ids: readonly string[], keysOf: (index: number) => number = () => 12): NodeView[] {
  const sorted = [...ids].sort()
  const count = sorted.length
  return sorted.map((id, index): NodeView => ({
    id,
    address: `127.0.0.1:${50_051 + index}`,
    port: 50_051 + index,
    state: 'running',
    sinceMs: 0,
    startedAtMs: 0,
    predecessor: sorted[(index + count - 1) % count] ?? id,
    successors: Array.from({ length: Math.min(8, count) }, (_, step) => sorted[(index + step + 1) % count] ?? id),
    fingers: fingersOf(id, sorted),
    servedFrom: sorted[(index + count - 1) % count] ?? id,
    keys: keysOf(index),
    rpcPerSecond: 0
  }))
}

function fingersOf(id: string, sorted: readonly string[]): FingerSpan[] {
  const spans: FingerSpan[] = []
  for (let exponent = 0; exponent < 160; exponent++) {
    const start = toId(SPACE_160, BigInt(`0x${id}`) + (1n << BigInt(exponent)))
    const node = sorted.find((other) => other >= start) ?? sorted[0] ?? id
    const last = spans.at(-1)
    if (last?.node === node) last.to = exponent
    else spans.push({ from: exponent, to: exponent, node })
  }
  return spans
}

/** `keys` random keys as density bins. */
export function seededDensity(keys: number, seed = 11): number[] {
  const random = seeded(seed)
  const bins = new Array<number>(DENSITY_BINS).fill(0)
  for (let key = 0; key < keys; key++) {
    const bin = Math.floor(random() * DENSITY_BINS)
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  return bins
}

/** The picture's input for a seeded, ideal ring. */
export function seededModel(count: number, change: Partial<RingModel> = {}): RingModel {
  return {
    nodes: ringNodes(idealViews(seededIds(count)), 160, []),
    behind: new Map(),
    selected: null,
    hovered: null,
    lookup: null,
    moves: [],
    layers: DEFAULT_PREFERENCES.layers,
    spacing: TRUE_SPACING,
    density: count === 0 ? [] : seededDensity(200),
    atMs: 0,
    bits: 160,
    ...change
  }
}

/** The true place of an id. */
export const turnOfId = (id: string): number => turnOf(idSpace(160), id)
