/** A host in the thread of its caller: for tests, the command line and measurements. */
import { LabFailure } from './failure'
import { Host } from './host'
import type { HostBatch, HostConnection, HostOp, HostOptions, HostRequest, HostResponse } from './protocol'

export class InlineHost implements HostConnection {
  private readonly host: Host
  private readonly listeners: ((batch: HostBatch) => void)[] = []
  private closed = false

  constructor(options: HostOptions) {
    this.host = new Host(options, (batch) => {
      this.host.taken()
      for (const listener of this.listeners) listener(batch)
    })
  }

  call<O extends HostOp>(op: O, request: HostRequest<O>): Promise<HostResponse<O>> {
    if (this.closed) return Promise.reject(new LabFailure('cancelled', 'host is closed'))
    return this.host.call(op, request)
  }

  onBatch(listener: (batch: HostBatch) => void): void {
    this.listeners.push(listener)
  }

  /** A host without a thread ends only with its process. */
  onExit(): void {}

  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    await this.host.close()
  }
}
