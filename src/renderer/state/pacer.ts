/**
 * The window's one beat. A quiet ring is never still, for every node looks after its pointers now and then, and to draw
 * that as it happens keeps a processor busy. So while nobody is at the window and nothing else goes on, the window rests:
 * it shows once a second what happened in that second, in one frame.
 */

/** A person who touched the window is taken to be looking at it for so long, ms. */
export const ATTENDED_MS = 15_000
/** After anything but maintenance happened the window stays awake for so long, ms. */
export const STIRRED_MS = 4_000
const TICK_MS = 100
const BEAT_MS = 1_000
const EARLY_MS = 1

export interface PacerClock {
  /** The window's own monotonic time, ms. */
  nowMs(): number
  /** Lab time, ms: beats fall on its whole seconds. */
  labNowMs(): number
}

/** Ticks ten times a second while the window is awake, and once a second while it rests. */
export class Pacer {
  private readonly clock: PacerClock
  private readonly listeners = new Set<() => void>()
  private awakeUntilMs: number
  private timer: ReturnType<typeof setTimeout> | null = null
  private tickedAtMs = 0
  private wasResting = false

  constructor(clock: PacerClock) {
    this.clock = clock
    this.awakeUntilMs = clock.nowMs() + ATTENDED_MS
  }

  get isResting(): boolean {
    return this.clock.nowMs() >= this.awakeUntilMs
  }

  /** Lab time at the last tick, ms. */
  get atMs(): number {
    if (this.timer === null) this.tickedAtMs = this.clock.labNowMs()
    return this.tickedAtMs
  }

  /** Keeps the window awake for `forMs` from now, and wakes it at once. */
  stir(forMs: number): void {
    this.awakeUntilMs = Math.max(this.awakeUntilMs, this.clock.nowMs() + forMs)
    if (this.wasResting) this.tick()
  }

  /** Calls `listener` on every tick, in the order in which the listeners came, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    if (this.timer === null) this.arm()
    return () => {
      this.listeners.delete(listener)
      if (this.listeners.size > 0 || this.timer === null) return
      clearTimeout(this.timer)
      this.timer = null
    }
  }

  private readonly tick = (): void => {
    if (this.timer !== null) clearTimeout(this.timer)
    this.arm()
    for (const listener of this.listeners) listener()
  }

  private arm(): void {
    this.wasResting = this.isResting
    this.tickedAtMs = this.clock.labNowMs()
    const stepMs = this.wasResting ? BEAT_MS : TICK_MS
    // A timer may be a little early; the next beat is meant then, not this one once more.
    const inMs = stepMs - (Math.max(0, this.tickedAtMs) % stepMs) + EARLY_MS
    this.timer = setTimeout(this.tick, inMs < stepMs / 10 ? inMs + stepMs : inMs)
  }
}
