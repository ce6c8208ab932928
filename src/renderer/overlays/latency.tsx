import { X } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { shortId, type Id } from '../../shared/ids'
import { LIVE_STATES, type LatencyRule } from '../../shared/model'
import { Dialog } from '../controls/dialog'
import { Select } from '../controls/select'
import { setLatency } from '../state/lab-actions'
import { shallowEqual, useLab, useWindow } from '../state/lab'
import { openSheet } from '../state/window-actions'
import { millis } from '../words/format'

const MOST_MS = 60_000
const end = (id: Id | null) => (id === null ? 'any node' : shortId(id))

/** Latency added to messages: on every link, from or to a node, or on one link. */
export function Latency() {
  const open = useWindow((state) => state.sheet === 'latency')
  const rules = useLab((lab) => lab.latency)
  return (
    <Dialog open={open} onClose={() => openSheet(null)} title="Inject latency" size="wide">
      <p className="dialog-text soft">
        Real RPCs take less than a millisecond. Latency holds each message back, so that its way can be seen.
      </p>
      <NewRule />
      <h3 className="dialog-sub">In force</h3>
      {rules.length === 0 ? (
        <p className="dialog-note hint">No latency is injected.</p>
      ) : (
        <ul className="rules">
          {rules.map((rule) => (
            <Rule key={`${rule.from} ${rule.to}`} rule={rule} />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

function Rule({ rule }: { rule: LatencyRule }) {
  const way = `${end(rule.from)} → ${end(rule.to)}`
  return (
    <li>
      <span className="mono">{way}</span>
      <span className="num">{millis(rule.ms)}</span>
      <button
        type="button"
        className="button bare icon small"
        aria-label={`Remove the latency ${way}`}
        onClick={() => void setLatency(rule.from, rule.to, 0)}
      >
        <X size={14} strokeWidth={1.75} />
      </button>
    </li>
  )
}

function NewRule() {
  const nodes = useLab(
    (lab) => lab.nodes.filter((node) => LIVE_STATES.includes(node.state)).map((node) => node.id),
    shallowEqual
  )
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [text, setText] = useState('200')
  const ms = Number(text)
  const problem =
    text.trim() === '' || !Number.isFinite(ms) || ms < 0 || ms > MOST_MS
      ? `Latency is not 0 to ${MOST_MS} ms: ${text}`
      : null
  const options = [
    { value: '', label: 'any node' },
    ...nodes.map((id) => ({ value: id, label: <span className="mono">{shortId(id)}</span> }))
  ]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (problem === null) void setLatency(from === '' ? null : from, to === '' ? null : to, ms)
  }
  return (
    <form className="new-rule" onSubmit={submit} noValidate>
      <div>
        <span className="label" aria-hidden="true">
          From
        </span>
        <Select label="Latency from" value={from} options={options} onChange={setFrom} />
      </div>
      <div>
        <span className="label" aria-hidden="true">
          To
        </span>
        <Select label="Latency to" value={to} options={options} onChange={setTo} />
      </div>
      <div>
        <label htmlFor="latency-ms">Latency, ms</label>
        <input
          id="latency-ms"
          className="input"
          inputMode="decimal"
          autoComplete="off"
          value={text}
          aria-invalid={problem !== null}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <button type="submit" className="button primary" disabled={problem !== null} title={problem ?? undefined}>
        Set
      </button>
    </form>
  )
}
