/** The three steps of the first run: which come next, and what ends one. Pure. */
import type { Recorded } from '../../shared/events'

export interface Callout {
  name: 'add' | 'kill' | 'look'
  title: string
  /** Keys that do it, in the words of `comboLabel`. */
  keys: readonly string[]
  text: string
}

/** In the order in which they are shown. */
export const CALLOUTS: readonly Callout[] = [
  {
    name: 'add',
    title: 'Add a node',
    keys: ['N'],
    text: 'Its arc lights up, and the keys that it now owns travel to it.'
  },
  {
    name: 'kill',
    title: 'Crash a node',
    keys: ['↓', 'X'],
    text: 'Select one and stop it at once. Its neighbours notice, and the ring repairs itself.'
  },
  {
    name: 'look',
    title: 'Look a key up',
    keys: ['G', 'Ctrl ↵'],
    text: 'Get a key such as user:0013. Its path is drawn hop by hop as it really went.'
  }
]

/** The preference when nothing is left to show: one bit for each step. */
export const ALL_DONE = (1 << CALLOUTS.length) - 1

/** The first step that is neither done nor skipped, or null. */
export const nextCallout = (done: number): { callout: Callout; index: number } | null => {
  const index = CALLOUTS.findIndex((_, i) => (done & (1 << i)) === 0)
  const callout = CALLOUTS[index]
  return callout === undefined ? null : { callout, index }
}

/** `done` with the steps that these events show somebody did. */
export function afterEvents(done: number, events: readonly Recorded[]): number {
  return events.reduce((bits, event) => {
    const name = stepOf(event)
    const index = CALLOUTS.findIndex((callout) => callout.name === name)
    return index === -1 ? bits : bits | (1 << index)
  }, done)
}

function stepOf(event: Recorded): Callout['name'] | null {
  if (event.type === 'lookup') return event.lookup.op === 'get' || event.lookup.op === 'lookup' ? 'look' : null
  if (event.type !== 'user') return null
  if (event.action === 'node.add' || event.action === 'node.addMany') return 'add'
  return event.action === 'node.crash' ? 'kill' : null
}
