/**
 * The flight recorder: every event of the lab in a bounded log. When it is full, traffic goes before what changed the
 * ring, the oldest first.
 */
import { type LabEvent, type Recorded, TRAFFIC_TYPES } from '../../shared/events'
import { MAX_LOG_EVENTS } from '../../shared/limits'

export class FlightRecorder {
  private readonly limit: number
  private readonly state = new EventQueue()
  private readonly traffic = new EventQueue()

  constructor(limit = MAX_LOG_EVENTS) {
    this.limit = limit
  }

  get size(): number {
    return this.state.size + this.traffic.size
  }

  /** Number of the oldest event kept, 0 when there is none. */
  get oldestSeq(): number {
    const oldest = [this.state.at(0), this.traffic.at(0)].filter((event) => event !== undefined)
    return oldest.length === 0 ? 0 : Math.min(...oldest.map((event) => event.seq))
  }

  /** Takes events in the order of their numbers. */
  record(events: readonly Recorded[]): void {
    for (const event of events) {
      ;(TRAFFIC_TYPES.has(event.type) ? this.traffic : this.state).push(event)
      if (this.size > this.limit) (this.traffic.size > 0 ? this.traffic : this.state).shift()
    }
  }

  /** The last `limit` events before number `beforeSeq`, oldest first. */
  page(beforeSeq: number, limit: number): { events: Recorded[]; oldestSeq: number } {
    let stateAt = this.state.countBefore(beforeSeq)
    let trafficAt = this.traffic.countBefore(beforeSeq)
    const events: Recorded[] = []
    while (events.length < limit) {
      const state = this.state.at(stateAt - 1)
      const traffic = this.traffic.at(trafficAt - 1)
      if (state === undefined && traffic === undefined) break
      if (traffic === undefined || (state !== undefined && state.seq > traffic.seq)) {
        events.push(state as Recorded)
        stateAt--
      } else {
        events.push(traffic)
        trafficAt--
      }
    }
    return { events: events.reverse(), oldestSeq: this.oldestSeq }
  }

  clear(): void {
    this.state.clear()
    this.traffic.clear()
  }
}

/** First in, first out, in the order of the numbers. */
class EventQueue {
  private items: Recorded<LabEvent>[] = []
  private head = 0

  get size(): number {
    return this.items.length - this.head
  }

  at(index: number): Recorded | undefined {
    return index < 0 ? undefined : this.items[this.head + index]
  }

  push(event: Recorded): void {
    this.items.push(event)
  }

  shift(): void {
    this.head++
    // Moving the rest down costs its length, so do it only once as many have gone.
    if (this.head * 2 < this.items.length) return
    this.items = this.items.slice(this.head)
    this.head = 0
  }

  clear(): void {
    this.items = []
    this.head = 0
  }

  /** How many events have a number below `seq`. */
  countBefore(seq: number): number {
    let low = 0
    let high = this.size
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.at(middle) as Recorded).seq < seq) low = middle + 1
      else high = middle
    }
    return low
  }
}
