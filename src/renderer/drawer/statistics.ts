/** Figures for the Statistics tab, counted from what the window heard. Pure. */
import type { LookupView, NodeView } from '../../shared/model'
import { LIVE_STATES } from '../../shared/model'
import { arcShare, idSpace } from '../../shared/ids'
import type { SecondSample } from '../state/lab-view'

export interface Bar {
  label: string
  value: number
  /** What theory leads to expect. */
  expected?: number
}

/** Lookups by number of hops, 0 to the most seen. */
export function hopHistogram(lookups: readonly LookupView[]): Bar[] {
  const done = lookups.filter((lookup) => lookup.ok)
  if (done.length === 0) return []
  const most = Math.max(...done.map((lookup) => lookup.hops))
  return Array.from({ length: most + 1 }, (_, hops) => ({
    label: String(hops),
    value: done.filter((lookup) => lookup.hops === hops).length
  }))
}

/** Mean forward hops to the key's predecessor by the paper: ½·log2 N. */
export const expectedHops = (nodes: number): number => (nodes < 2 ? 0 : Math.log2(nodes) / 2)

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/** The value below which a share of the values lies, by nearest rank; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

/** The closed seconds up to `nowMs`, quiet ones in between as none, at most `most` of them, oldest first. */
export function lastSeconds(seconds: readonly SecondSample[], nowMs: number, most: number): SecondSample[] {
  const known = new Map(seconds.map((sample) => [sample.atMs, sample]))
  const first = seconds[0]
  if (first === undefined) return []
  const from = Math.max(first.atMs, nowMs - most * 1000)
  const shown: SecondSample[] = []
  for (let at = from; at < nowMs; at += 1000)
    shown.push(known.get(at) ?? { atMs: at, rpcs: 0, requests: 0, bytes: 0, dropped: 0 })
  return shown
}

export interface Spread {
  bars: Bar[]
  mean: number
  most: number
  least: number
}

/** Keys of each live node in ring order, with as many as its arc leads to expect. */
export function keysPerNode(nodes: readonly NodeView[], keys: number, bits: number): Spread {
  const live = nodes.filter((node) => LIVE_STATES.includes(node.state))
  const values = live.map((node) => node.keys)
  const space = idSpace(bits)
  return {
    bars: live.map((node, i) => ({
      label: node.id.slice(0, 4),
      value: node.keys,
      expected: keys * arcShare(space, live.at(i - 1)?.id ?? node.id, node.id)
    })),
    mean: mean(values),
    most: Math.max(0, ...values),
    least: values.length === 0 ? 0 : Math.min(...values)
  }
}
