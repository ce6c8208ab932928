/** The way of fresh events to whatever moves: outside of React, so that an animation never waits for a render. */
import type { Recorded } from '../../shared/events'

export interface Pulses {
  /** All events of one batch, traffic included, in order. */
  events: readonly Recorded[]
  /** Traffic events that were counted and not sent. */
  dropped: number
  /** Lab time of the batch. */
  atMs: number
  /** The window rests: these are the last second of a quiet ring, told at once. */
  resting: boolean
}

type PulseListener = (pulses: Pulses) => void
const listeners = new Set<PulseListener>()

/** Hears of what every live batch carries, until the returned function is called. Silent while a file is open. */
export function subscribePulses(listener: PulseListener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Tells the listeners. */
export function sendPulses(pulses: Pulses): void {
  for (const listener of listeners) listener(pulses)
}
