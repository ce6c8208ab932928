import { Link, Pin, PinOff, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWindow, windowStore } from '../state/lab'
import { copyLink } from '../state/links'
import { select, togglePin } from '../state/window-actions'

/** Head of any inspector: glyph, title, what it is in a sentence, pin and close. */
export function InspectorHead(props: { glyph: ReactNode; title: ReactNode; sentence: ReactNode; tone?: string }) {
  const pinned = useWindow((state) => state.pinned !== null)
  const close = () => {
    if (windowStore.get().pinned !== null) togglePin()
    select(null)
  }
  return (
    <header className="inspector-head">
      <span className="glyph">{props.glyph}</span>
      <h2 className="mono cut">{props.title}</h2>
      <LinkButton />
      <button
        type="button"
        className="button bare icon small"
        aria-label={pinned ? 'Unpin the inspector' : 'Pin the inspector'}
        aria-pressed={pinned}
        title={pinned ? 'Unpin: follow the selection' : 'Pin: stay with this'}
        onClick={togglePin}
      >
        {pinned ? (
          <PinOff size={14} strokeWidth={1.75} className="tone-accent" />
        ) : (
          <Pin size={14} strokeWidth={1.75} />
        )}
      </button>
      <button
        type="button"
        className="button bare icon small"
        aria-label="Close the inspector"
        title="Close (Esc)"
        onClick={close}
      >
        <X size={16} strokeWidth={1.75} />
      </button>
      <p className={`sentence ${props.tone ?? 'soft'}`}>{props.sentence}</p>
    </header>
  )
}

/** Copies a link to what the inspector shows. */
function LinkButton() {
  return (
    <button
      type="button"
      className="button bare icon small"
      aria-label="Copy link"
      title="Copy a link to this"
      onClick={() => void copyLink()}
    >
      <Link size={14} strokeWidth={1.75} />
    </button>
  )
}
