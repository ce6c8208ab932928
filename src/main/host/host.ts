/**
 * A host: one thread's worth of nodes. Plain commands come in, plain batches go out; whether a thread lies between it
 * and the lab makes no difference to either.
 */
import { performance } from 'node:perf_hooks'
import type { ValueView } from '../../shared/contract'
import type { Id } from '../../shared/ids'
import type { LookupView } from '../../shared/model'
import { LabFailure, failureOf } from './failure'
import { Fleet } from './fleet'
import { Lifecycle } from './lifecycle'
import type { HostBatch, HostOp, HostOptions, HostRequest, HostResponse } from './protocol'
import { outcomeView } from './outcome'
import { BulkTasks } from './bulk'
import { bytesOf, checkKey, textOf, valueView } from './values'
import { formatVersion } from '../chord/records'
import type { RequestOutcome } from '../chord/requests'
import type { SnapshotRecord } from '../../shared/snapshot'
import { runWorkload } from './workload'

type Handlers = { [O in HostOp]: (request: HostRequest<O>) => Promise<HostResponse<O>> | HostResponse<O> }

/** Commands whose effects need not be in a batch before they are answered: there may be thousands a second. */
const UNFLUSHED: ReadonlySet<HostOp> = new Set(['request', 'keys', 'rpcs', 'views'])

export class Host {
  readonly fleet: Fleet
  private readonly lifecycle: Lifecycle
  private readonly tasks: BulkTasks
  private readonly handlers: Handlers
  private lookups = 0

  constructor(options: HostOptions, send: (batch: HostBatch) => void) {
    // The time origin makes the monotonic clock comparable between threads.
    const atMs = (): number => performance.timeOrigin + performance.now() - options.startedAt
    this.tasks = new BulkTasks({
      atMs,
      hash: (key) => this.fleet.hash(key),
      origin: () => this.fleet.origin(null).self.id,
      put: (from, key, value, ttlMs) => this.requestOf(from).put(key, value, ttlMs),
      lastNumber: (prefix) => this.fleet.index.lists.lastNumber(prefix),
      changed: () => this.fleet.outbox.changed()
    })
    this.fleet = new Fleet(options.settings, atMs, () => this.tasks.takeChanges(), send)
    this.lifecycle = new Lifecycle(this.fleet)
    this.handlers = this.table()
  }

  /** Rejects with LabFailure. */
  async call<O extends HostOp>(op: O, request: HostRequest<O>): Promise<HostResponse<O>> {
    try {
      return await this.handlers[op](request)
    } catch (cause) {
      const { code, message } = failureOf(cause)
      throw new LabFailure(code, message, { cause })
    } finally {
      if (!UNFLUSHED.has(op)) this.fleet.outbox.flush()
    }
  }

  /** The other side has taken a batch in. */
  taken(): void {
    this.fleet.outbox.taken()
  }

  async close(): Promise<void> {
    this.tasks.cancelAll()
    await this.lifecycle.stopAll()
    this.fleet.close()
  }

  private table(): Handlers {
    const { fleet, lifecycle, tasks } = this
    return {
      add: async ({ id, port }) => ({ node: await lifecycle.add(id, port) }),
      start: async ({ count, ids }) => ({ nodes: await lifecycle.start(count, ids) }),
      crash: ({ node }) => lifecycle.crash(node),
      leave: ({ node }) => lifecycle.leave(node),
      restart: async ({ node }) => ({ node: await lifecycle.restart(node) }),
      hang: ({ node }) => ({ node: lifecycle.hang(node) }),
      resume: ({ node }) => ({ node: lifecycle.resume(node) }),
      forget: ({ node }) => {
        lifecycle.forget(node)
        return {}
      },
      recall: ({ nodes }) => {
        for (const node of nodes) lifecycle.recall(node)
        return {}
      },
      views: () => ({ nodes: fleet.views() }),
      rpcs: ({ node }) => ({ rows: fleet.slot(node).rpcRows() }),
      request: (request) => this.request(request),
      bulk: async (request) => ({ task: await tasks.run(request) }),
      cancel: ({ task }) => {
        tasks.cancel(task)
        return {}
      },
      workload: (request) =>
        runWorkload(request, {
          put: (key, value) => this.requestOf(null).put(key, value, 0),
          get: (key) => this.requestOf(null).get(key)
        }),
      keys: (query) => {
        fleet.index.sweep()
        return fleet.index.lists.page(query, fleet.liveIds())
      },
      records: () => ({ records: this.records() }),
      clock: ({ rate, paused }) => {
        fleet.clock.setRate(rate, paused)
        return {}
      },
      step: async () => ({ nodes: await fleet.step() }),
      latency: ({ rules }) => {
        fleet.setLatency(rules)
        return {}
      },
      settings: ({ settings }) => {
        fleet.setPeriods(settings)
        return {}
      },
      reset: async ({ settings }) => {
        tasks.cancelAll()
        await lifecycle.reset(settings)
        return {}
      }
    }
  }

  /** The node that a request begins at; the request is counted. */
  private requestOf(from: Id | null): ReturnType<Fleet['origin']> {
    this.fleet.meter.served()
    return this.fleet.origin(from)
  }

  /** One request of the user: the path that it took is told to everyone. */
  private async request(request: HostRequest<'request'>): Promise<HostResponse<'request'>> {
    const run = this.prepare(request)
    const { fleet } = this
    const { op, key, id } = request
    const node = this.requestOf(request.from)
    const base = {
      lookup: String(++this.lookups),
      op,
      key,
      target: key === null ? (id ?? '') : fleet.hash(key),
      origin: node.self.id,
      atMs: fleet.atMs()
    }
    const tell = (lookup: LookupView): LookupView => {
      fleet.outbox.tell({ type: 'lookup', lookup })
      return lookup
    }
    try {
      const outcome = await run(node)
      const lookup = tell(outcomeView(base, outcome))
      return { lookup, value: op === 'get' ? valueOf(outcome) : null }
    } catch (cause) {
      tell(outcomeView(base, failureOf(cause)))
      throw cause
    }
  }

  /** Checks a request before anything is asked; throws LabFailure. */
  private prepare({ op, key, id, value, ttlMs }: HostRequest<'request'>) {
    type Node = ReturnType<Fleet['origin']>
    if (key !== null) checkKey(key)
    const name = key ?? ''
    if (op === 'put') {
      const bytes = bytesOf(value ?? { encoding: 'utf8', data: '' })
      return (node: Node) => node.put(name, bytes, ttlMs)
    }
    if (op === 'get') return (node: Node) => node.get(name)
    if (op === 'delete') return (node: Node) => node.delete(name)
    const target = key === null ? id : this.fleet.hash(key)
    if (target === null) throw new LabFailure('invalid', 'lookup needs a key or an id')
    return (node: Node) => node.lookup(target)
  }

  private records(): SnapshotRecord[] {
    const records: SnapshotRecord[] = []
    for (const { key, keyId, record, holders } of this.fleet.index.all()) {
      const { encoding, data } = textOf(record.value)
      const { deleted, expiresAtMs } = record
      const expiresAt = expiresAtMs === 0 ? null : expiresAtMs
      const version = formatVersion(record.version)
      records.push({ key, id: keyId, encoding, value: data, version, expiresAt, deleted, holders: [...holders] })
    }
    return records.sort((a, b) => (a.id < b.id ? -1 : 1))
  }
}

function valueOf({ record }: RequestOutcome): ValueView | null {
  return record === null || record.deleted ? null : valueView(record.value, record.expiresAtMs)
}
