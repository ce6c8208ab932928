/**
 * What leaves a host: batches, about 30 a second while something happens, four while nothing but maintenance goes on that
 * finds everything in place, and none while nothing does. What changed the
 * ring is never dropped; of traffic, what is over the cap is counted and forgotten at once, so that a storm of RPCs
 * costs next to nothing here.
 */
import { isRoutine, type LabEvent } from '../../shared/events'
import { BATCH_INTERVAL_MS, MAX_PULSES_PER_BATCH, ROUTINE_INTERVAL_MS } from '../../shared/limits'
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
  /** How long what is there may wait, ms; infinite when nothing is there. */
  private patienceMs = Infinity
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
    this.due(isRoutine(event) ? ROUTINE_INTERVAL_MS : BATCH_INTERVAL_MS)
  }

  /** An RPC ended; it is counted even where its pulse is dropped. */
  countRpc(): void {
    this.rpcs++
  }

  /** Something that `collect` will find has changed. */
  changed(): void {
    this.due(BATCH_INTERVAL_MS)
  }

  /** Sends what there is now, so that an answer that follows comes after its effects. */
  flush(): void {
    if (this.isPending) this.send()
  }

  /** The other side has taken one batch in. */
  taken(): void {
    this.ahead = Math.max(0, this.ahead - 1)
    if (this.isPending && this.timer === null && this.ahead < MAX_AHEAD) this.arm()
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

  private get isPending(): boolean {
    return this.patienceMs !== Infinity
  }

  private due(withinMs: number): void {
    if (withinMs >= this.patienceMs) return
    this.patienceMs = withinMs
    if (this.ahead < MAX_AHEAD) this.arm()
  }

  private arm(): void {
    this.stop()
    // What can wait waits for company; all else goes as soon as the batch before lets it.
    const sinceMs = this.patienceMs === BATCH_INTERVAL_MS ? this.options.atMs() - this.lastMs : 0
    const delayMs = Math.max(0, this.patienceMs - sinceMs)
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
    this.patienceMs = Infinity
    this.lastMs = atMs
    this.ahead++
    this.options.send({ ...this.options.collect(), atMs, events, droppedPulses: dropped, rpcs })
  }
}
