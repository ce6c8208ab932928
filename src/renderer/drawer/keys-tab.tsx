import { ClipboardCopy, FilePlus2, Plus, Search } from 'lucide-react'
import { useState } from 'react'
import type { KeyRow } from '../../shared/contract'
import { shortId } from '../../shared/ids'
import { copyText, toCsv } from '../controls/clipboard'
import { DataTable, type Column, type Sorting } from '../controls/data-table'
import { useLab, useReadOnlyReason, useWindow } from '../state/lab'
import { keyPage } from '../state/sources'
import { useKeys } from '../state/use-keys'
import { openContextMenu, openSheet, selectKey, toast } from '../state/window-actions'
import { bytes, count, expiry, longerId, plural } from '../words/format'
import { Tasks } from './tasks'

type SortColumn = 'key' | 'id' | 'owner' | 'size'

const COLUMNS: readonly Column<KeyRow>[] = [
  {
    id: 'key',
    head: 'key',
    track: 'minmax(0, 1fr)',
    sortable: true,
    cell: (row) => <span className="mono">{row.key}</span>
  },
  {
    id: 'id',
    head: 'id',
    track: '96px',
    sortable: true,
    cell: (row) => <span className="mono hint">{longerId(row.id)}</span>
  },
  { id: 'owner', head: 'owner', track: '64px', sortable: true, cell: (row) => <Owner row={row} /> },
  {
    id: 'holders',
    head: 'held by',
    track: 'minmax(64px, 140px)',
    cell: (row) => <span className="mono soft">{row.holders.map(shortId).join(' ')}</span>
  },
  { id: 'size', head: 'size', track: '72px', numeric: true, sortable: true, cell: (row) => bytes(row.size) },
  {
    id: 'expiry',
    head: 'expiry',
    track: '132px',
    cell: (row) => <span className="hint">{expiry(row.expiresAt, Date.now())}</span>
  }
]

/** The owner by the truth; marked where it does not hold the key. */
function Owner({ row }: { row: KeyRow }) {
  const held = row.holders.includes(row.owner)
  return (
    <span className={held ? 'mono' : 'mono tone-warn'} title={held ? undefined : 'The owner does not hold it yet.'}>
      {shortId(row.owner)}
    </span>
  )
}

/** All keys of the ring with their owners. */
export function KeysTab() {
  const [search, setSearch] = useState('')
  const [sorting, setSorting] = useState<Sorting>({ column: 'key', descending: false })
  const sort = sorting.column as SortColumn
  const keys = useKeys({ search, sort, descending: sorting.descending })
  const selected = useWindow((state) => (state.selection?.kind === 'key' ? state.selection.key : null))
  const total = keys.total ?? 0
  const onSort = (column: string) =>
    setSorting((before) => ({ column, descending: before.column === column && !before.descending }))
  return (
    <div className="tab">
      <KeyTools
        search={search}
        setSearch={setSearch}
        total={keys.total}
        query={{ search, sort, descending: sorting.descending }}
      />
      <Tasks />
      <DataTable
        label="Keys"
        columns={COLUMNS}
        count={total}
        rowAt={keys.rowAt}
        onRange={keys.onRange}
        keyOf={(row) => row.key}
        selected={selected}
        onSelect={(row) => selectKey(row.key, row.id)}
        sorting={sorting}
        onSort={onSort}
        onMenu={(row, at) => openContextMenu({ kind: 'key', key: row.key }, at)}
        empty={
          keys.error ??
          (keys.total === null
            ? 'Reading keys'
            : search === ''
              ? 'No keys yet. Put one, or generate some.'
              : 'No key matches.')
        }
      />
    </div>
  )
}

function KeyTools(props: {
  search: string
  setSearch: (text: string) => void
  total: number | null
  query: { search: string; sort: SortColumn; descending: boolean }
}) {
  const readOnly = useReadOnlyReason()
  const live = useLab((lab) => lab.health.live)
  const off = readOnly ?? (live === 0 ? 'Add a node first.' : null)
  const all = useLab((lab) => lab.keys)
  const total = props.total ?? all
  return (
    <div className="tool-row">
      <label className="field quiet tool-search">
        <Search size={14} strokeWidth={2} aria-hidden="true" />
        <input
          type="search"
          placeholder="Search keys, or the start of an id"
          aria-label="Search keys"
          value={props.search}
          onChange={(event) => props.setSearch(event.target.value)}
        />
      </label>
      <button
        type="button"
        className="button small"
        disabled={off !== null}
        title={off ?? undefined}
        onClick={() => openSheet('generate')}
      >
        <Plus size={14} strokeWidth={1.75} />
        Generate…
      </button>
      <button
        type="button"
        className="button small"
        disabled={off !== null}
        title={off ?? undefined}
        onClick={() => openSheet('import')}
      >
        <FilePlus2 size={14} strokeWidth={1.75} />
        Import…
      </button>
      <span className="end hint" data-testid="key-count">
        {props.search === '' ? plural(total, 'key') : `${count(total)} of ${plural(all, 'key')}`}
      </span>
      <button
        type="button"
        className="button bare small"
        disabled={total === 0}
        onClick={() => void copyKeys(props.query)}
      >
        <ClipboardCopy size={14} strokeWidth={1.75} />
        Copy as CSV
      </button>
    </div>
  )
}

const MOST_COPIED = 10_000

async function copyKeys(query: { search: string; sort: SortColumn; descending: boolean }): Promise<void> {
  const rows: KeyRow[] = []
  for (;;) {
    const answer = await keyPage({ ...query, offset: rows.length, limit: 1000 })
    if (!answer.ok) return toast('bad', `Keys not read: ${answer.error.message}`)
    rows.push(...answer.value.rows)
    if (answer.value.rows.length === 0 || rows.length >= Math.min(answer.value.total, MOST_COPIED)) break
  }
  const csv = toCsv(
    ['key', 'id', 'owner', 'holders', 'size', 'expiresAt'],
    rows.map((row) => [row.key, row.id, row.owner, row.holders.join(' '), row.size, row.expiresAt ?? ''])
  )
  if (await copyText(csv)) toast('ok', `${plural(rows.length, 'key')} copied as CSV`)
}
