import { useEffect, useRef, useState } from 'react'
import { pacer } from '../state/attention'
import { shownLab, windowStore } from '../state/lab'
import { subscribePulses } from '../state/pulses'
import type { Recorded } from '../../shared/events'
import { type Chronicle, EMPTY_CHRONICLE, extended, writesOnly } from './chronicle'

interface Told {
  source: string
  chronicle: Chronicle
}

/**
 * The chronicle of the lab that is shown. It starts again with another lab, or when older events come in. It grows on the
 * window's ticks: events may come many times as often.
 */
export function useChronicle(): Chronicle {
  const [told, setTold] = useState<Told>(() => grown(NOTHING, []))
  const traffic = useRef<Recorded[]>([])
  useEffect(() => {
    // Written records are traffic, which the log does not keep: they are heard on the way.
    const deafen = subscribePulses((pulses) => {
      const written = pulses.events.filter((event) => event.type === 'record-written')
      if (written.length > 0) traffic.current.push(...written)
    })
    const grow = () => {
      const heard = traffic.current.splice(0)
      setTold((before) => grown(before, heard))
    }
    grow()
    const stop = pacer.subscribe(grow)
    return () => {
      stop()
      deafen()
    }
  }, [])
  return told.chronicle
}

const NOTHING: Told = { source: '', chronicle: EMPTY_CHRONICLE }

function grown(before: Told, heard: readonly Recorded[]): Told {
  const state = windowStore.get()
  const { events, startedAt } = shownLab(state)
  const source = `${state.snapshot === null ? 'live' : 'file'} ${startedAt}`
  const other = before.source !== source
  const again = other || (events[0]?.seq ?? Infinity) < before.chronicle.firstSeq
  const base = other ? EMPTY_CHRONICLE : again ? writesOnly(before.chronicle) : before.chronicle
  const fresh = [...heard, ...events.slice(firstAfter(events, base.lastSeq))].sort((a, b) => a.seq - b.seq)
  const chronicle = extended(base, fresh)
  return chronicle === before.chronicle && !again ? before : { source, chronicle }
}

/** Index of the first event after `seq`; events are in order. */
function firstAfter(events: readonly Recorded[], seq: number): number {
  let index = events.length
  while (index > 0 && (events[index - 1]?.seq ?? 0) > seq) index--
  return index
}
