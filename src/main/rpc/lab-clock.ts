/** Time of a real node: Node's timers, with the lab's hand on the protocol's part of it. */
import type { Cancel, Clock } from '../chord/ports'

interface Task {
  readonly run: () => void
  /** Protocol time left when it was last armed. */
  leftMs: number
  armedAtMs: number
  /** Takes back the timer; null while paused. */
  disarm: Cancel | null
}

/** In slow motion a task without delay takes this much protocol time, so that its steps can be watched. */
const TICK_MS = 1

/**
 * The clock that all nodes of a host share. Protocol time passes `rate` times as fast as real time, and not at all while
 * paused; deadlines know neither. At rate 1 a task without delay runs in the next turn of the event loop.
 */
export class LabClock implements Clock {
  private readonly tasks = new Set<Task>()
  private currentRate = 1
  private isPaused = false

  get rate(): number {
    return this.currentRate
  }

  get paused(): boolean {
    return this.isPaused
  }

  now(): number {
    return performance.now()
  }

  wall(): number {
    return Date.now()
  }

  schedule(delayMs: number, run: () => void): Cancel {
    const task: Task = { run, leftMs: Math.max(0, delayMs), armedAtMs: 0, disarm: null }
    this.tasks.add(task)
    this.arm(task)
    return () => {
      if (this.tasks.delete(task)) task.disarm?.()
    }
  }

  deadline(delayMs: number, task: () => void): Cancel {
    if (delayMs === Infinity) return () => undefined
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  }

  /** Changes the pace of protocol time, 0 < rate ≤ 1, and re-arms what is scheduled. Throws RangeError. */
  setRate(rate: number, paused: boolean): void {
    if (!(rate > 0 && rate <= 1)) throw new RangeError(`clock rate not in 0..1: ${rate}`)
    for (const task of this.tasks) this.hold(task)
    this.currentRate = rate
    this.isPaused = paused
    for (const task of this.tasks) this.arm(task)
  }

  private arm(task: Task): void {
    if (this.isPaused) return
    task.armedAtMs = this.now()
    const run = (): void => {
      this.tasks.delete(task)
      task.run()
    }
    if (this.currentRate === 1 && task.leftMs === 0) {
      const immediate = setImmediate(run)
      task.disarm = () => clearImmediate(immediate)
      return
    }
    const timer = setTimeout(run, Math.max(TICK_MS, task.leftMs) / this.currentRate)
    task.disarm = () => clearTimeout(timer)
  }

  /** Stops a task's timer and keeps what is left of its delay. */
  private hold(task: Task): void {
    if (task.disarm === null) return
    task.disarm()
    task.disarm = null
    task.leftMs = Math.max(0, task.leftMs - (this.now() - task.armedAtMs) * this.currentRate)
  }
}
