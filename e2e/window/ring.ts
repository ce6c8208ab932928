/** Rings with chosen ids, so that every run sees the same one, and the truth about them worked out apart from the lab. */
import { createHash } from 'node:crypto'
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../../src/shared/snapshot'

/** A ring to start a test with. */
export interface RingSeed {
  ids: readonly string[]
  /** Text values by key. */
  keys: Readonly<Record<string, string>>
}

/** A full id that begins with `start`, the same every time. */
export const idOf = (start: string): string => start.repeat(10).slice(0, 40)

/** `count` keys named as the lab names its samples. */
export function sampleKeys(count: number): Record<string, string> {
  const names = Array.from({ length: count }, (_, i) => `user:${String(i + 1).padStart(4, '0')}`)
  return Object.fromEntries(names.map((name) => [name, `value of ${name}`]))
}

const IDS_8 = ['0a1f', '2b3c', '47d0', '5e91', '8f22', 'a6b4', 'c3d5', 'e8f6'].map(idOf)

/** Eight nodes, sixty keys. */
export const RING_8: RingSeed = { ids: IDS_8, keys: sampleKeys(60) }

const IDS_16 = '0d3e 1f82 2e9b 3c04 4d71 5a3c 68f0 7b15 8fb0 9a47 a2c8 b07c c6b2 d8e1 e7aa f360'.split(' ').map(idOf)

/** Sixteen nodes, two hundred keys: the ring that the lab starts with, at chosen places. */
export const RING_16: RingSeed = { ids: IDS_16, keys: sampleKeys(200) }

/** Two nodes and a few keys. */
export const RING_2: RingSeed = { ids: ['4000', 'c000'].map(idOf), keys: sampleKeys(6) }

/** `count` nodes at the hashes of their numbers, without keys. */
export const ringOf = (count: number): RingSeed => ({
  ids: Array.from({ length: count }, (_, i) => hashId(`node ${i}`)).sort(),
  keys: {}
})

/** No node at all. */
export const NO_RING: RingSeed = { ids: [], keys: {} }

/** The id of a text: SHA-256, first 20 bytes. */
export const hashId = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 40)

/** The owner of an id: the first node at or after it, clockwise. */
export function ownerOf(ids: readonly string[], id: string): string {
  const sorted = [...ids].sort()
  return sorted.find((one) => one >= id) ?? sorted[0] ?? ''
}

/** The next nodes clockwise from a node, without itself. */
export function successorsOf(ids: readonly string[], id: string): string[] {
  const sorted = [...ids].sort()
  const at = sorted.indexOf(id)
  return [...sorted.slice(at + 1), ...sorted.slice(0, at)]
}

/** The finger table of a node, the farthest first, equal neighbours folded together. */
export function fingersOf(ids: readonly string[], id: string): { from: number; to: number; node: string }[] {
  const spans: { from: number; to: number; node: string }[] = []
  for (let exponent = 159; exponent >= 0; exponent--) {
    const start = (BigInt(`0x${id}`) + (1n << BigInt(exponent))) % (1n << 160n)
    const node = ownerOf(ids, start.toString(16).padStart(40, '0'))
    const last = spans.at(-1)
    if (last?.node === node) last.from = exponent
    else spans.push({ from: exponent, to: exponent, node })
  }
  return spans
}

/** Keys of a seed by the node that owns them. */
export const keysOf = (seed: RingSeed, id: string): string[] =>
  Object.keys(seed.keys).filter((key) => ownerOf(seed.ids, hashId(key)) === id)

/** The seed as a snapshot document, which a lab can restore. */
export function snapshotOf({ ids, keys }: RingSeed): object {
  return {
    format: SNAPSHOT_FORMAT,
    version: SNAPSHOT_VERSION,
    exportedAt: '2026-01-31T14:25:01.000Z',
    writer: 'torus-lab test',
    lab: { startedAt: 0, atMs: 0, seq: 0 },
    settings: { bits: 160, successors: 8, stabilizeIntervalMs: 2000 },
    clock: { rate: 1, paused: false },
    latency: [],
    health: {
      level: 'ideal',
      sentence: `${ids.length} nodes · ring ideal · ${Object.keys(keys).length} keys`,
      broken: [],
      lostKeys: 0
    },
    nodes: ids.map((id, i) => nodeOf(ids, id, 40_000 + i)),
    keys: Object.entries(keys).map(([key, value]) => ({
      key,
      id: hashId(key),
      encoding: 'utf8',
      value,
      version: '1.0.seed',
      expiresAt: null,
      deleted: false,
      holders: [ownerOf(ids, hashId(key))]
    })),
    events: []
  }
}

function nodeOf(ids: readonly string[], id: string, port: number): object {
  const successors = successorsOf(ids, id)
  const predecessor = successors.at(-1) ?? id
  return {
    id,
    address: `127.0.0.1:${port}`,
    state: 'running',
    sinceMs: 0,
    startedAtMs: 0,
    predecessor,
    successors: successors.slice(0, 8),
    fingers: fingersOf(ids, id).reverse(),
    servedFrom: predecessor
  }
}
