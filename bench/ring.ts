/** Convergence, repair, hops and lookup latency. */
import { performance } from 'node:perf_hooks'
import type { LookupView } from '../src/shared/model'
import { benchLab, type BenchLab, untilRight } from './bench-lab'
import { median, quantile, type Report } from './figures'
import { benchLinks } from './links'

/** All nodes started at once, until predecessors, lists and fingers are all exactly right. */
export async function converge(report: Report, nodes: number, runs: number, aimMs?: number): Promise<void> {
  const tookMs: number[] = []
  const rpcs: number[] = []
  for (let run = 0; run < runs; run++) {
    const bench = await benchLab()
    let count = 0
    bench.host.onBatch((batch) => (count += batch.rpcs))
    const startMs = performance.now()
    await bench.host.call('start', { count: nodes, ids: [] })
    await untilRight(bench.host, true)
    tookMs.push(performance.now() - startMs)
    await bench.host.call('step', {})
    rpcs.push(count / nodes)
    await bench.close()
  }
  report.add({
    name: `converge_ms/${nodes}`,
    value: median(tookMs),
    unit: 'ms',
    ...(aimMs === undefined ? {} : { aim: { atMost: aimMs } }),
    note: `median of ${runs}, worst ${Math.round(Math.max(...tookMs))} ms, ${Math.round(median(rpcs))} RPCs a node`
  })
}

/** One crash, until predecessors and lists of all others are exactly right. */
export async function crashRepair(report: Report, nodes: number, runs: number, aimMs?: number): Promise<void> {
  const bench = await startedRing(nodes)
  const tookMs: number[] = []
  for (let run = 0; run < runs; run++) {
    const victim = await pick(bench)
    const startMs = performance.now()
    await bench.host.call('crash', { node: victim })
    await untilRight(bench.host, false)
    tookMs.push(performance.now() - startMs)
    await bench.host.call('restart', { node: victim })
    await untilRight(bench.host, true)
  }
  await bench.close()
  report.add({
    name: `crash_repair_ms/${nodes}`,
    value: median(tookMs),
    unit: 'ms',
    ...(aimMs === undefined ? {} : { aim: { atMost: aimMs } }),
    note: `median of ${runs}, worst ${Math.round(Math.max(...tookMs))} ms`
  })
}

/** Lookups before those that are measured, in multiples of them: until every node has its links. */
const WARM_UP = 5

/** Hops and latency of lookups one at a time, beside raw round trips of the same run. */
export async function lookups(report: Report, nodes: number, count: number): Promise<void> {
  const bench = await startedRing(nodes)
  const views: LookupView[] = []
  const warmUp = count * WARM_UP
  for (let i = 0; i < warmUp + count; i++) {
    const { lookup } = await bench.host.call('request', {
      from: null,
      op: 'lookup',
      key: `bench-${i}`,
      id: null,
      value: null,
      ttlMs: 0
    })
    if (i >= warmUp) views.push(lookup)
  }
  await bench.close()
  const raw = await benchLinks({ inFlight: [16], budgetMs: 700 })
  const hops = views.reduce((sum, view) => sum + view.hops, 0) / views.length
  const p50Us = median(views.map((view) => view.tookMs)) * 1000
  const p99Us =
    quantile(
      views.map((view) => view.tookMs),
      0.99
    ) * 1000
  report.add({
    name: `hops/${nodes}`,
    value: hops,
    unit: '',
    note: `forward hops to the predecessor, ${count} lookups`
  })
  report.add({ name: 'lookup_p50_us', value: p50Us, unit: 'µs', note: `p99 ${Math.round(p99Us)} µs, ${nodes} nodes` })
  report.add({
    name: 'raw_us/link',
    value: raw.link.oneUs,
    unit: 'µs',
    note: `${raw.link.perSecond[16]}/s with 16 in flight`
  })
  report.add({
    name: 'raw_us/unary',
    value: raw.unary.oneUs,
    unit: 'µs',
    note: `${raw.unary.perSecond[16]}/s with 16 in flight`
  })
  report.add({ name: 'lookup_over_link', value: p50Us / (hops * raw.link.oneUs), unit: '×', aim: { atMost: 1.4 } })
  report.add({ name: 'lookup_over_unary', value: p50Us / (hops * raw.unary.oneUs), unit: '×', aim: { atMost: 0.4 } })
}

export async function hopsOf(report: Report, nodes: number, count: number): Promise<void> {
  const bench = await startedRing(nodes)
  let hops = 0
  for (let i = 0; i < count; i++) {
    const request = { from: null, op: 'lookup' as const, key: `hops-${i}`, id: null, value: null, ttlMs: 0 }
    hops += (await bench.host.call('request', request)).lookup.hops
  }
  await bench.close()
  report.add({ name: `hops/${nodes}`, value: hops / count, unit: '', note: `${count} lookups` })
}

export async function startedRing(nodes: number): Promise<BenchLab> {
  const bench = await benchLab()
  await bench.host.call('start', { count: nodes, ids: [] })
  await untilRight(bench.host, true)
  return bench
}

let picked = 0

/** A running node, another one each time. */
async function pick(bench: BenchLab): Promise<string> {
  const { nodes } = await bench.host.call('views', {})
  const running = nodes.filter((view) => view.state === 'running')
  picked += 7
  return (running[picked % running.length] as { id: string }).id
}
