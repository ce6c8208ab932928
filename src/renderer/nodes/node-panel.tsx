import { ChevronDown, ListFilter, Plus } from 'lucide-react'
import { memo, useMemo } from 'react'
import { command } from '../commands/commands'
import { runCommand } from '../commands/shortcuts'
import { MenuButton, MenuItem } from '../controls/menu'
import { addNode } from '../state/lab-actions'
import { useLab, useReadOnlyReason, useWindow } from '../state/lab'
import { setNodeFilter } from '../state/window-actions'
import { behindById } from '../words/node-look'
import { count } from '../words/format'
import { matches } from './filter'
import { NodeList, sameRows } from './node-list'

/** The list of nodes in ring order, with what adds to it. */
export function NodePanel() {
  const nodes = useLab((lab) => lab.nodes, sameRows)
  const behindList = useLab((lab) => lab.health.behind)
  const filter = useWindow((state) => state.nodeFilter)
  const behind = useMemo(() => behindById(behindList), [behindList])
  const shown = filter === '' ? nodes : nodes.filter((node) => matches(node, filter, behind))
  return (
    <section className="node-panel" aria-label="Nodes">
      <header className="panel-head">
        <h2>Nodes</h2>
        <span className="hint" data-testid="node-count">
          {shown.length === nodes.length ? count(nodes.length) : `${count(shown.length)} of ${count(nodes.length)}`}
        </span>
        <AddNode />
      </header>
      {nodes.length === 0 ? (
        <p className="panel-empty">Nodes are listed here in ring order, with port, keys and state.</p>
      ) : (
        <>
          <label className="field quiet node-filter">
            <ListFilter size={14} strokeWidth={2} aria-hidden="true" />
            <input
              id="node-filter"
              type="search"
              placeholder="Filter by id, port or state"
              aria-label="Filter nodes by id, port or state"
              aria-keyshortcuts="/"
              value={filter}
              onChange={(event) => setNodeFilter(event.target.value)}
            />
          </label>
          {shown.length === 0 ? (
            <p className="panel-empty">{`No node matches ${filter.trim()}.`}</p>
          ) : (
            <NodeList nodes={shown} behind={behind} />
          )}
        </>
      )}
    </section>
  )
}

const AddNode = memo(function AddNode() {
  const readOnly = useReadOnlyReason()
  const off = readOnly !== null
  const run = (id: string) => () => runCommand(command(id))
  return (
    <div className="joined add-node">
      <button
        type="button"
        className="button"
        aria-keyshortcuts="N"
        title={readOnly ?? 'Add node (N)'}
        disabled={off}
        onClick={() => void addNode()}
      >
        <Plus size={16} strokeWidth={1.75} />
        Add node
      </button>
      <MenuButton
        label="More ways to add nodes"
        className="more"
        disabled={off}
        items={
          <>
            <MenuItem shortcut="N" onRun={run('node.add')}>
              One, at its hashed id
            </MenuItem>
            <MenuItem shortcut="Shift N" onRun={run('node.addMany')}>
              Add many…
            </MenuItem>
            <MenuItem onRun={run('node.addAt')}>At a chosen id…</MenuItem>
            <MenuItem onRun={run('node.place')}>Place on the ring…</MenuItem>
          </>
        }
      >
        <ChevronDown size={14} strokeWidth={2} />
      </MenuButton>
    </div>
  )
})
