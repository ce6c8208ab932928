/**
 * How much of the traffic is drawn one by one. Up to 400 pulses a second each message is a dot of its own; what is
 * over is summed by flow, from one node to another, and the window says how many of how many it drew.
 */
import type { Id } from '../../../shared/ids'

export interface Flow {
  from: Id
  to: Id
  /** Messages of the last second or so; it fades. */
  weight: number
}

export interface Meter {
  /** Drawn one by one in the last second. */
  drawn: number
  /** Happened in the last second, those that never reached the window included. */
  seen: number
}

export const MAX_PULSES_PER_SECOND = 400
const MAX_FLOWS = 400
const WINDOW_MS = 1000
const SLOTS = 10
const SLOT_MS = WINDOW_MS / SLOTS

/** Sliding count of one second in ten slots. */
export class TrafficMeter {
  private readonly slots = Array.from({ length: SLOTS }, () => ({ slot: -1, drawn: 0, seen: 0 }))
  private readonly byFlow = new Map<string, Flow>()
  private fadedAtMs = 0

  /** Counts one message; true when it may be drawn by itself. */
  admit(from: Id, to: Id, nowMs: number): boolean {
    const slot = this.slotAt(nowMs)
    slot.seen++
    if (this.read(nowMs).drawn < MAX_PULSES_PER_SECOND) {
      slot.drawn++
      return true
    }
    this.addToFlow(from, to)
    return false
  }

  /** Counts messages that were not sent to the window. */
  addDropped(count: number, nowMs: number): void {
    this.slotAt(nowMs).seen += count
  }

  /** Counts of the last second. */
  read(nowMs: number): Meter {
    const oldest = Math.floor(nowMs / SLOT_MS) - SLOTS
    let drawn = 0
    let seen = 0
    for (const slot of this.slots)
      if (slot.slot > oldest) {
        drawn += slot.drawn
        seen += slot.seen
      }
    return { drawn, seen }
  }

  /** The summed flows, after fading to `nowMs`: half of a flow is gone after a quarter of a second. */
  flows(nowMs: number): Flow[] {
    const factor = 0.5 ** (Math.max(0, nowMs - this.fadedAtMs) / 250)
    this.fadedAtMs = nowMs
    for (const [key, flow] of this.byFlow) {
      flow.weight *= factor
      if (flow.weight < 0.25) this.byFlow.delete(key)
    }
    return [...this.byFlow.values()]
  }

  private addToFlow(from: Id, to: Id): void {
    const key = `${from}>${to}`
    const flow = this.byFlow.get(key)
    if (flow !== undefined) flow.weight++
    else if (this.byFlow.size < MAX_FLOWS) this.byFlow.set(key, { from, to, weight: 1 })
  }

  private slotAt(nowMs: number): { slot: number; drawn: number; seen: number } {
    const number = Math.floor(nowMs / SLOT_MS)
    const slot = this.slots[number % SLOTS] ?? { slot: number, drawn: 0, seen: 0 }
    if (slot.slot !== number) Object.assign(slot, { slot: number, drawn: 0, seen: 0 })
    return slot
  }
}
