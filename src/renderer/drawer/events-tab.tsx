import { ClipboardCopy, Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Recorded } from '../../shared/events'
import { copyText, toCsv } from '../controls/clipboard'
import { DataTable, type Column } from '../controls/data-table'
import { Select } from '../controls/select'
import { useLab, useWindow } from '../state/lab'
import { selectEvent, toast } from '../state/window-actions'
import { clockTime, count, plural } from '../words/format'
import { EVENT_KINDS, eventMatches, eventWords } from '../words/event-words'

const COLUMNS: readonly Column<Recorded>[] = [
  { id: 'time', head: 'time', track: '72px', cell: (event) => <span className="hint">{clockTime(event.atMs)}</span> },
  { id: 'kind', head: 'what', track: '132px', cell: (event) => <Kind event={event} /> },
  { id: 'text', head: 'event', track: 'minmax(0, 1fr)', cell: (event) => eventWords(event).text }
]

function Kind({ event }: { event: Recorded }) {
  const { kind, tone } = eventWords(event)
  return <span className={tone === 'plain' ? 'soft' : `tone-${tone}`}>{kind}</span>
}

/** What the log is narrowed to. */
interface Filter {
  kind: string
  search: string
  traffic: boolean
}

/** The log, newest first: everything but traffic, or traffic too where asked. */
export function EventsTab() {
  const [filter, setFilter] = useState<Filter>({ kind: '', search: '', traffic: false })
  const rows = useRows(filter)
  const selected = useWindow(({ selection }) =>
    selection?.kind === 'event'
      ? String(selection.event.seq)
      : selection?.kind === 'lookup'
        ? `lookup ${selection.lookup.lookup}`
        : null
  )
  const narrowed = filter.search !== '' || filter.kind !== ''
  return (
    <div className="tab">
      <EventTools filter={filter} onFilter={(change) => setFilter({ ...filter, ...change })} rows={rows} />
      <DataTable
        label="Events"
        columns={COLUMNS}
        count={rows.length}
        rowAt={(index) => rows[index] ?? null}
        keyOf={(event) => (event.type === 'lookup' ? `lookup ${event.lookup.lookup}` : String(event.seq))}
        selected={selected}
        onSelect={selectEvent}
        empty={narrowed ? 'No event matches.' : 'Events are listed here from the first node on.'}
      />
    </div>
  )
}

const KINDS = [
  { value: '', label: 'All kinds' },
  ...EVENT_KINDS.map((entry) => ({ value: entry.kind, label: entry.label }))
]

function EventTools(props: { filter: Filter; onFilter: (change: Partial<Filter>) => void; rows: readonly Recorded[] }) {
  const { filter, onFilter, rows } = props
  const dropped = useLab((lab) => lab.droppedPulses)
  return (
    <div className="tool-row">
      <label className="field quiet tool-search">
        <Search size={14} strokeWidth={2} aria-hidden="true" />
        <input
          type="search"
          placeholder="Filter by text or node"
          aria-label="Filter events by text or node"
          value={filter.search}
          onChange={(event) => onFilter({ search: event.target.value })}
        />
      </label>
      <div className="tool-select">
        <Select
          label="Kind of event"
          value={filter.kind}
          onChange={(kind) => onFilter({ kind })}
          className="quiet"
          options={KINDS}
        />
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={filter.traffic}
          onChange={(event) => onFilter({ traffic: event.target.checked })}
        />
        RPCs and rounds
      </label>
      <span className="end hint" data-testid="event-count">
        {plural(rows.length, 'event')}
        {filter.traffic && dropped > 0 ? ` · ${count(dropped)} more counted, not sent` : ''}
      </span>
      <button
        type="button"
        className="button bare small"
        onClick={() => void copyEvents(rows)}
        disabled={rows.length === 0}
      >
        <ClipboardCopy size={14} strokeWidth={1.75} />
        Copy as CSV
      </button>
    </div>
  )
}

async function copyEvents(rows: readonly Recorded[]): Promise<void> {
  const csv = toCsv(
    ['seq', 'time', 'what', 'event'],
    rows.map((event) => [event.seq, clockTime(event.atMs), eventWords(event).kind, eventWords(event).text])
  )
  if (await copyText(csv)) toast('ok', `${plural(rows.length, 'event')} copied as CSV`)
}

function useRows({ kind, search, traffic }: Filter): readonly Recorded[] {
  const events = useLab((lab) => lab.events)
  const pulses = useLab((lab) => (traffic ? lab.traffic : NONE))
  return useMemo(() => {
    const types = EVENT_KINDS.find((entry) => entry.kind === kind)?.types
    return [...events, ...pulses]
      .filter((event) => (types === undefined || types.includes(event.type)) && eventMatches(event, search))
      .sort(newestFirst)
  }, [events, pulses, kind, search])
}

const NONE: readonly Recorded[] = []

/** By when they happened: what a node told may come in after what happened here a moment later. */
const newestFirst = (a: Recorded, b: Recorded): number => b.atMs - a.atMs || b.seq - a.seq
