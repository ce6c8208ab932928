import { ClipboardCopy } from 'lucide-react'
import { useMemo, useState } from 'react'
import { shortId } from '../../shared/ids'
import type { BehindView, NodeView } from '../../shared/model'
import { copyText, toCsv } from '../controls/clipboard'
import { DataTable, type Column, type Sorting } from '../controls/data-table'
import { NodeGlyph } from '../glyphs/node-glyph'
import { useLab, useWindow } from '../state/lab'
import { openContextMenu, selectNode, toast } from '../state/window-actions'
import { clockTime, count, plural } from '../words/format'
import { behindById, lookOf, stateWord } from '../words/node-look'

interface Row {
  node: NodeView
  behind: BehindView | undefined
}

const COLUMNS: readonly Column<Row>[] = [
  {
    id: 'id',
    head: 'id',
    track: '72px',
    sortable: true,
    cell: ({ node, behind }) => (
      <span className="glyph-cell mono">
        <NodeGlyph look={lookOf(node, behind === undefined ? null : new Map([[node.id, behind]]))} size={12} />
        {shortId(node.id)}
      </span>
    )
  },
  {
    id: 'port',
    head: 'port',
    track: '64px',
    sortable: true,
    cell: ({ node }) => <span className="mono soft">{node.port}</span>
  },
  {
    id: 'state',
    head: 'state',
    track: 'minmax(72px, 1fr)',
    sortable: true,
    cell: ({ node, behind }) => `${stateWord(node, behind)}${node.reason === undefined ? '' : `: ${node.reason}`}`
  },
  {
    id: 'predecessor',
    head: 'predecessor',
    track: '96px',
    cell: ({ node }) => <span className="mono">{shortId(node.predecessor)}</span>
  },
  {
    id: 'successor',
    head: 'successor',
    track: '88px',
    cell: ({ node }) => (
      <span className="mono">{node.successors[0] === undefined ? '–' : shortId(node.successors[0])}</span>
    )
  },
  {
    id: 'list',
    head: 'successor list',
    track: 'minmax(0, 2fr)',
    cell: ({ node }) => <span className="mono soft">{node.successors.map(shortId).join(' ')}</span>
  },
  { id: 'keys', head: 'keys', track: '64px', numeric: true, sortable: true, cell: ({ node }) => count(node.keys) },
  {
    id: 'rpc',
    head: 'RPC/s',
    track: '64px',
    numeric: true,
    sortable: true,
    cell: ({ node }) => count(node.rpcPerSecond)
  },
  {
    id: 'since',
    head: 'since',
    track: '72px',
    numeric: true,
    cell: ({ node }) => <span className="hint">{clockTime(node.sinceMs)}</span>
  }
]

/** All nodes with their neighbours, as a table. */
export function NodesTab() {
  const nodes = useLab((lab) => lab.nodes)
  const behindList = useLab((lab) => lab.health.behind)
  const [sorting, setSorting] = useState<Sorting>({ column: 'id', descending: false })
  const selected = useWindow((state) => (state.selection?.kind === 'node' ? state.selection.id : null))
  const rows = useMemo(() => {
    const behind = behindById(behindList)
    return sortRows(
      nodes.map((node) => ({ node, behind: behind.get(node.id) })),
      sorting
    )
  }, [nodes, behindList, sorting])
  const copy = async () => {
    const csv = toCsv(
      ['id', 'address', 'state', 'predecessor', 'successors', 'keys', 'rpcPerSecond'],
      rows.map(({ node }) => [
        node.id,
        node.address,
        node.state,
        node.predecessor,
        node.successors.join(' '),
        node.keys,
        node.rpcPerSecond
      ])
    )
    if (await copyText(csv)) toast('ok', `${plural(rows.length, 'node')} copied as CSV`)
  }
  return (
    <div className="tab">
      <div className="tool-row">
        <span className="hint">{`${plural(nodes.length, 'node')} in ring order, with what each believes of its neighbours`}</span>
        <button
          type="button"
          className="button bare small end"
          disabled={rows.length === 0}
          onClick={() => void copy()}
        >
          <ClipboardCopy size={14} strokeWidth={1.75} />
          Copy as CSV
        </button>
      </div>
      <DataTable
        label="Nodes"
        columns={COLUMNS}
        count={rows.length}
        rowAt={(index) => rows[index] ?? null}
        keyOf={(row) => row.node.id}
        selected={selected}
        onSelect={(row) => selectNode(row.node.id)}
        sorting={sorting}
        onSort={(column) =>
          setSorting((before) => ({ column, descending: before.column === column && !before.descending }))
        }
        onMenu={(row, at) => openContextMenu({ kind: 'node', id: row.node.id }, at)}
        empty="No nodes yet."
      />
    </div>
  )
}

function sortRows(rows: Row[], { column, descending }: Sorting): Row[] {
  const value = VALUES[column]
  if (value === undefined) return rows
  const sign = descending ? -1 : 1
  return rows.sort((a, b) => (value(a) < value(b) ? -sign : value(a) > value(b) ? sign : 0))
}

const VALUES: Record<string, ((row: Row) => string | number) | undefined> = {
  id: (row) => row.node.id,
  port: (row) => row.node.port,
  state: (row) => stateWord(row.node, row.behind),
  keys: (row) => row.node.keys,
  rpc: (row) => row.node.rpcPerSecond
}
