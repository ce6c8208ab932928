import { Unplug } from 'lucide-react'
import { exportSnapshot } from '../state/file-actions'
import { restartHost } from '../state/host-end'
import { plural } from '../words/format'

/** The line under the top bar when the thread of the nodes has ended by itself. */
export function HostEnded({ reason, nodes }: { reason: string; nodes: number }) {
  return (
    <div className="banner lost" role="alert">
      <Unplug size={16} strokeWidth={1.75} aria-hidden="true" />
      <p className="cut">
        <b>The host has ended</b>
        {`: ${reason}. ${plural(nodes, 'node')} stopped with it; all that was recorded is still here.`}
      </p>
      <button type="button" className="button" onClick={() => void exportSnapshot()}>
        Export recording
      </button>
      <button type="button" className="button" onClick={() => void restartHost()}>
        Restart the lab
      </button>
    </div>
  )
}
