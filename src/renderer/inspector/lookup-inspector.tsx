import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { shortId } from '../../shared/ids'
import type { LookupView } from '../../shared/model'
import { useReadOnlyReason, useWindow } from '../state/lab'
import { repeatLookup } from '../state/request-actions'
import { selectKey } from '../state/window-actions'
import { clockTime, groupId, millis, plural } from '../words/format'
import { contacts, hopReason, lookupTitle, ownerReason, resultLine } from '../words/lookup-words'
import { Fact } from './fact'
import { InspectorHead } from './inspector-head'
import { NodeLink } from './node-link'
import { ValueView } from './value-view'
import { Waterfall } from './waterfall'
import { ScrollRegion } from './scroll-region'

const Diamond = ({ ok }: { ok: boolean }) => (
  <svg width={14} height={14} viewBox="-7 -7 14 14" aria-hidden="true" className={ok ? 'tone-accent' : 'tone-bad'}>
    <path d="M0 -6L6 0L0 6L-6 0Z" fill="currentColor" />
  </svg>
)

/** A request with the path that it really took: every hop, why it was taken, and when. */
export function LookupInspector({ lookup }: { lookup: LookupView }) {
  const value = useWindow((state) =>
    state.outcome.state === 'done' && state.outcome.lookup.lookup === lookup.lookup ? state.outcome.value : null
  )
  return (
    <>
      <InspectorHead
        glyph={<Diamond ok={lookup.ok} />}
        title={lookupTitle(lookup)}
        sentence={resultLine(lookup)}
        tone={lookup.ok ? 'soft' : 'tone-bad'}
      />
      <div className="inspector-body head-line">
        <ScrollRegion label="Lookup">
          <RepeatBar lookup={lookup} />
          <LookupFacts lookup={lookup} />
          <section className="section" aria-label="Path">
            <h3 className="row-head">
              <span className="strong">Path</span>
              <span className="end soft">{`${plural(contacts(lookup), 'hop')} · ${millis(lookup.tookMs)}`}</span>
            </h3>
            {lookup.path.length === 0 ? (
              <p className="padded soft">{`${shortId(lookup.origin)} answered by itself: no hop was needed.`}</p>
            ) : (
              <Waterfall lookup={lookup} reasons={(i) => <Reason lookup={lookup} index={i} />} />
            )}
            <p className="why soft">{ownerReason(lookup)}</p>
          </section>
          {value === null ? null : <ValueView value={value} />}
        </ScrollRegion>
      </div>
    </>
  )
}

function Reason({ lookup, index }: { lookup: LookupView; index: number }) {
  const hop = lookup.path[index]
  if (hop === undefined) return null
  const { text, exponent, rest } = hopReason(hop, lookup)
  return (
    <>
      {text}
      {exponent === null ? null : (
        <span className="mono">
          2<sup>{exponent}</sup>
        </span>
      )}
      {rest}
    </>
  )
}

function RepeatBar({ lookup }: { lookup: LookupView }) {
  const readOnly = useReadOnlyReason()
  const [problem, setProblem] = useState<string | null>(null)
  const repeat = async () => setProblem(await repeatLookup(lookup))
  return (
    <div className="node-actions" role="group" aria-label="Actions on this lookup">
      <button
        type="button"
        className="button"
        disabled={readOnly !== null}
        title={readOnly ?? 'Look it up again from the same node'}
        onClick={() => void repeat()}
      >
        <RotateCw size={14} strokeWidth={1.75} />
        Look up again
      </button>
      {lookup.key === null ? null : (
        <button type="button" className="button" onClick={() => selectKey(lookup.key ?? '', lookup.target)}>
          Show the key
        </button>
      )}
      {problem === null ? null : <span className="tone-bad cut">{problem}</span>}
    </div>
  )
}

function LookupFacts({ lookup }: { lookup: LookupView }) {
  return (
    <dl className="facts section">
      <Fact name="Target" copy={lookup.target} className="id">
        {groupId(lookup.target)}
      </Fact>
      <Fact name="Origin">
        <NodeLink id={lookup.origin} />
      </Fact>
      <Fact name="Owner">{lookup.owner === null ? 'not found' : <NodeLink id={lookup.owner} />}</Fact>
      <Fact name="Hops">
        {contacts(lookup)}
        <span className="hint">
          {` · ${lookup.hops} to the key's predecessor${lookup.timeouts === 0 ? '' : ` · ${plural(lookup.timeouts, 'timeout')}`}`}
        </span>
      </Fact>
      <Fact name="At">{clockTime(lookup.atMs)}</Fact>
    </dl>
  )
}
