/** Whether the host has more to do than it can: its event loop keeps running late. Pure. */
import type { LagView } from '../../shared/model'

/** A second is late when the loop was held up for so long once, or half of the time for so long, ms. */
const WORST_MS = 250
const OFTEN_MS = 50
/** Older samples say nothing about the present, ms. */
const STALE_MS = 5_000

/** The lateness to tell of when two of the last three seconds were late, else null. */
export function overloadMs(lags: readonly LagView[], nowMs: number): number | null {
  const recent = lags.slice(-3).filter((lag) => nowMs - lag.atMs < STALE_MS)
  const late = recent.filter((lag) => lag.maxMs >= WORST_MS || lag.p50Ms >= OFTEN_MS)
  return late.length < 2 ? null : Math.max(...late.map((lag) => lag.maxMs))
}
