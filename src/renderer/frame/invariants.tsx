import * as Ariakit from '@ariakit/react'
import { X } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import type { PredicateView } from '../../shared/model'
import { LevelGlyph } from '../glyphs/level-glyph'
import { NodeLink } from '../inspector/node-link'
import { useLab, useWindow } from '../state/lab'
import { openSheet, selectEvent } from '../state/window-actions'
import { eventWords } from '../words/event-words'
import { clockTime, count } from '../words/format'
import { LEVEL_TONES, PREDICATE_MEANINGS, REGIME_WORDS, verdict } from '../words/predicate-words'

/** Nodes that a row names; the others are counted. */
const NAMED_NODES = 8

/** Makes what it holds the place from which the predicates open. */
export function InvariantsAnchor({ children }: { children: ReactNode }) {
  const open = useWindow((state) => state.sheet === 'invariants')
  return (
    <Ariakit.PopoverProvider
      open={open}
      setOpen={(next) => openSheet(next ? 'invariants' : null)}
      placement="bottom-start"
    >
      {children}
      <Ariakit.Popover className="invariants" gutter={8} overflowPadding={12} fixed unmountOnHide>
        <Invariants />
      </Ariakit.Popover>
    </Ariakit.PopoverProvider>
  )
}

function Invariants() {
  const predicates = useLab((lab) => lab.health.predicates)
  const regime = useLab((lab) => lab.health.regime)
  const isEmpty = regime === 'empty' || predicates.length === 0
  return (
    <>
      <div className="invariants-head">
        <Ariakit.PopoverHeading className="dialog-title" render={<h2 />}>
          Invariants
        </Ariakit.PopoverHeading>
        <Ariakit.PopoverDismiss className="button bare icon small" aria-label="Close">
          <X size={16} strokeWidth={1.75} />
        </Ariakit.PopoverDismiss>
      </div>
      <p className="invariants-note soft">
        {isEmpty ? 'No node is live: there is no ring to judge.' : `${verdict(predicates)}. ${REGIME_WORDS[regime]}.`}
      </p>
      {isEmpty ? null : (
        <ul className="invariants-list" aria-label="Predicates">
          {predicates.map((predicate) => (
            <Row key={predicate.name} predicate={predicate} />
          ))}
        </ul>
      )}
      <p className="invariants-note invariants-foot hint">
        Seen by the lab’s observer, which looks into all nodes; no node knows this.
      </p>
    </>
  )
}

const Row = memo(function Row({ predicate }: { predicate: PredicateView }) {
  const { name, title, level, sinceMs, seq, nodes } = predicate
  return (
    <li data-predicate={name} data-level={level}>
      <LevelGlyph level={level} />
      <span className="cut">
        <span className="invariant-name mono">{name}</span> {title}
      </span>
      <span className={`tone-${LEVEL_TONES[level]}`}>{level}</span>
      <span className="hint">
        since <span className="mono">{clockTime(sinceMs)}</span>
      </span>
      <span className="invariant-meaning cut soft">{PREDICATE_MEANINGS[name]}</span>
      <span className="invariant-cause cut">
        <Cause seq={seq} />
      </span>
      {nodes.length === 0 ? null : <Nodes nodes={nodes} />}
    </li>
  )
})

function Nodes({ nodes }: { nodes: readonly string[] }) {
  const more = nodes.length - NAMED_NODES
  return (
    <span className="invariant-nodes">
      {nodes.slice(0, NAMED_NODES).map((id) => (
        <NodeLink key={id} id={id} />
      ))}
      {more > 0 ? <span className="hint">{`and ${count(more)} more`}</span> : null}
    </span>
  )
}

/** The event that brought a predicate to its level; a click shows it in the inspector. */
function Cause({ seq }: { seq: number | null }) {
  const event = useLab((lab) => (seq === null ? undefined : lab.events.findLast((one) => one.seq === seq)))
  if (seq === null) return <span className="hint">–</span>
  if (event === undefined) return <span className="hint">{`event ${seq}`}</span>
  const words = eventWords(event)
  return (
    <button
      type="button"
      className="link"
      title={words.text}
      aria-label={`Event ${seq}: ${words.text}`}
      onClick={() => selectEvent(event)}
    >
      {`${words.kind} · event ${seq}`}
    </button>
  )
}
