import { Gauge, History, PlugZap } from 'lucide-react'
import { Kbd } from '../controls/kbd'
import { reconnect } from '../state/door-session'
import { restoreSnapshot, returnToLive } from '../state/file-actions'
import { type HostEnd, hostEnd } from '../state/host-end'
import { setRate, togglePause } from '../state/lab-actions'
import { useLab, useWindow } from '../state/lab'
import { overloadMs } from '../state/overload'
import { showDrawerTab } from '../state/window-actions'
import { clockTime, count } from '../words/format'
import { HostEnded } from './host-ended'

/** One line under the top bar, when the window does not show the living ring or cannot reach it. */
export function Banner() {
  const snapshot = useWindow((state) => state.snapshot)
  const door = useWindow((state) => state.door)
  const ended = useLab((lab) => hostEnd(lab.nodes), sameEnd)
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
  if (door.state !== 'closed') return ended === null ? <Overloaded /> : <HostEnded {...ended} />
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

const sameEnd = (a: HostEnd | null, b: HostEnd | null) => a?.reason === b?.reason && a?.nodes === b?.nodes

/** The host has more to do than it can; the way forward is to ask less of it. */
function Overloaded() {
  const lateMs = useLab((lab) => overloadMs(lab.lags, lab.atMs))
  const clock = useLab((lab) => lab.clock)
  if (lateMs === null) return null
  const [verb, run] = clock.paused
    ? (['Show statistics', () => showDrawerTab('statistics')] as const)
    : clock.rate === 1
      ? (['Run at ¼×', () => void setRate(1 / 4)] as const)
      : (['Pause maintenance', () => void togglePause()] as const)
  return (
    <div className="banner busy" role="status">
      <Gauge size={16} strokeWidth={1.75} aria-hidden="true" />
      <p className="cut">
        <b>Host is overloaded</b>
        {`: its event loop runs ${count(lateMs)} ms late, so that times are longer than the ring's own.`}
      </p>
      <button type="button" className="button" onClick={run}>
        {verb}
      </button>
    </div>
  )
}

function exportTime(iso: string): string {
  const when = new Date(iso)
  return Number.isNaN(when.getTime()) ? iso : when.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
}
