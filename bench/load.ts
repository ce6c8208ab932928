/** put and get: inside the lab, and from another process by unary gRPC. */
import { fork } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import type { WorkloadResult } from '../src/main/host/protocol'
import { RingClient } from '../src/main/rpc/client'
import { median, quantile, type Report } from './figures'
import { startedRing } from './ring'

const NODES = 5
const VALUE_BYTES = 100

/** Requests that start and end inside the host, as the lab's own do. */
export async function insideLoad(report: Report, runs: number, count: number): Promise<void> {
  const bench = await startedRing(NODES)
  for (const op of ['put', 'get'] as const) {
    for (const inFlight of [16, 64]) {
      const results: WorkloadResult[] = []
      for (let run = 0; run <= runs; run++) {
        const result = await bench.host.call('workload', {
          op,
          count,
          inFlight,
          valueBytes: VALUE_BYTES,
          prefix: 'load-'
        })
        // The first run warms up.
        if (run > 0) results.push(result)
      }
      const p99 = median(results.map((result) => result.p99Ms)).toFixed(2)
      const failed = results.reduce((sum, result) => sum + result.failed, 0)
      report.add({
        name: `${op}_per_s/inside${inFlight}`,
        value: median(results.map((result) => result.perSecond)),
        unit: '/s',
        ...(inFlight === 64 ? { aim: { atLeast: 50_000 } } : {}),
        note: `p99 ${p99} ms, ${failed} failed of ${count * runs}`
      })
    }
  }
  await bench.close()
}

/** The slowest of many puts, one after the other, while one of four nodes accepts connections and never answers. */
export async function hungNode(report: Report, runs: number): Promise<void> {
  const worstMs: number[] = []
  let failed = 0
  for (let run = 0; run < runs; run++) {
    const bench = await startedRing(4)
    const { nodes } = await bench.host.call('views', {})
    const [hung, ...others] = nodes.map((view) => view.id) as [string, ...string[]]
    await bench.host.call('hang', { node: hung })
    let worst = 0
    for (let i = 0; i < 300; i++) {
      const startMs = performance.now()
      const from = others[i % others.length] as string
      const value = { encoding: 'utf8' as const, data: 'x' }
      await bench.host
        .call('request', { from, op: 'put', key: `hung-${i}`, id: null, value, ttlMs: 0 })
        .catch(() => failed++)
      worst = Math.max(worst, performance.now() - startMs)
    }
    worstMs.push(worst)
    await bench.close()
  }
  const note = `slowest of 300 puts, ${failed} failed of ${300 * runs}`
  report.add({ name: 'hung_node_worst_ms', value: median(worstMs), unit: 'ms', aim: { atMost: 1000 }, note })
}

export interface ClientResult {
  op: 'put' | 'get'
  perSecond: number
  p50Ms: number
  p99Ms: number
  failed: number
}

/** Requests of a client in another process, by unary calls to all nodes in turn. */
export async function unaryLoad(report: Report, count: number): Promise<void> {
  const bench = await startedRing(NODES)
  const { nodes } = await bench.host.call('views', {})
  const addresses = nodes.map((view) => view.address)
  const results = await inChild<ClientResult[]>(['--client', addresses.join(','), '--count', String(count)])
  await bench.close()
  for (const { op, perSecond, p99Ms, p50Ms, failed } of results) {
    const note = `p50 ${p50Ms.toFixed(2)} ms, ${failed} failed of ${count}`
    report.add({ name: `${op}_per_s/unary16`, value: perSecond, unit: '/s', aim: { atLeast: 5000 }, note })
    report.add({ name: `${op}_p99_ms/unary16`, value: p99Ms, unit: 'ms', aim: { atMost: 20 } })
  }
}

/** The client's side, in its own process. */
export async function runClient(addresses: string[], count: number): Promise<ClientResult[]> {
  const clients = addresses.map((address) => new RingClient(address))
  const value = new Uint8Array(VALUE_BYTES).fill(120)
  const results: ClientResult[] = []
  for (const op of ['put', 'get'] as const) {
    const ask = (i: number): Promise<unknown> => {
      const client = clients[i % clients.length] as RingClient
      return op === 'put' ? client.put(`u-${i % 5000}`, value) : client.get(`u-${i % 5000}`)
    }
    await flood(ask, Math.floor(count / 4), 16)
    results.push({ op, ...(await flood(ask, count, 16)) })
  }
  for (const client of clients) client.close()
  return results
}

async function flood(
  ask: (i: number) => Promise<unknown>,
  count: number,
  inFlight: number
): Promise<Omit<ClientResult, 'op'>> {
  const tookMs: number[] = []
  let next = 0
  let failed = 0
  const worker = async (): Promise<void> => {
    while (next < count) {
      const startMs = performance.now()
      await ask(next++).catch(() => failed++)
      tookMs.push(performance.now() - startMs)
    }
  }
  const startMs = performance.now()
  await Promise.all(Array.from({ length: inFlight }, worker))
  const perSecond = (count / (performance.now() - startMs)) * 1000
  return { perSecond, p50Ms: median(tookMs), p99Ms: quantile(tookMs, 0.99), failed }
}

/** Runs this program with other arguments and takes its one message. */
export function inChild<T>(args: string[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = fork(__filename, args, { execArgv: ['--expose-gc'] })
    let message: T | undefined
    child.on('message', (value) => {
      message = value as T
    })
    child.on('error', reject)
    child.on('exit', (code) => {
      if (message !== undefined) resolve(message)
      else reject(new Error(`bench part ended with code ${code}: ${args.join(' ')}`))
    })
  })
}
