import type { LookupView } from '../../shared/model'
import { millis } from '../words/format'
import { contacts, lookupTitle, ownerReason } from '../words/lookup-words'
import { plural } from '../words/format'
import { selectLookup } from '../state/window-actions'
import { NodeLink } from './node-link'

/** The hops of a lookup one under another, each at its place in time. */
export function Waterfall({ lookup, reasons }: { lookup: LookupView; reasons?: (index: number) => React.ReactNode }) {
  const total = lookup.path.reduce((sum, hop) => sum + hop.tookMs, 0)
  const share = (ms: number) => (total === 0 ? 0 : (ms / total) * 100)
  const starts = lookup.path.map((_, i) => lookup.path.slice(0, i).reduce((sum, hop) => sum + hop.tookMs, 0))
  return (
    <ol className="waterfall" aria-label="Hops">
      {lookup.path.map((hop, i) => {
        const left = share(starts[i] ?? 0)
        const width = share(hop.tookMs)
        return (
          <li key={i} data-ok={hop.ok}>
            <span className="hop-number">{i + 1}</span>
            <span className="mono hop-pair">
              <NodeLink id={hop.from} /> <span className="soft">→</span> <NodeLink id={hop.to} />
            </span>
            <span className="hop-bar" aria-hidden="true">
              <span style={{ left: `${left}%`, width: `max(2px, ${width}%)` }} />
            </span>
            <span className="num">{hop.ok ? millis(hop.tookMs) : 'no answer'}</span>
            {reasons === undefined ? null : <span className="hop-reason hint">{reasons(i)}</span>}
          </li>
        )
      })}
    </ol>
  )
}

/** The newest lookup of a node, in short. */
export function LookupSummary({ lookup }: { lookup: LookupView }) {
  const { op } = lookup
  return (
    <section className="section lookup-summary" aria-label="Last request">
      <h3>
        <button type="button" onClick={() => selectLookup(lookup)} title="Show the whole lookup">
          <span className="strong">{op}</span>
          <span className="mono strong cut">{lookupTitle(lookup).slice(op.length + 1)}</span>
          <span className="end">{`${plural(contacts(lookup), 'hop')} · ${millis(lookup.tookMs)}`}</span>
        </button>
      </h3>
      <Waterfall lookup={lookup} />
      <p className="why soft">{ownerReason(lookup)}</p>
    </section>
  )
}
