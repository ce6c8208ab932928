/**
 * When a node looks after its pointers (DESIGN decision 10): at once after anything changed, then again after pauses that
 * double up to the slow period. Rounds of one node run one after the other, never side by side.
 */
import type { Cancel, Clock, Random } from './ports'

/** First pause after a change, ms of protocol time. */
const FIRST_PAUSE_MS = 20
/** Rounds start at least this far apart, ms: in a storm of changes one round then answers many hints. */
const SPACING_MS = 1
/** A pause is at least so many times as long as the round before it: where answers take long, fewer are asked for. */
const REST = 3
/** Pauses vary by this share, so that nodes do not march in step. */
const JITTER = 0.2

/**
 * How much a round should do: `hurried`, something changed a moment ago and will again; `thorough`, it has been quiet for
 * a little while; `calm`, nothing has changed for long.
 */
export type Pace = 'hurried' | 'thorough' | 'calm'

export class Maintenance {
  readonly #clock: Clock
  readonly #random: Random
  #slowMs: number
  /** One round; true asks for another one at once. */
  readonly #round: (pace: Pace) => Promise<boolean>
  #pauseMs: number
  #cancel: Cancel = () => {}
  #waiting = false
  #lastStartMs = Number.NEGATIVE_INFINITY
  #woken = false
  /** How long the last round took, ms. */
  #tookMs = 0
  #stopped = true
  #running: Promise<void> | null = null

  constructor(clock: Clock, random: Random, slowMs: number, round: (pace: Pace) => Promise<boolean>) {
    this.#clock = clock
    this.#random = random
    this.#slowMs = slowMs
    this.#round = round
    this.#pauseMs = FIRST_PAUSE_MS
  }

  /** The slow period is another from the next pause on. */
  setPeriod(slowMs: number): void {
    this.#slowMs = slowMs
    // A pause under way may be much longer than the new one.
    this.stir()
  }

  start(): void {
    this.#stopped = false
    this.wake()
  }

  stop(): void {
    this.#stopped = true
    this.#waiting = false
    this.#cancel()
  }

  /** Something changed: a round as soon as the one under way is over. */
  wake(): void {
    this.#pauseMs = FIRST_PAUSE_MS
    this.#woken = true
    if (this.#running === null && !this.#waiting) this.#scheduleSoon()
  }

  /** Something changed that no round of this node can add to: none at once, but short pauses again. */
  stir(): void {
    this.#pauseMs = FIRST_PAUSE_MS
    if (this.#running === null && !this.#waiting) this.#schedule(this.#nextPauseMs(), false)
  }

  /** One round now, whatever the clock says: for stepping while it is paused. */
  async step(): Promise<void> {
    while (this.#running !== null) await this.#running
    if (!this.#stopped) await this.#run()
  }

  #scheduleSoon(): void {
    const sinceMs = this.#clock.now() - this.#lastStartMs
    this.#schedule(sinceMs >= SPACING_MS ? 0 : SPACING_MS - sinceMs, true)
  }

  #schedule(delayMs: number, soon: boolean): void {
    if (this.#stopped) return
    this.#cancel()
    this.#waiting = soon
    this.#cancel = this.#clock.schedule(delayMs, () => {
      this.#waiting = false
      if (this.#running === null) void this.#run()
    })
  }

  #run(): Promise<void> {
    this.#running = this.#once().finally(() => {
      this.#running = null
      if (this.#woken) this.#scheduleSoon()
      else this.#schedule(this.#nextPauseMs(), false)
    })
    return this.#running
  }

  async #once(): Promise<void> {
    const quiet = this.#pauseMs < this.#slowMs ? 'thorough' : 'calm'
    const pace = this.#woken ? 'hurried' : quiet
    this.#woken = false
    this.#lastStartMs = this.#clock.now()
    const again = await this.#round(pace)
    this.#tookMs = this.#clock.now() - this.#lastStartMs
    if (again) this.wake()
  }

  #nextPauseMs(): number {
    const pauseMs = Math.min(Math.max(this.#pauseMs, REST * this.#tookMs), this.#slowMs)
    this.#pauseMs = Math.min(this.#pauseMs, this.#slowMs) * 2
    return pauseMs * (1 + JITTER * (2 * this.#random.next() - 1))
  }
}
