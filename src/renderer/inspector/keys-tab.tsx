import { useMemo } from 'react'
import type { KeyRow } from '../../shared/contract'
import { shortId } from '../../shared/ids'
import type { NodeView, TransferView } from '../../shared/model'
import { DataTable, type Column } from '../controls/data-table'
import { useLab, useWindow } from '../state/lab'
import { useKeys } from '../state/use-keys'
import { openContextMenu, selectKey } from '../state/window-actions'
import { bytes, count, longerId, percent } from '../words/format'

const COLUMNS: readonly Column<KeyRow>[] = [
  { id: 'key', head: 'key', track: 'minmax(0, 1.4fr)', cell: (row) => <span className="mono">{row.key}</span> },
  { id: 'id', head: 'id', track: '84px', cell: (row) => <span className="mono hint">{longerId(row.id)}</span> },
  { id: 'size', head: 'size', track: '60px', numeric: true, cell: (row) => bytes(row.size) }
]

/** The keys that a node holds, and those on their way. */
export function KeysTab({ node }: { node: NodeView }) {
  const moving = useLab((lab) =>
    lab.transfers.find((t) => t.state === 'moving' && (t.to === node.id || t.from === node.id))
  )
  const keys = useKeys({ search: '', node: node.id, sort: 'id', descending: false })
  const selected = useWindow((state) => (state.selection?.kind === 'key' ? state.selection.key : null))
  const columns = useMemo(() => COLUMNS, [])
  return (
    <div className="keys-tab">
      {moving === undefined ? null : <Moving transfer={moving} node={node} />}
      <DataTable
        label={`Keys of ${shortId(node.id)}`}
        columns={columns}
        count={keys.total ?? 0}
        rowAt={keys.rowAt}
        onRange={keys.onRange}
        keyOf={(row) => row.key}
        selected={selected}
        onSelect={(row) => selectKey(row.key, row.id)}
        onMenu={(row, at) => openContextMenu({ kind: 'key', key: row.key }, at)}
        empty={keys.error ?? (keys.total === null ? 'Reading keys' : `${shortId(node.id)} holds no keys.`)}
      />
    </div>
  )
}

function Moving({ transfer, node }: { transfer: TransferView; node: NodeView }) {
  const arriving = transfer.to === node.id
  const share = transfer.total === 0 ? 1 : transfer.moved / transfer.total
  return (
    <section className="section moving" aria-label="Keys on the move">
      <h3 className="row-head">
        <span className="strong">{arriving ? 'Arriving from' : 'Going to'}</span>
        <span className="mono strong">{shortId(arriving ? transfer.from : transfer.to)}</span>
        <span className="end tone-move">{`${count(transfer.moved)} of ${count(transfer.total)}`}</span>
      </h3>
      <div
        className="progress move"
        role="progressbar"
        aria-label="Keys moved"
        aria-valuemin={0}
        aria-valuemax={transfer.total}
        aria-valuenow={transfer.moved}
      >
        <span style={{ width: percent(share).replace(' ', '') }} />
      </div>
    </section>
  )
}
