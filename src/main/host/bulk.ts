/** Many puts as one task: bounded in flight, with progress, and cancelled between two puts. */
import type { TaskView } from '../../shared/model'
import { LabFailure, failureOf } from './failure'
import type { BulkEntry, BulkRequest } from './protocol'
import { bytesOf } from './values'

/** Puts under way at once. */
export const BULK_IN_FLIGHT = 64

export interface BulkDeps {
  atMs: () => number
  put: (from: string | null, key: string, value: Uint8Array, ttlMs: number) => Promise<unknown>
  /** The largest number in use behind a prefix, so that generated keys are new ones. */
  lastNumber: (prefix: string) => number
  /** A task's view changed. */
  changed: () => void
}

export class BulkTasks {
  private readonly deps: BulkDeps
  private readonly running = new Map<string, TaskView>()
  private dirty = new Map<string, TaskView>()

  constructor(deps: BulkDeps) {
    this.deps = deps
  }

  /** The newest views of tasks that moved since the last call. */
  takeChanges(): TaskView[] {
    const changed = [...this.dirty.values()].map((view) => ({ ...view }))
    this.dirty = new Map()
    return changed
  }

  cancel(task: string): void {
    const view = this.running.get(task)
    if (view === undefined) throw new LabFailure('not-found', `unknown task: ${task}`)
    this.end(view, 'cancelled')
  }

  cancelAll(): void {
    for (const view of [...this.running.values()]) this.end(view, 'cancelled')
  }

  /** Runs a task to its end; the answer says how it ended. */
  async run({ task, title, from, source }: BulkRequest): Promise<TaskView> {
    const entries = source.kind === 'entries' ? source.entries.values() : this.generate(source.count, source.prefix)
    const total = source.kind === 'entries' ? source.entries.length : source.count
    const view: TaskView = { task, title, done: 0, total, state: 'running', startedAtMs: this.deps.atMs() }
    this.running.set(task, view)
    this.touch(view)
    const worker = async (): Promise<void> => {
      for (const entry of entries) {
        await this.deps.put(from, entry.key, bytesOf(entry), entry.ttlMs).catch((cause: unknown) => {
          this.end(view, 'failed', `${entry.key}: ${failureOf(cause).message}`)
        })
        if (view.state !== 'running') return
        view.done++
        this.touch(view)
      }
    }
    await Promise.all(Array.from({ length: Math.min(BULK_IN_FLIGHT, total) }, worker))
    this.end(view, 'done')
    return { ...view }
  }

  private *generate(count: number, prefix: string): Generator<BulkEntry> {
    const last = this.deps.lastNumber(prefix)
    const width = Math.max(4, String(last + count).length)
    for (let n = last + 1; n <= last + count; n++)
      yield { key: `${prefix}${String(n).padStart(width, '0')}`, encoding: 'utf8', data: sampleValue(n), ttlMs: 0 }
  }

  private end(view: TaskView, state: TaskView['state'], reason?: string): void {
    if (view.state !== 'running') return
    view.state = state
    if (reason !== undefined) view.reason = reason
    this.running.delete(view.task)
    this.touch(view)
  }

  private touch(view: TaskView): void {
    this.dirty.set(view.task, view)
    this.deps.changed()
  }
}

const PLANS = ['free', 'plus', 'pro']

/** A small value as a user record of an application might be. */
function sampleValue(n: number): string {
  return JSON.stringify({ id: n, plan: PLANS[n % PLANS.length], visits: (n * 7919) % 1000 })
}
