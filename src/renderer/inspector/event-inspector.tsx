import type { Recorded } from '../../shared/events'
import { shortId, type Id } from '../../shared/ids'
import { clockTime, millis, plural } from '../words/format'
import { eventWords } from '../words/event-words'
import { PREDICATE_MEANINGS } from '../words/predicate-words'
import { Fact } from './fact'
import { InspectorHead } from './inspector-head'
import { BeliefColumns } from './belief-columns'
import { NodeLink } from './node-link'
import { ScrollRegion } from './scroll-region'

/** An event: what happened and what it changed. */
export function EventInspector({ event }: { event: Recorded }) {
  const words = eventWords(event)
  const tone = words.tone === 'plain' ? 'soft' : `tone-${words.tone}`
  return (
    <>
      <InspectorHead
        glyph={
          <svg width={14} height={14} viewBox="-7 -7 14 14" aria-hidden="true" className={tone}>
            <path d="M0 -5L5 0L0 5L-5 0Z" fill="none" stroke="currentColor" strokeWidth={1.5} />
          </svg>
        }
        title={words.kind}
        sentence={words.text}
        tone={tone}
      />
      <div className="inspector-body head-line">
        <ScrollRegion label="Event">
          <dl className="facts section">
            <Fact name="At">{clockTime(event.atMs)}</Fact>
            <Fact name="Number">{event.seq}</Fact>
            <Fact name="Nodes">
              {words.nodes.length === 0
                ? '–'
                : [...new Set(words.nodes)].map((id) => <NodeLink key={id} id={id} className="spaced" />)}
            </Fact>
            <More event={event} />
          </dl>
          <Change event={event} />
        </ScrollRegion>
      </div>
    </>
  )
}

function More({ event }: { event: Recorded }) {
  switch (event.type) {
    case 'predecessor-changed':
    case 'successors-changed':
    case 'served-changed':
      return <Fact name="Cause">{event.cause}</Fact>
    case 'transfer':
      return (
        <>
          <Fact name="Arc">
            <span className="mono">{`(${shortId(event.start)}, ${shortId(event.end)}]`}</span>
          </Fact>
          <Fact name="Keys">{`${event.moved} of ${plural(event.total, 'key')}`}</Fact>
          <Fact name="Took">{millis(event.tookMs)}</Fact>
        </>
      )
    case 'health-changed':
      return event.broken.length === 0 ? null : <Fact name="Broken">{event.broken.join(', ')}</Fact>
    case 'invariant-broken':
    case 'invariant-restored':
      return (
        <>
          <Fact name="Predicate">{`${event.name}: ${PREDICATE_MEANINGS[event.name].toLowerCase()}`}</Fact>
          <Fact name={event.type === 'invariant-broken' ? 'Since' : 'Broken since'}>{clockTime(event.since)}</Fact>
          <Fact name="Cause">{event.cause === null ? '–' : `event ${event.cause}`}</Fact>
          <Fact name="Seen by">the lab’s observer</Fact>
        </>
      )
    case 'keys-lost':
      return (
        <Fact name="Sample">
          <span className="mono">{event.sample.join(', ')}</span>
        </Fact>
      )
    case 'node-state':
      return <Fact name="Address">{event.address}</Fact>
    default:
      return null
  }
}

/** Before and after, entry by entry, for events that changed a pointer. */
function Change({ event }: { event: Recorded }) {
  if (event.type === 'predecessor-changed') return <Changed rows={[['predecessor', event.before, event.after]]} />
  if (event.type !== 'successors-changed') return null
  const length = Math.max(event.before.length, event.after.length)
  const rows = Array.from({ length }, (_, i): [string, Id | null, Id | null] => [
    `successor ${i + 1}`,
    event.before[i] ?? null,
    event.after[i] ?? null
  ])
  return <Changed rows={rows} />
}

function Changed({ rows }: { rows: readonly (readonly [string, Id | null, Id | null])[] }) {
  return (
    <table className="beliefs section" aria-label="What it changed">
      <BeliefColumns />
      <thead>
        <tr>
          <th scope="col" className="head">
            Changed
          </th>
          <th scope="col">before</th>
          <th scope="col">after</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, before, after]) => (
          <tr key={label} data-verdict={before === after ? 'right' : 'changed'}>
            <th scope="row">{label}</th>
            <td>
              {before === null ? (
                '–'
              ) : before === after ? (
                <NodeLink id={before} className="soft" />
              ) : (
                <s>
                  <NodeLink id={before} />
                </s>
              )}
            </td>
            <td className="truth">
              {after === null ? '–' : <NodeLink id={after} className={before === after ? 'soft' : 'strong'} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
