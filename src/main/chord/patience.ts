/**
 * How long an answer may take before its absence means something. On a busy machine or a slow network all answers take
 * long, and a fixed deadline would then find live peers dead, whose replacement is more work still. So it is reckoned as
 * TCP does (Jacobson 1988; for a DHT: Rhea et al., "Handling Churn in a DHT", 2004): the mean time of the answers that came
 * and four times their mean deviation.
 */

/** Weight of one answer in the mean, and in the mean deviation. */
const GAIN = 1 / 8
const DEVIATION_GAIN = 1 / 4
const DEVIATIONS = 4
/** Bound, in multiples of the least: a peer that takes longer is of no use. */
const MOST = 10

export class Patience {
  /** Deadline on a quiet network, ms. */
  leastMs: number
  #meanMs = 0
  #deviationMs = 0

  constructor(leastMs: number) {
    this.leastMs = leastMs
  }

  /** Deadline of one call, ms. */
  get timeoutMs(): number {
    const expectedMs = this.#meanMs + DEVIATIONS * this.#deviationMs
    return Math.min(Math.max(this.leastMs, expectedMs), MOST * this.leastMs)
  }

  /** An answer came after so many ms. One that did not come says nothing of how long it would have taken. */
  answered(tookMs: number): void {
    const error = tookMs - this.#meanMs
    this.#meanMs += GAIN * error
    this.#deviationMs += DEVIATION_GAIN * (Math.abs(error) - this.#deviationMs)
  }
}
