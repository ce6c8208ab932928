import { Check, CircleAlert, Info, TriangleAlert, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useLab, useWindow } from '../state/lab'
import { dismissToast } from '../state/window-actions'
import type { Toast } from '../state/window-state'

const ICONS = { info: Info, ok: Check, warn: TriangleAlert, bad: CircleAlert } as const
const TONES = { info: 'soft', ok: 'tone-ok', warn: 'tone-warn', bad: 'tone-bad' } as const

/** Short messages in the corner of the stage; each with at most one way forward. */
export function Toasts() {
  const toasts = useWindow((state) => state.toasts)
  if (toasts.length === 0) return null
  return (
    <section className="toasts" aria-label="Messages">
      <ul aria-label="Messages">
        {toasts.map((entry) => (
          <ToastLine key={entry.toast} entry={entry} />
        ))}
      </ul>
    </section>
  )
}

function ToastLine({ entry }: { entry: Toast }) {
  const Icon = ICONS[entry.tone]
  const { action } = entry
  return (
    <li className="toast" data-tone={entry.tone}>
      <Icon size={16} strokeWidth={1.75} className={TONES[entry.tone]} aria-hidden="true" />
      <p>{entry.text}</p>
      {action === undefined ? null : (
        <button
          type="button"
          className="button small"
          onClick={() => {
            dismissToast(entry.toast)
            action.run()
          }}
        >
          {action.label}
        </button>
      )}
      <button
        type="button"
        className="button bare icon small"
        aria-label="Dismiss"
        onClick={() => dismissToast(entry.toast)}
      >
        <X size={14} strokeWidth={1.75} />
      </button>
    </li>
  )
}

const SPOKEN_EVERY_MS = 2_000

/** The one polite live region: the newest message, or the health sentence when its level changed; throttled. */
export function LiveRegion() {
  const toast = useWindow((state) => state.toasts.at(-1)?.text ?? '')
  const level = useLab((lab) => lab.health.level)
  const sentence = useLab((lab) => lab.health.short)
  const latest = useRef('')
  const spokenAt = useRef(0)
  const [spoken, setSpoken] = useState('')
  latest.current = toast === '' ? sentence : `${toast}. ${sentence}`
  useEffect(() => {
    const wait = Math.max(0, SPOKEN_EVERY_MS - (performance.now() - spokenAt.current))
    const timer = setTimeout(() => {
      spokenAt.current = performance.now()
      setSpoken(latest.current)
    }, wait)
    return () => clearTimeout(timer)
  }, [toast, level])
  return (
    <div className="unseen" role="status" aria-live="polite" data-testid="live-region">
      {spoken}
    </div>
  )
}
