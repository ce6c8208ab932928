/**
 * What leaves a host: batches, about 30 a second while something happens and none while nothing does. What changed the
 * ring is never dropped; of traffic, what is over the cap is counted and forgotten at once, so that a storm of RPCs
 * costs next to nothing here.
 */
import type { LabEvent } from '../../shared/events'
import { BATCH_INTERVAL_MS, MAX_PULSES_PER_BATCH } from '../../shared/limits'
import type { HostBatch, Timed } from './protocol'

export interface OutboxOptions {
  /** Lab time now, ms. */
  atMs: () => number
  /** The newest views of whatever changed; called once per batch. */
  collect: () => Omit<HostBatch, 'atMs' | 'events' | 'droppedPulses' | 'rpcs'>
  send: (batch: HostBatch) => void
}

/** Batches on their way that nobody has taken in yet; above this, changes wait and are folded together. */
const MAX_AHEAD = 4

export class Outbox {
  private readonly options: OutboxOptions
  private events: Timed[] = []
  private pulses = 0
  private dropped = 0
  private rpcs = 0
  private ahead = 0
  private pending = false
  private lastMs = -Infinity
  private timer: NodeJS.Timeout | null = null

  constructor(options: OutboxOptions) {
    this.options = options
  }

  /** An event that always arrives. */
  tell(event: LabEvent): void {
    this.keep(event)
    this.changed()
  }

  /** An event that a busy stream may drop. */
  pulse(event: LabEvent): void {
    if (this.pulses >= MAX_PULSES_PER_BATCH) {
      this.dropped++
      return
    }
    this.pulses++
    this.keep(event)
    this.changed()
  }

  /** An RPC ended; it is counted even where its pulse is dropped. */
  countRpc(): void {
    this.rpcs++
  }

  /** Something that `collect` will find has changed. */
  changed(): void {
    if (this.pending) return
    this.pending = true
    if (this.ahead < MAX_AHEAD) this.arm()
  }

  /** Sends what there is now, so that an answer that follows comes after its effects. */
  flush(): void {
    if (this.pending) this.send()
  }

  /** The other side has taken one batch in. */
  taken(): void {
    this.ahead = Math.max(0, this.ahead - 1)
    if (this.pending && this.timer === null && this.ahead < MAX_AHEAD) this.arm()
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  /** Stamped in place: an event that was told belongs to the stream. */
  private keep(event: LabEvent): void {
    const timed = event as Timed
    timed.atMs = this.options.atMs()
    this.events.push(timed)
  }

  private arm(): void {
    const delayMs = Math.max(0, this.lastMs + BATCH_INTERVAL_MS - this.options.atMs())
    this.timer = setTimeout(() => this.send(), delayMs)
  }

  private send(): void {
    this.stop()
    const { events, dropped, rpcs } = this
    const atMs = this.options.atMs()
    this.events = []
    this.pulses = 0
    this.dropped = 0
    this.rpcs = 0
    this.pending = false
    this.lastMs = atMs
    this.ahead++
    this.options.send({ ...this.options.collect(), atMs, events, droppedPulses: dropped, rpcs })
  }
}
