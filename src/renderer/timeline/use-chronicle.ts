import { useEffect, useRef, useState } from 'react'
import { useLab, useWindow } from '../state/lab'
import { subscribePulses } from '../state/pulses'
import type { Recorded } from '../../shared/events'
import { type Chronicle, EMPTY_CHRONICLE, extended, writesOnly } from './chronicle'

/** The chronicle of the lab that is shown. It starts again with another lab, or when older events come in. */
export function useChronicle(): Chronicle {
  const events = useLab((lab) => lab.events)
  const startedAt = useLab((lab) => lab.startedAt)
  const live = useWindow((state) => state.snapshot === null)
  const source = `${live ? 'live' : 'file'} ${startedAt}`
  const [state, setState] = useState({ source, chronicle: extended(EMPTY_CHRONICLE, events) })
  const traffic = useRef<Recorded[]>([])

  // Written records are traffic, which the log does not keep: they are heard on the way.
  useEffect(
    () =>
      subscribePulses((pulses) => {
        const written = pulses.events.filter((event) => event.type === 'record-written')
        if (written.length > 0) traffic.current.push(...written)
      }),
    []
  )
  useEffect(() => {
    const heard = traffic.current.splice(0)
    setState((before) => {
      const other = before.source !== source
      const again = other || (events[0]?.seq ?? Infinity) < before.chronicle.firstSeq
      const base = other ? EMPTY_CHRONICLE : again ? writesOnly(before.chronicle) : before.chronicle
      const fresh = [...heard, ...events.slice(firstAfter(events, base.lastSeq))].sort((a, b) => a.seq - b.seq)
      const chronicle = extended(base, fresh)
      return chronicle === before.chronicle && !again ? before : { source, chronicle }
    })
  }, [events, source])
  return state.chronicle
}

/** Index of the first event after `seq`; events are in order. */
function firstAfter(events: readonly Recorded[], seq: number): number {
  let index = events.length
  while (index > 0 && (events[index - 1]?.seq ?? 0) > seq) index--
  return index
}
