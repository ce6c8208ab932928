/** A host in a thread of its own, so that a storm of RPCs never freezes the main thread. */
import { Worker } from 'node:worker_threads'
import { LabFailure } from './failure'
import type { HostBatch, HostConnection, HostOp, HostOptions, HostRequest, HostResponse } from './protocol'
import type { FromHost, ToHost } from './thread'

/** A larger young generation keeps short-lived messages out of the old one; it cuts p99 several times. */
const YOUNG_GENERATION_MB = 64
/** With a bound above this V8 lets the old generation grow fourfold before it looks for garbage, below it twofold. */
const OLD_GENERATION_MB = 2000
/** The thread is ended by force when it has not closed by then, ms. */
const CLOSE_BOUND_MS = 2000

interface Waiting {
  resolve: (value: never) => void
  reject: (error: LabFailure) => void
}

export class WorkerHost implements HostConnection {
  private readonly worker: Worker
  private readonly waiting = new Map<number, Waiting>()
  private readonly batchListeners: ((batch: HostBatch) => void)[] = []
  private readonly exitListeners: ((reason: string) => void)[] = []
  private calls = 0
  private state: 'running' | 'closing' | 'ended' = 'running'
  private failure = ''
  private onClosed: () => void = () => undefined

  /** Starts the thread from `entry`, the bundled worker. */
  constructor(entry: string, options: HostOptions) {
    this.worker = new Worker(entry, {
      workerData: options,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB, maxOldGenerationSizeMb: OLD_GENERATION_MB }
    })
    this.worker.on('message', (message: FromHost) => this.receive(message))
    this.worker.on('error', (cause) => {
      this.failure = cause instanceof Error ? cause.message : String(cause)
    })
    this.worker.on('exit', (code) => this.ended(this.failure === '' ? `exit code ${code}` : this.failure))
  }

  call<O extends HostOp>(op: O, request: HostRequest<O>): Promise<HostResponse<O>> {
    if (this.state !== 'running') return Promise.reject(new LabFailure('unavailable', `host is ${this.state}`))
    const id = ++this.calls
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      this.post({ t: 'call', id, op, request })
    })
  }

  onBatch(listener: (batch: HostBatch) => void): void {
    this.batchListeners.push(listener)
  }

  onExit(listener: (reason: string) => void): void {
    this.exitListeners.push(listener)
  }

  async close(): Promise<void> {
    if (this.state !== 'running') return
    this.state = 'closing'
    const ended = new Promise<void>((resolve) => (this.onClosed = resolve))
    this.post({ t: 'close' })
    const timer = setTimeout(() => void this.worker.terminate(), CLOSE_BOUND_MS)
    await ended
    clearTimeout(timer)
  }

  /** Ends the thread at once, as a fault in it would. */
  async kill(): Promise<void> {
    await this.worker.terminate()
  }

  private post(message: ToHost): void {
    this.worker.postMessage(message)
  }

  private receive(message: FromHost): void {
    if (message.t === 'batch') {
      this.post({ t: 'taken' })
      for (const listener of this.batchListeners) listener(message.batch)
      return
    }
    // Sockets in their last second may keep the thread alive; its nodes have stopped.
    if (message.t === 'closed') return void this.worker.terminate()
    const waiting = this.waiting.get(message.id)
    this.waiting.delete(message.id)
    if (message.t === 'answer') waiting?.resolve(message.value as never)
    else waiting?.reject(new LabFailure(message.error.code, message.error.message))
  }

  private ended(reason: string): void {
    const expected = this.state === 'closing'
    this.state = 'ended'
    const error = new LabFailure(
      expected ? 'cancelled' : 'unavailable',
      expected ? 'host is closed' : `host ended: ${reason}`
    )
    for (const { reject } of this.waiting.values()) reject(error)
    this.waiting.clear()
    if (!expected) for (const listener of this.exitListeners) listener(reason)
    this.onClosed()
  }
}

/** Hosts in threads of their own, from `entry`, the bundled src/main/host/worker.ts. */
export function threadedHost(entry: string): (options: HostOptions) => HostConnection {
  return (options) => new WorkerHost(entry, options)
}
