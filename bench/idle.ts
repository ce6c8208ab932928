/** What a quiet ring costs: measured in a process of its own that does nothing else. */
import { performance } from 'node:perf_hooks'
import type { Report } from './figures'
import { inChild } from './load'
import { startedRing } from './ring'

/** Time for the pauses of maintenance to grow to the slow period. */
const CALM_MS = 8000
const MEASURE_MS = 10_000

interface IdleResult {
  cpuPct: number
  rssMb: number
  rpcsPerSecond: number
}

export async function idle(report: Report, nodes: number, keys: number, aimPct: number, aimMb?: number): Promise<void> {
  const { cpuPct, rssMb, rpcsPerSecond } = await inChild<IdleResult>(['--idle', String(nodes), '--keys', String(keys)])
  const note = `${keys} keys, ${rpcsPerSecond.toFixed(0)} RPCs/s`
  report.add({ name: `idle_cpu_pct/${nodes}`, value: cpuPct, unit: '% of a core', aim: { atMost: aimPct }, note })
  const aim = aimMb === undefined ? {} : { aim: { atMost: aimMb } }
  report.add({ name: `rss_mb/${nodes}`, value: rssMb, unit: 'MB', ...aim })
}

export async function runIdle(nodes: number, keys: number): Promise<IdleResult> {
  const bench = await startedRing(nodes)
  let rpcs = 0
  bench.host.onBatch((batch) => (rpcs += batch.rpcs))
  if (keys > 0) {
    const source = { kind: 'generate' as const, count: keys, prefix: 'idle:' }
    await bench.host.call('bulk', { task: 'idle', title: 'idle', from: null, source })
  }
  await sleep(CALM_MS)
  const rpcsBefore = rpcs
  const cpuBefore = process.cpuUsage()
  const startMs = performance.now()
  await sleep(MEASURE_MS)
  const tookMs = performance.now() - startMs
  const { user, system } = process.cpuUsage(cpuBefore)
  const cpuPct = (user + system) / 10 / tookMs
  const rpcsPerSecond = ((rpcs - rpcsBefore) / tookMs) * 1000
  const rssMb = process.memoryUsage().rss / 1e6
  await bench.close()
  return { cpuPct, rssMb, rpcsPerSecond }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
