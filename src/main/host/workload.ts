/** Puts or gets as fast as they go, for measurements: a closed loop with a fixed number in flight. */
import { performance } from 'node:perf_hooks'
import type { WorkloadRequest, WorkloadResult } from './protocol'

export interface WorkloadDeps {
  put: (key: string, value: Uint8Array) => Promise<unknown>
  get: (key: string) => Promise<unknown>
}

/** Keys that a workload cycles through. */
const KEYS = 10_000

/** Runs `count` requests over keys `prefix` + number; gets read what a put workload of the same prefix wrote. */
export async function runWorkload(request: WorkloadRequest, deps: WorkloadDeps): Promise<WorkloadResult> {
  const { op, count, inFlight, valueBytes, prefix } = request
  const value = new Uint8Array(valueBytes).fill(120)
  const took = new Float64Array(count)
  let next = 0
  let failed = 0
  const worker = async (): Promise<void> => {
    while (next < count) {
      const at = next++
      const startedMs = performance.now()
      const key = `${prefix}${at % KEYS}`
      try {
        await (op === 'put' ? deps.put(key, value) : deps.get(key))
      } catch {
        failed++
      }
      took[at] = performance.now() - startedMs
    }
  }
  const startedMs = performance.now()
  await Promise.all(Array.from({ length: inFlight }, worker))
  const tookMs = performance.now() - startedMs
  took.sort()
  const quantile = (q: number): number => took[Math.min(count - 1, Math.floor(q * count))] ?? 0
  return { count, failed, tookMs, perSecond: (count / tookMs) * 1000, p50Ms: quantile(0.5), p99Ms: quantile(0.99) }
}
