/**
 * Many puts as one task: bounded in flight, with progress, and cancelled between two puts. They go around the ring: keys
 * that lie together belong to one owner, which then costs a link once and not for every key.
 */
import type { Id } from '../../shared/ids'
import type { TaskView } from '../../shared/model'
import { LabFailure, failureOf } from './failure'
import type { BulkEntry, BulkRequest } from './protocol'
import { bytesOf } from './values'

/** Puts under way at once. */
export const BULK_IN_FLIGHT = 64
/** Keys that are put in one way around the ring. */
const LAP = 20_000
/** Neighbouring keys that start at the same node when any will do. */
const RUN = 256

export interface BulkDeps {
  atMs: () => number
  hash: (key: string) => Id
  /** A running node; another one each time. */
  origin: () => Id
  put: (from: Id, key: string, value: Uint8Array, ttlMs: number) => Promise<unknown>
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
    const queue = this.around(entries, from)
    const worker = async (): Promise<void> => {
      for (const { entry, origin, count } of queue) {
        await this.put(entry, origin, from).catch((cause: unknown) => {
          this.end(view, 'failed', `${entry.key}: ${failureOf(cause).message}`)
        })
        if (view.state !== 'running') return
        view.done += count
        this.touch(view)
      }
    }
    // The queue itself fails when no node is left to start at.
    const ended = (): Promise<void> => worker().catch((cause) => this.end(view, 'failed', failureOf(cause).message))
    await Promise.all(Array.from({ length: Math.min(BULK_IN_FLIGHT, total) }, ended))
    this.end(view, 'done')
    return { ...view }
  }

  /** Once more from elsewhere when any node will do: the first may have gone meanwhile. */
  private async put(entry: BulkEntry, origin: Id, from: Id | null): Promise<void> {
    const { put } = this.deps
    const value = bytesOf(entry)
    try {
      await put(origin, entry.key, value, entry.ttlMs)
    } catch (cause) {
      if (from !== null) throw cause
      await put(this.deps.origin(), entry.key, value, entry.ttlMs)
    }
  }

  /** Entries in the order of their ids, lap by lap; of those with the same key in one lap the last, counted for all. */
  private *around(entries: Iterable<BulkEntry>, from: Id | null): Generator<Stop> {
    for (const lap of laps(entries)) {
      const byKey = new Map<string, { entry: BulkEntry; count: number; id: Id }>()
      for (const entry of lap) {
        const before = byKey.get(entry.key)
        byKey.set(entry.key, {
          entry,
          count: (before?.count ?? 0) + 1,
          id: before?.id ?? this.deps.hash(entry.key)
        })
      }
      let origin = from ?? ''
      let at = 0
      for (const { entry, count } of [...byKey.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
        if (from === null && at++ % RUN === 0) origin = this.deps.origin()
        yield { entry, count, origin }
      }
    }
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

/** One put: the last entry of its key, where it starts, and how many entries it stands for. */
interface Stop {
  entry: BulkEntry
  origin: Id
  count: number
}

function* laps(entries: Iterable<BulkEntry>): Generator<BulkEntry[]> {
  let lap: BulkEntry[] = []
  for (const entry of entries) {
    lap.push(entry)
    if (lap.length < LAP) continue
    yield lap
    lap = []
  }
  yield lap
}

const PLANS = ['free', 'plus', 'pro']

/** A small value as a user record of an application might be. */
function sampleValue(n: number): string {
  return JSON.stringify({ id: n, plan: PLANS[n % PLANS.length], visits: (n * 7919) % 1000 })
}
