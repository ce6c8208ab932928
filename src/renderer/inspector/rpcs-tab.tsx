import { ArrowLeft, ArrowRight, Pause, Play } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { RpcRow } from '../../shared/contract'
import type { Recorded } from '../../shared/events'
import type { Id } from '../../shared/ids'
import type { NodeView } from '../../shared/model'
import { useLab, useWindow } from '../state/lab'
import { nodeDetail } from '../state/sources'
import { clockTime, count, millis } from '../words/format'
import { NodeLink } from './node-link'
import { LookupSummary } from './waterfall'
import { ScrollRegion } from './scroll-region'

const MOST = 100
const EVERY_MS = 400

/** What a node says to others and hears from them. */
export function RpcsTab({ node }: { node: NodeView }) {
  const lookup = useLab((lab) => lab.lookups.findLast((entry) => entry.origin === node.id))
  const [paused, setPaused] = useState(false)
  const rows = useRecentRpcs(node.id, paused)
  const out = rows.filter((row) => row.direction === 'out').length
  const share = rows.length === 0 ? 0.5 : out / rows.length
  const outRate = Math.round(node.rpcPerSecond * share)
  return (
    <ScrollRegion label="RPCs">
      {lookup === undefined ? null : <LookupSummary lookup={lookup} />}
      <section className="section" aria-label="Recent RPCs">
        <h3 className="row-head">
          <span className="strong">Recent</span>
          <span className="hint">
            {node.rpcPerSecond === 0
              ? 'quiet'
              : `${count(node.rpcPerSecond)}/s, about ${count(outRate)} out and ${count(node.rpcPerSecond - outRate)} in`}
          </span>
          <button
            type="button"
            className="button bare icon small end"
            aria-label={paused ? 'Follow the list' : 'Hold the list'}
            aria-pressed={paused}
            onClick={() => setPaused(!paused)}
          >
            {paused ? <Play size={14} strokeWidth={1.75} /> : <Pause size={14} strokeWidth={1.75} />}
          </button>
        </h3>
        <RpcTable rows={rows} />
      </section>
    </ScrollRegion>
  )
}

function RpcTable({ rows }: { rows: readonly RpcRow[] }) {
  if (rows.length === 0) return <p className="hint padded">No RPC yet.</p>
  return (
    <table className="rpcs" aria-label="Recent RPCs">
      <thead>
        <tr>
          <th scope="col">time</th>
          <th scope="col">
            <span className="unseen">direction</span>
          </th>
          <th scope="col">method</th>
          <th scope="col">peer</th>
          <th scope="col" className="num">
            took
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={`${row.atMs} ${i}`} data-ok={row.ok}>
            <td className="hint">{clockTime(row.atMs)}</td>
            <td>
              {row.direction === 'out' ? (
                <ArrowRight size={14} strokeWidth={1.75} className="soft" aria-label="out" />
              ) : (
                <ArrowLeft size={14} strokeWidth={1.75} className="hint" aria-label="in" />
              )}
            </td>
            <td className="cut">{row.method}</td>
            <td>
              <NodeLink id={row.peer} />
            </td>
            <td className="num">{row.ok ? millis(row.tookMs) : <span className="tone-bad">failed</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Newest first; asked a few times a second, or read from the events of a file. */
function useRecentRpcs(id: Id, paused: boolean): readonly RpcRow[] {
  const [heard, setHeard] = useState<{ id: Id; rows: readonly RpcRow[] }>({ id, rows: NONE })
  const file = useWindow((state) => state.snapshot)
  const recorded = useMemo(() => (file === null ? null : fromEvents(file.snapshot.events, id)), [file, id])
  useEffect(() => {
    if (paused || file !== null) return
    let current = true
    const read = async () => {
      const answer = await nodeDetail(id)
      if (!current || !answer.ok) return
      setHeard({ id, rows: [...answer.value.recentRpcs].sort((a, b) => b.atMs - a.atMs).slice(0, MOST) })
    }
    void read()
    const timer = setInterval(() => void read(), EVERY_MS)
    return () => {
      current = false
      clearInterval(timer)
    }
  }, [id, paused, file])
  return recorded ?? (heard.id === id ? heard.rows : NONE)
}

const NONE: readonly RpcRow[] = []

function fromEvents(events: readonly Recorded[], id: Id): RpcRow[] {
  return events
    .flatMap((event): RpcRow[] => {
      if (event.type !== 'rpc' || (event.from !== id && event.to !== id)) return []
      const direction = event.from === id ? 'out' : 'in'
      const peer = direction === 'out' ? event.to : event.from
      return [{ atMs: event.atMs, direction, method: event.method, peer, tookMs: event.tookMs, ok: event.ok }]
    })
    .reverse()
    .slice(0, MOST)
}
