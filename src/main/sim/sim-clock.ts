/**
 * Simulated time: a queue of tasks in order of due time, then of scheduling. Nothing happens until `run`. Between two tasks
 * all promise callbacks run to their end, so a run depends on nothing but what was scheduled.
 */
import type { Cancel, Clock } from '../chord/ports'

interface Task {
  atMs: number
  order: number
  run: () => void
  cancelled: boolean
}

/** After so many tasks the event loop gets a turn, so that signals and a test's own timers are served. */
const TASKS_PER_TURN = 2000

export class SimClock implements Clock {
  #nowMs = 0
  #order = 0
  /** Tasks run so far. */
  ran = 0
  /** Binary heap by (atMs, order). */
  readonly #heap: Task[] = []

  now(): number {
    return this.#nowMs
  }

  /** Simulated runs start at a fixed date, so that versions and expiry repeat. */
  wall(): number {
    return 1_700_000_000_000 + this.#nowMs
  }

  schedule(delayMs: number, task: () => void): Cancel {
    return this.#at(this.#nowMs + Math.max(0, delayMs), task)
  }

  deadline(delayMs: number, task: () => void): Cancel {
    return this.#at(this.#nowMs + Math.max(0, delayMs), task)
  }

  /**
   * Runs tasks until `done` holds, which is asked once before and then after each task with its promise callbacks, or
   * until `limitMs` of simulated time from now. Resolves to whether `done` held; rejects with what `done` or a task threw.
   */
  run(limitMs: number, done: () => boolean = () => false): Promise<boolean> {
    const endMs = this.#nowMs + limitMs
    return new Promise((resolve, reject) => {
      const turn = (): void => {
        try {
          if (done()) return resolve(true)
          const task = this.#pop(endMs)
          if (task === null) {
            this.#nowMs = endMs
            return resolve(done())
          }
          this.#nowMs = task.atMs
          this.ran++
          task.run()
          if (this.ran % TASKS_PER_TURN === 0) setImmediate(turn)
          else afterCallbacks(turn)
        } catch (cause) {
          reject(cause)
        }
      }
      afterCallbacks(turn)
    })
  }

  #at(atMs: number, run: () => void): Cancel {
    const task: Task = { atMs, order: this.#order++, run, cancelled: false }
    this.#push(task)
    return () => {
      task.cancelled = true
    }
  }

  #push(task: Task): void {
    const heap = this.#heap
    let i = heap.push(task) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!before(task, heap[parent] as Task)) break
      heap[i] = heap[parent] as Task
      i = parent
    }
    heap[i] = task
  }

  #pop(endMs: number): Task | null {
    for (;;) {
      const top = this.#heap[0]
      if (top === undefined || (top.atMs > endMs && !top.cancelled)) return null
      this.#removeTop()
      if (!top.cancelled) return top
    }
  }

  #removeTop(): void {
    const heap = this.#heap
    const last = heap.pop() as Task
    if (heap.length === 0) return
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1] as Task, heap[child] as Task)) child++
      if (!before(heap[child] as Task, last)) break
      heap[i] = heap[child] as Task
      i = child
    }
    heap[i] = last
  }
}

function before(a: Task, b: Task): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)
}

/**
 * Runs `next` once every promise callback that is due has run, and those that they cause. Node takes a tick up only when
 * the queue of promise callbacks is empty; from inside a tick, a callback first, or the next tick would overtake them.
 */
function afterCallbacks(next: () => void): void {
  queueMicrotask(() => process.nextTick(next))
}
