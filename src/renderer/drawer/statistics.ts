/** Figures for the Statistics tab, counted from what the window heard. Pure. */
import type { LookupView, NodeView } from '../../shared/model'
import { LIVE_STATES } from '../../shared/model'
import type { RateSample } from '../state/lab-view'

export interface Bar {
  label: string
  value: number
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

/** Things a second over the last `windowMs`. */
export function perSecond(times: readonly number[], nowMs: number, windowMs: number): number {
  const since = nowMs - windowMs
  return times.filter((at) => at > since).length / (windowMs / 1000)
}

/** RPCs a second over the last `windowMs`. */
export function rpcsPerSecond(rates: readonly RateSample[], nowMs: number, windowMs: number): number {
  const since = nowMs - windowMs
  return rates.filter((sample) => sample.atMs > since).reduce((sum, sample) => sum + sample.rpcs, 0) / (windowMs / 1000)
}

export interface Spread {
  bars: Bar[]
  mean: number
  most: number
  least: number
}

/** Keys of each live node in ring order. */
export function keysPerNode(nodes: readonly NodeView[]): Spread {
  const live = nodes.filter((node) => LIVE_STATES.includes(node.state))
  const values = live.map((node) => node.keys)
  return {
    bars: live.map((node) => ({ label: node.id.slice(0, 4), value: node.keys })),
    mean: mean(values),
    most: Math.max(0, ...values),
    least: values.length === 0 ? 0 : Math.min(...values)
  }
}
