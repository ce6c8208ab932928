import { useEffect, useState } from 'react'
import type { KeyRow } from '../../shared/contract'
import { shortId, type Id } from '../../shared/ids'
import type { LookupView } from '../../shared/model'
import { useNow } from '../frame/use-now'
import { ask } from '../state/door-session'
import { sentence } from '../state/lab-actions'
import { useLab, useReadOnlyReason, useWindow, windowStore } from '../state/lab'
import { beginRequest } from '../state/request-actions'
import { keyRow, snapshotRecord } from '../state/sources'
import { bytes, expiry, groupId } from '../words/format'
import { ownerReason, resultLine } from '../words/lookup-words'
import type { RawValue } from '../words/value'
import { Fact } from './fact'
import { InspectorHead } from './inspector-head'
import { NodeLink } from './node-link'
import { ValueView } from './value-view'
import { Waterfall } from './waterfall'
import { ScrollRegion } from './scroll-region'

interface Reading {
  row: KeyRow | null
  value: RawValue | null
  lookup: LookupView | null
  error: string | null
  done: boolean
}

const UNREAD: Reading = { row: null, value: null, lookup: null, error: null, done: false }

/** A key: where it is, why there, and what it holds, read by a real get. */
export function KeyInspector({ name, id }: { name: string; id: Id }) {
  const reading = useReading(name)
  const { row, value, lookup, error, done } = reading
  const words = error ?? (lookup !== null ? resultLine(lookup) : done ? where(row) : 'Reading')
  return (
    <>
      <InspectorHead
        glyph={
          <svg width={14} height={14} viewBox="-7 -7 14 14" aria-hidden="true" className="tone-accent">
            <path d="M0 -6L6 0L0 6L-6 0Z" fill="currentColor" />
          </svg>
        }
        title={name}
        sentence={words}
        tone={error === null ? 'soft' : 'tone-bad'}
      />
      <div className="inspector-body head-line">
        <ScrollRegion label="Key">
          <KeyActions name={name} />
          <KeyFacts id={id} row={row} />
          {lookup === null ? null : (
            <section className="section" aria-label="Path">
              <h3 className="row-head">
                <span className="strong">Path</span>
                <span className="hint">{`read from ${shortId(lookup.origin)}`}</span>
              </h3>
              <Waterfall lookup={lookup} />
              <p className="why soft">{ownerReason(lookup)}</p>
            </section>
          )}
          {value === null ? null : <ValueView value={value} />}
        </ScrollRegion>
      </div>
    </>
  )
}

const where = (row: KeyRow | null) =>
  row === null ? 'no node holds this key' : `held by ${row.holders.map(shortId).join(', ')}`

function KeyActions({ name }: { name: string }) {
  const readOnly = useReadOnlyReason()
  return (
    <div className="node-actions" role="group" aria-label="Actions on this key">
      {(['put', 'get', 'delete'] as const).map((op) => (
        <button
          key={op}
          type="button"
          className="button"
          disabled={readOnly !== null}
          title={readOnly ?? `Fill the request panel: ${op} ${name}`}
          onClick={() => beginRequest(op, name)}
        >
          {op === 'put' ? 'Put…' : op === 'get' ? 'Get…' : 'Delete…'}
        </button>
      ))}
    </div>
  )
}

function KeyFacts({ id, row }: { id: Id; row: KeyRow | null }) {
  const startedAt = useLab((lab) => lab.startedAt)
  const wall = startedAt + useNow(1000)
  return (
    <dl className="facts section">
      <Fact name="Id" copy={id} className="id">
        {groupId(id)}
      </Fact>
      <Fact name="Owner">{row === null ? '–' : <NodeLink id={row.owner} />}</Fact>
      <Fact name="Held by">
        {row === null ? '–' : row.holders.map((holder) => <NodeLink key={holder} id={holder} className="spaced" />)}
      </Fact>
      <Fact name="Size">{row === null ? '–' : bytes(row.size)}</Fact>
      <Fact name="Expiry">{row === null ? '–' : expiry(row.expiresAt, wall)}</Fact>
    </dl>
  )
}

const SETTLE_MS = 150

/** Reads the row, and the value by a get; waits a moment, so that running down a list does not read each key. */
function useReading(name: string): Reading {
  const [reading, setReading] = useState(UNREAD)
  const keys = useLab((lab) => lab.keys)
  const file = useWindow((state) => state.snapshot)
  useEffect(() => {
    let current = true
    void keyRow(name).then((row) => current && setReading((before) => ({ ...before, row, done: true })))
    return () => void (current = false)
  }, [name, keys, file])
  useEffect(() => {
    if (file !== null) return
    let current = true
    const timer = setTimeout(() => {
      void ask('key.get', { key: name }).then((answer) => {
        if (!current) return
        if (!answer.ok) return setReading((before) => ({ ...before, error: sentence(answer.error), done: true }))
        const { value, ...lookup } = answer.value
        setReading((before) => ({ ...before, value, lookup, error: null, done: true }))
        showPath(name, lookup)
      })
    }, SETTLE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [name, file])
  if (file === null) return reading
  const record = snapshotRecord(file, name)
  return { ...reading, value: record === null ? null : { encoding: record.encoding, data: record.value }, done: true }
}

/** Lays the path of the reading on the ring, while the key is still what is looked at. */
function showPath(name: string, lookup: LookupView): void {
  windowStore.update((state) =>
    state.selection?.kind === 'key' && state.selection.key === name ? { ...state, shownLookup: lookup } : state
  )
}
