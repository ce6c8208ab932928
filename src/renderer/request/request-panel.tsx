import { Check, ChevronDown, ChevronRight, Lock, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { shortId } from '../../shared/ids'
import { LIVE_STATES } from '../../shared/model'
import { Kbd } from '../controls/kbd'
import { Segmented } from '../controls/segmented'
import { Select } from '../controls/select'
import { shallowEqual, useLab, usePreference, useReadOnlyReason, useWindow } from '../state/lab'
import { abandonRequest, editRequest, requestProblem, runRequest } from '../state/request-actions'
import { prefer, selectLookup } from '../state/window-actions'
import type { RequestOp } from '../state/window-state'
import { resultLine, resultParts } from '../words/lookup-words'
import { ValueField } from './value-field'

const OPS = [
  { value: 'put', label: 'Put' },
  { value: 'get', label: 'Get' },
  { value: 'delete', label: 'Delete' }
] as const
const VERBS: Record<RequestOp, string> = { put: 'Put', get: 'Get', delete: 'Delete' }

/** Why no request can be sent, or null. */
function useOff(): string | null {
  const readOnly = useReadOnlyReason()
  const live = useLab((lab) => lab.health.live)
  return readOnly ?? (live === 0 ? 'Add a node to send requests.' : null)
}

/** Put, get and delete, from a chosen node. */
export function RequestPanel({ short }: { short: boolean }) {
  const open = usePreference('requestOpen')
  const op = useWindow((state) => state.request.op)
  const off = useOff()
  return (
    <section className="request" aria-label="Request" data-short={short || undefined}>
      <header className="panel-head">
        <h2>Request</h2>
        <button
          type="button"
          className="button bare icon small fold-button"
          aria-label={open ? 'Fold the request panel' : 'Unfold the request panel'}
          aria-expanded={open}
          onClick={() => prefer({ requestOpen: !open })}
        >
          {open ? <ChevronDown size={14} strokeWidth={2} /> : <ChevronRight size={14} strokeWidth={2} />}
        </button>
      </header>
      {open ? (
        <>
          <form
            aria-label="Request"
            onSubmit={(event) => {
              event.preventDefault()
              void runRequest()
            }}
          >
            <Segmented
              label="Operation"
              choices={OPS}
              value={op}
              onChange={(next) => editRequest({ op: next })}
              disabled={off !== null}
            />
            <Fields short={short} off={off !== null} />
            <RunButton op={op} off={off !== null} />
          </form>
          <Outcome off={off} />
        </>
      ) : null}
    </section>
  )
}

function Fields({ short, off }: { short: boolean; off: boolean }) {
  const form = useWindow((state) => state.request)
  const [unfolded, setUnfolded] = useState(false)
  const put = form.op === 'put'
  const from = <FromField off={off} />
  const key = (
    <div className="form-row">
      <label htmlFor="request-key">Key</label>
      <input
        id="request-key"
        className="input mono"
        placeholder="any text"
        autoComplete="off"
        spellCheck={false}
        value={form.key}
        disabled={off}
        onChange={(event) => editRequest({ key: event.target.value })}
      />
    </div>
  )
  const ttl = (
    <div className="form-row">
      <label htmlFor="request-ttl">TTL</label>
      <span className="field">
        <input
          id="request-ttl"
          inputMode="decimal"
          autoComplete="off"
          placeholder={put ? 'never expires' : `not used by ${VERBS[form.op]}`}
          aria-label="TTL in seconds"
          value={put ? form.ttl : ''}
          style={put && form.ttl !== '' ? { flex: '0 1 auto', width: `${form.ttl.length + 0.4}ch` } : undefined}
          disabled={off || !put}
          onChange={(event) => editRequest({ ttl: event.target.value })}
        />
        {put && form.ttl !== '' ? <span>s</span> : null}
      </span>
    </div>
  )
  if (!short)
    return (
      <>
        {from}
        {key}
        <ValueField off={off} />
        {ttl}
      </>
    )
  const ttlWords = put ? ` · TTL ${form.ttl === '' ? 'none' : `${form.ttl} s`}` : ''
  return (
    <>
      {key}
      <ValueField off={off} />
      <button type="button" className="fold" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
        {unfolded ? <ChevronDown size={14} strokeWidth={2} /> : <ChevronRight size={14} strokeWidth={2} />}
        <span className="cut">
          from {form.from === null ? 'any node' : <span className="mono">{shortId(form.from)}</span>}
          {ttlWords}
        </span>
      </button>
      {unfolded ? from : null}
      {unfolded ? ttl : null}
    </>
  )
}

function FromField({ off }: { off: boolean }) {
  const from = useWindow((state) => state.request.from)
  const nodes = useLab(
    (lab) => lab.nodes.filter((node) => LIVE_STATES.includes(node.state)).map((node) => `${node.id} ${node.port}`),
    shallowEqual
  )
  const gone = from !== null && !nodes.some((node) => node.startsWith(from))
  useEffect(() => {
    if (gone) editRequest({ from: null })
  }, [gone])
  const options = [
    { value: '', label: nodes.length === 0 ? 'no nodes' : 'any node' },
    ...nodes.map((node) => {
      const [id = '', port = ''] = node.split(' ')
      return { value: id, label: <NodeName id={id} port={port} /> }
    })
  ]
  return (
    <div className="form-row">
      <span className="label" aria-hidden="true">
        From
      </span>
      <Select
        label="From"
        value={from ?? ''}
        options={options}
        disabled={off}
        onChange={(value) => editRequest({ from: value === '' ? null : value })}
      />
    </div>
  )
}

const NodeName = ({ id, port }: { id: string; port: string }) => (
  <span className="mono">
    {shortId(id)} <span className="hint">· {port}</span>
  </span>
)

function RunButton({ op, off }: { op: RequestOp; off: boolean }) {
  const running = useWindow((state) => (state.outcome.state === 'running' ? state.outcome.startedAtMs : null))
  const elapsed = useElapsed(running)
  const busy = running !== null && elapsed > 150
  return (
    <button
      type={busy ? 'button' : 'submit'}
      className="button primary block run"
      aria-keyshortcuts="Control+Enter"
      disabled={off}
      onClick={busy ? abandonRequest : undefined}
    >
      {busy ? `${VERBS[op]} ${Math.round(elapsed)} ms` : VERBS[op]}
      <Kbd>{busy ? 'Esc' : 'Ctrl ↵'}</Kbd>
    </button>
  )
}

function useElapsed(startedAtMs: number | null): number {
  const [now, setNow] = useState(0)
  useEffect(() => {
    if (startedAtMs === null) return
    const timer = setInterval(() => setNow(performance.now()), 50)
    return () => clearInterval(timer)
  }, [startedAtMs])
  return startedAtMs === null ? 0 : Math.max(0, now - startedAtMs)
}

/** How it went, in one line; a click shows its path again. */
function Outcome({ off }: { off: string | null }) {
  const outcome = useWindow((state) => state.outcome)
  const form = useWindow((state) => state.request)
  if (off !== null)
    return (
      <p className="outcome" data-testid="request-outcome">
        {off.startsWith('Read-only') ? <Lock size={14} strokeWidth={1.75} aria-hidden="true" /> : null}
        <span className="words">{off}</span>
      </p>
    )
  if (outcome.state === 'failed')
    return (
      <p className="outcome" data-testid="request-outcome" role="alert">
        <X size={14} strokeWidth={2} className="tone-bad" aria-hidden="true" />
        <span className="words">{outcome.message}</span>
      </p>
    )
  if (outcome.state !== 'done') {
    const problem = form.key === '' ? null : requestProblem(form)
    return (
      <p className="outcome" data-testid="request-outcome">
        <span className="words hint">{problem ?? ''}</span>
      </p>
    )
  }
  const { ok, head, node, tail } = resultParts(outcome.lookup)
  return (
    <button
      type="button"
      className="outcome"
      data-testid="request-outcome"
      title={`${resultLine(outcome.lookup)}. Show its path`}
      onClick={() => selectLookup(outcome.lookup)}
    >
      {ok ? (
        <Check size={14} strokeWidth={2} className="tone-ok" aria-hidden="true" />
      ) : (
        <X size={14} strokeWidth={2} className="tone-bad" aria-hidden="true" />
      )}
      <span className="words">
        {head}
        {node === null ? '' : ' '}
        {node === null ? null : <b className="mono">{node}</b>}
        {` · ${tail}`}
      </span>
    </button>
  )
}
