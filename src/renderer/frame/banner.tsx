import { History, PlugZap } from 'lucide-react'
import { Kbd } from '../controls/kbd'
import { reconnect } from '../state/door-session'
import { restoreSnapshot, returnToLive } from '../state/file-actions'
import { useWindow } from '../state/lab'
import { clockTime } from '../words/format'

/** One line under the top bar, when the window does not show the living ring or cannot reach it. */
export function Banner() {
  const snapshot = useWindow((state) => state.snapshot)
  const door = useWindow((state) => state.door)
  if (snapshot !== null)
    return (
      <div className="banner past" role="status">
        <History size={16} strokeWidth={1.75} aria-hidden="true" />
        <p className="cut">
          <b>{`Viewing ${snapshot.fileName}`}</b>
          {` · exported ${exportTime(snapshot.snapshot.exportedAt)} at ${clockTime(snapshot.lab.atMs)}, read-only`}
        </p>
        <button type="button" className="button" onClick={restoreSnapshot}>
          Restore as live ring
        </button>
        <button type="button" className="button" aria-keyshortcuts="L" onClick={returnToLive}>
          Return to live <Kbd>L</Kbd>
        </button>
      </div>
    )
  if (door.state !== 'closed') return null
  return (
    <div className="banner lost" role="alert">
      <PlugZap size={16} strokeWidth={1.75} aria-hidden="true" />
      <p className="cut">
        <b>Disconnected</b>
        {`: ${door.reason}. The window shows the last known state.`}
      </p>
      {door.final ? null : <span className="hint">Trying again</span>}
      <button type="button" className="button" onClick={door.final ? () => location.reload() : reconnect}>
        {door.final ? 'Reload' : 'Reconnect'}
      </button>
    </div>
  )
}

function exportTime(iso: string): string {
  const when = new Date(iso)
  return Number.isNaN(when.getTime()) ? iso : when.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
}
