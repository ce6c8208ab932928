import type { Update } from '../../shared/contract'
import { MAX_UPDATES_AHEAD, type NumberedUpdate } from '../../shared/door'
import type { DoorLab } from './lab'

/** Where a feed sends to. */
export interface FeedSink {
  send(message: NumberedUpdate): void
  /** Whether what was sent is piling up on this side. */
  isCongested(): boolean
}

/**
 * One window's updates, with bounded memory: while the window is behind (it owes too many acknowledgements, or the
 * sink is congested) the feed lets go of the lab, and when the window has caught up it begins again with a `state`.
 */
export class Feed {
  private readonly lab: DoorLab
  private readonly sink: FeedSink
  private unsubscribe: (() => void) | null = null
  private sent = 0
  private acknowledged = 0
  private isStopped = false

  constructor(lab: DoorLab, sink: FeedSink) {
    this.lab = lab
    this.sink = sink
  }

  /** Whether updates are held back until the window has caught up. */
  get isBehind(): boolean {
    return this.unsubscribe === null && !this.isStopped
  }

  /** Begins, or begins again: the next update is a `state`. A window that is behind gets it when it has caught up. */
  restart(): void {
    this.letGo()
    if (!this.isStopped && !this.mustWait()) this.listen()
  }

  /** The window has taken in the update of this number. */
  acknowledge(n: number): void {
    if (!Number.isSafeInteger(n) || n <= this.acknowledged || n > this.sent) return
    this.acknowledged = n
    this.drained()
  }

  /** The sink may have room again. */
  drained(): void {
    if (this.isBehind && this.sent - this.acknowledged <= MAX_UPDATES_AHEAD / 2 && !this.sink.isCongested())
      this.listen()
  }

  stop(): void {
    this.isStopped = true
    this.letGo()
  }

  private listen(): void {
    // The lab may call back before subscribe returns, and once more after letting go.
    let isCurrent = true
    let end: (() => void) | null = null
    this.unsubscribe = () => {
      isCurrent = false
      end?.()
    }
    end = this.lab.subscribe((update) => {
      if (isCurrent) this.deliver(update)
    })
    if (!isCurrent) end()
  }

  private deliver(update: Update): void {
    if (this.mustWait()) {
      this.letGo()
      return
    }
    this.sent++
    this.sink.send({ t: 'update', n: this.sent, update })
  }

  private mustWait(): boolean {
    return this.sent - this.acknowledged >= MAX_UPDATES_AHEAD || this.sink.isCongested()
  }

  private letGo(): void {
    this.unsubscribe?.()
    this.unsubscribe = null
  }
}
