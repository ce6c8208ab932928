import { useLab, useWindow } from '../state/lab'
import type { Selection } from '../state/window-state'
import { EventInspector } from './event-inspector'
import { KeyInspector } from './key-inspector'
import { LookupInspector } from './lookup-inspector'
import { NodeInspector } from './node-inspector'

/** Explains the one thing that is selected, or pinned. */
export function Inspector({ short, icons }: { short: boolean; icons: boolean }) {
  const selection = useWindow((state) => state.pinned ?? state.selection)
  const empty = useLab((lab) => lab.nodes.length === 0)
  if (selection === null) return <NothingSelected empty={empty} />
  return <Chosen selection={selection} short={short} icons={icons} />
}

function Chosen({ selection, short, icons }: { selection: Selection; short: boolean; icons: boolean }) {
  switch (selection.kind) {
    case 'node':
      return <NodeInspector id={selection.id} short={short} icons={icons} />
    case 'key':
      return <KeyInspector key={selection.key} name={selection.key} id={selection.id} />
    case 'lookup':
      return <LookupInspector lookup={selection.lookup} />
    case 'event':
      return <EventInspector event={selection.event} />
  }
}

function NothingSelected({ empty }: { empty: boolean }) {
  return (
    <div className="nothing">
      <svg width={40} height={46} viewBox="0 0 40 46" aria-hidden="true">
        <circle cx={20} cy={26} r={19} fill="none" stroke="var(--line-2)" strokeDasharray="3 3" />
        <circle cx={20} cy={6.5} r={4} fill="var(--panel)" stroke="var(--line-3)" strokeWidth={1.5} />
      </svg>
      <h2>Nothing selected</h2>
      <p>
        {empty
          ? 'Select a node to see what it believes and what is true.'
          : 'Select a node, a key or an event to see what is behind it.'}
      </p>
    </div>
  )
}
