/**
 * A simulated process: the life of one node between its start and its crash. Everything that would reach it, timers and
 * messages alike, goes through it: a hung process takes nothing in until it goes on, a dead one never again.
 */
import type { Cancel, Clock } from '../chord/ports'
import type { SimClock } from './sim-clock'

export class Process implements Clock {
  readonly index: number
  readonly #clock: SimClock
  readonly #wallSkewMs: number
  #alive = true
  #hung = false
  #waiting: (() => void)[] = []
  /** Called at each thing that reaches the process, for the trace. */
  readonly #onEvent: (index: number) => void

  constructor(index: number, clock: SimClock, wallSkewMs: number, onEvent: (index: number) => void) {
    this.index = index
    this.#clock = clock
    this.#wallSkewMs = wallSkewMs
    this.#onEvent = onEvent
  }

  get alive(): boolean {
    return this.#alive
  }

  get hung(): boolean {
    return this.#hung
  }

  /** Lets `task` reach the process: now, when it goes on, or never. */
  reach(task: () => void): void {
    if (!this.#alive) return
    if (this.#hung) this.#waiting.push(task)
    else {
      this.#onEvent(this.index)
      task()
    }
  }

  kill(): void {
    this.#alive = false
    this.#waiting = []
  }

  hang(): void {
    this.#hung = true
  }

  /** Goes on: what waited comes in the order in which it came due, each as an event of its own. */
  resume(): void {
    this.#hung = false
    for (const task of this.#waiting.splice(0)) this.#clock.deadline(0, () => this.reach(task))
  }

  now(): number {
    return this.#clock.now()
  }

  wall(): number {
    return this.#clock.wall() + this.#wallSkewMs
  }

  schedule(delayMs: number, task: () => void): Cancel {
    return this.deadline(delayMs, task)
  }

  deadline(delayMs: number, task: () => void): Cancel {
    let cancelled = false
    const cancel = this.#clock.deadline(delayMs, () =>
      this.reach(() => {
        if (!cancelled) task()
      })
    )
    return () => {
      cancelled = true
      cancel()
    }
  }
}
