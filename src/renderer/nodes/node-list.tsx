import { memo, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { shortId, type Id } from '../../shared/ids'
import type { BehindView, NodeView } from '../../shared/model'
import { NodeGlyph } from '../glyphs/node-glyph'
import { useWindow } from '../state/lab'
import { hover, openContextMenu, selectNode } from '../state/window-actions'
import { count } from '../words/format'
import { lookOf, stateWord } from '../words/node-look'
import { fitRows } from './fit-rows'

const HEAD = 28

/** Rows in ring order. Whole rows only: their height takes up what is left over. */
export function NodeList({ nodes, behind }: { nodes: readonly NodeView[]; behind: ReadonlyMap<Id, BehindView> }) {
  const box = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const [space, setSpace] = useState({ height: 0, width: 0 })
  const selected = useWindow((state) => (state.selection?.kind === 'node' ? state.selection.id : null))
  const hovered = useWindow((state) => state.hovered)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setSpace({ height: entry.contentRect.height - HEAD, width: entry.contentRect.width })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const { row, rows } = fitRows(space.height, nodes.length)
  useEffect(() => {
    list.current?.querySelector(`[data-node="${selected}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [selected, row])
  const most = nodes.reduce((max, node) => Math.max(max, node.keys), 1)
  const wide = space.width >= 360
  const focusable = nodes.some((node) => node.id === selected) ? selected : nodes[0]?.id
  return (
    <div ref={box} className="node-list" data-wide={wide || undefined}>
      <div className="node-heads" aria-hidden="true">
        <span />
        <span>id</span>
        <span>port</span>
        {wide ? <span>state</span> : null}
        {wide ? <span>succ</span> : null}
        {wide ? <span>pred</span> : null}
        <span>keys</span>
      </div>
      <ul
        ref={list}
        className="scroll"
        role="listbox"
        aria-label="Nodes in ring order"
        onKeyDown={(event) => moveFocus(event, nodes)}
        style={{ height: rows * row, ['--row' as string]: `${row}px` }}
      >
        {nodes.map((node) => (
          <NodeRow
            key={node.id}
            node={node}
            behind={behind.get(node.id)}
            share={node.keys / most}
            wide={wide}
            selected={node.id === selected}
            hovered={node.id === hovered}
            focusable={node.id === focusable}
          />
        ))}
      </ul>
    </div>
  )
}

/** Whether two lists read the same: how busy a node is, which changes every second, is not told here. */
export function sameRows(a: readonly NodeView[], b: readonly NodeView[]): boolean {
  return a.length === b.length && a.every((node, index) => sameRow(node, b[index] as NodeView))
}

function sameRow(a: NodeView, b: NodeView): boolean {
  return (
    a === b ||
    (a.id === b.id &&
      a.state === b.state &&
      a.port === b.port &&
      a.keys === b.keys &&
      a.reason === b.reason &&
      a.predecessor === b.predecessor &&
      a.successors[0] === b.successors[0])
  )
}

interface RowProps {
  node: NodeView
  behind: BehindView | undefined
  share: number
  wide: boolean
  selected: boolean
  hovered: boolean
  focusable: boolean
}

const NodeRow = memo(function NodeRow({ node, behind, share, wide, selected, hovered, focusable }: RowProps) {
  const look = lookOf(node, behind === undefined ? null : new Map([[node.id, behind]]))
  const word = stateWord(node, behind)
  const gone = look === 'crashed' || look === 'left'
  const successor = node.successors[0]
  const neighbours = `successor ${successor === undefined ? 'none' : shortId(successor)}, predecessor ${shortId(node.predecessor)}`
  const reason = node.reason === undefined ? '' : ` (${node.reason})`
  return (
    <li
      role="option"
      aria-selected={selected}
      title={`${shortId(node.id)} ${word}${reason} · ${neighbours}`}
      className="node-row"
      data-node={node.id}
      data-state={node.state}
      data-look={look}
      data-hovered={hovered || undefined}
      tabIndex={focusable ? 0 : -1}
      onClick={() => selectNode(node.id)}
      onPointerEnter={() => hover(node.id)}
      onPointerLeave={() => hover(null)}
      onContextMenu={(event) => {
        event.preventDefault()
        openContextMenu({ kind: 'node', id: node.id }, { x: event.clientX, y: event.clientY })
      }}
    >
      <NodeGlyph look={look} size={10} />
      <span className="mono id">{shortId(node.id)}</span>
      <span className="unseen">, port </span>
      <span className="mono port">{node.port === 0 ? '–' : node.port}</span>
      <span className="unseen">{`, ${word}${reason}, keys `}</span>
      {wide ? (
        <span className="cut soft" aria-hidden="true">
          {word}
        </span>
      ) : null}
      {wide ? (
        <span className="mono soft" aria-hidden="true">
          {successor === undefined ? '–' : shortId(successor)}
        </span>
      ) : null}
      {wide ? (
        <span className="mono soft" aria-hidden="true">
          {shortId(node.predecessor)}
        </span>
      ) : null}
      <span className="bar" aria-hidden="true">
        <span style={{ width: gone ? 0 : `${Math.max(node.keys > 0 ? 3 : 0, share * 100)}%` }} />
      </span>
      <span className="num">{gone ? '–' : count(node.keys)}</span>
      <span className="unseen">{`, ${neighbours}`}</span>
    </li>
  )
})

function moveFocus(event: KeyboardEvent<HTMLUListElement>, nodes: readonly NodeView[]): void {
  const row = (event.target as Element).closest<HTMLElement>('[data-node]')
  const at = nodes.findIndex((node) => node.id === row?.dataset.node)
  const next = TARGETS[event.key]?.(at, nodes.length)
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    event.preventDefault()
    const box = row?.getBoundingClientRect()
    if (row?.dataset.node !== undefined && box !== undefined)
      openContextMenu({ kind: 'node', id: row.dataset.node }, { x: box.left + 40, y: box.bottom })
    return
  }
  if (next === undefined) return
  event.preventDefault()
  const node = nodes[next]
  if (node === undefined) return
  selectNode(node.id)
  event.currentTarget.querySelector<HTMLElement>(`[data-node="${node.id}"]`)?.focus()
}

const TARGETS: Record<string, ((at: number, length: number) => number) | undefined> = {
  ArrowDown: (at, length) => (at + 1) % length,
  ArrowUp: (at, length) => (at - 1 + length) % length,
  Home: () => 0,
  End: (_, length) => length - 1,
  Enter: (at) => at,
  ' ': (at) => at
}
