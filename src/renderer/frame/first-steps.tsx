import { Footprints } from 'lucide-react'
import { useEffect } from 'react'
import { Kbd } from '../controls/kbd'
import { useLab, usePreference, useReadOnlyReason, windowStore } from '../state/lab'
import { subscribePulses } from '../state/pulses'
import { prefer } from '../state/window-actions'
import { afterEvents, ALL_DONE, CALLOUTS, nextCallout } from './callouts'

/** The first run: one step at a time under the top bar, with its control marked; each ends when somebody does it. */
export function FirstSteps() {
  const done = usePreference('callout')
  const live = useLab((lab) => lab.health.live)
  const blocked = useReadOnlyReason() !== null
  const next = nextCallout(done)
  const name = blocked || live === 0 ? null : (next?.callout.name ?? null)
  useEffect(() => {
    if (done === ALL_DONE) return
    return subscribePulses(({ events }) => {
      const before = windowStore.get().preferences.callout
      const after = afterEvents(before, events)
      if (after !== before) prefer({ callout: after })
    })
  }, [done])
  useEffect(() => {
    if (name === null) return
    document.documentElement.dataset.callout = name
    return () => void delete document.documentElement.dataset.callout
  }, [name])
  if (name === null || next === null) return null
  const { callout, index } = next
  return (
    <section className="first-steps" aria-label="First steps">
      <Footprints size={16} strokeWidth={1.75} aria-hidden="true" />
      <span className="hint">{`${index + 1} of ${CALLOUTS.length}`}</span>
      <b>{callout.title}</b>
      <span className="callout-keys">
        {callout.keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </span>
      <p className="cut" title={callout.text}>
        {callout.text}
      </p>
      <button type="button" className="button" onClick={() => prefer({ callout: done | (1 << index) })}>
        Skip
      </button>
      <button type="button" className="button bare" onClick={() => prefer({ callout: ALL_DONE })}>
        Skip all
      </button>
    </section>
  )
}
