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

/** What ends at one point of a grid, and the timer for all of it. */
interface Slot {
  readonly tasks: Set<() => void>
  readonly timer: NodeJS.Timeout
}

/**
 * Waits of at least so many steps of their grid, in ms, end on it, late rather than early: those of all nodes that end
 * together then cost the machine one wake-up. A quiet ring of 256 nodes would wake it some hundred times a second.
 */
const GRIDS_MS = [100, 20] as const
const MIN_STEPS = 8

/** In slow motion a task without delay takes this much protocol time, so that its steps can be watched. */
const TICK_MS = 1

/**
 * The clock that all nodes of a host share. Protocol time passes `rate` times as fast as real time, and not at all while
 * paused; deadlines know neither. At rate 1 a task without delay runs in the next turn of the event loop.
 */
export class LabClock implements Clock {
  private readonly tasks = new Set<Task>()
  /** What ends at each point of a grid, by its time in ms. */
  private readonly slots = new Map<number, Slot>()
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
    return this.after(delayMs, task)
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
    task.disarm = this.after(Math.max(TICK_MS, task.leftMs) / this.currentRate, run)
  }

  private after(delayMs: number, task: () => void): Cancel {
    const gridMs = GRIDS_MS.find((step) => delayMs >= MIN_STEPS * step)
    if (gridMs !== undefined) return this.onGrid(Math.ceil((this.now() + delayMs) / gridMs) * gridMs, task)
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  }

  private onGrid(atMs: number, task: () => void): Cancel {
    const slot = this.slots.get(atMs) ?? this.slotAt(atMs)
    // Two waits may have the same task.
    const mine = (): void => task()
    slot.tasks.add(mine)
    return () => {
      if (!slot.tasks.delete(mine) || slot.tasks.size > 0) return
      // An empty slot would keep a process alive that has nothing left to do.
      clearTimeout(slot.timer)
      this.slots.delete(atMs)
    }
  }

  private slotAt(atMs: number): Slot {
    const tasks = new Set<() => void>()
    const end = (): void => {
      this.slots.delete(atMs)
      for (const task of tasks) {
        tasks.delete(task)
        task()
      }
    }
    const slot = { tasks, timer: setTimeout(end, Math.ceil(atMs - this.now())) }
    this.slots.set(atMs, slot)
    return slot
  }

  /** Stops a task's timer and keeps what is left of its delay. */
  private hold(task: Task): void {
    if (task.disarm === null) return
    task.disarm()
    task.disarm = null
    task.leftMs = Math.max(0, task.leftMs - (this.now() - task.armedAtMs) * this.currentRate)
  }
}
