/** What a host costs: bytes between its nodes, requests served, and how late its event loop runs. */
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import type { LagView } from '../../shared/model'

/** The loop is looked at this often, ms; lateness is what comes on top. */
const RESOLUTION_MS = 50

/** What a host counted since its last batch. */
export interface HostLoad {
  bytes: number
  requests: number
  /** The lateness of the last second; left out while no new one is there. */
  lag?: LagView
}

export class Meter {
  private readonly delays: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  private readonly atMs: () => number
  private bytes = 0
  private requests = 0
  private lag: LagView | undefined

  constructor(atMs: () => number) {
    this.atMs = atMs
    this.delays.enable()
  }

  /** A node wrote so many bytes to another one. */
  readonly moved = (bytes: number): void => {
    this.bytes += bytes
  }

  /** Somebody outside of the ring asked for something. */
  readonly served = (): void => {
    this.requests++
  }

  /** Closes the second: how late the loop ran in it. */
  closeSecond(): LagView {
    const { delays } = this
    const late = (ns: number): number => Math.max(0, ns / 1e6 - RESOLUTION_MS)
    // Without a single look the loop was held up for all of it; the look that follows will tell how long.
    const seen = delays.max > 0
    this.lag = {
      atMs: this.atMs(),
      p50Ms: seen ? late(delays.percentile(50)) : 0,
      p99Ms: seen ? late(delays.percentile(99)) : 0,
      maxMs: seen ? late(delays.max) : 0
    }
    delays.reset()
    return this.lag
  }

  /** What was counted since the last call; undefined when there is nothing. */
  take(): HostLoad | undefined {
    const { bytes, requests, lag } = this
    if (bytes === 0 && requests === 0 && lag === undefined) return undefined
    this.bytes = this.requests = 0
    this.lag = undefined
    return lag === undefined ? { bytes, requests } : { bytes, requests, lag }
  }

  close(): void {
    this.delays.disable()
  }
}
