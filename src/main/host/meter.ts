/** What a host costs: bytes between its nodes, requests served, and how late its event loop runs. */
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
  private readonly atMs: () => number
  private readonly timer: NodeJS.Timeout
  private lookedAtMs = performance.now()
  /** How late each look of this second was, ms. */
  private delaysMs: number[] = []
  private bytes = 0
  private requests = 0
  private lag: LagView | undefined

  constructor(atMs: () => number) {
    this.atMs = atMs
    // Node's own monitor forgets when it looked last each time that it is read, and so a delay at that moment.
    this.timer = setInterval(() => this.look(), RESOLUTION_MS)
    this.timer.unref()
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
    this.look()
    const sorted = this.delaysMs.sort((a, b) => a - b)
    const quantile = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0
    this.delaysMs = []
    this.lag = { atMs: this.atMs(), p50Ms: quantile(0.5), p99Ms: quantile(0.99), maxMs: quantile(1) }
    return this.lag
  }

  private look(): void {
    const now = performance.now()
    this.delaysMs.push(Math.max(0, now - this.lookedAtMs - RESOLUTION_MS))
    this.lookedAtMs = now
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
    clearInterval(this.timer)
  }
}
