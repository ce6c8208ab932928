import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import { shortId, type Id } from '../../shared/ids'
import { useNow } from '../frame/use-now'
import { shownLab, windowStore } from '../state/lab'
import { openContextMenu, selectNode } from '../state/window-actions'
import { plural } from '../words/format'
import { GLYPH_WORDS } from './figure/glyphs'
import type { PlacedNode, PlacedRing } from './figure/ring-model'

const STEPS: Record<string, number | undefined> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/** The ring as a list: for screen readers, and for the keyboard in ring order. The picture shows where the focus is. */
export const RingList = memo(function RingList(props: {
  ring: PlacedRing
  active: Id | null
  onActive: (id: Id | null) => void
  /** Where a node stands on the screen, for its menu. */
  placeOf: (id: Id) => { x: number; y: number }
}) {
  const { ring, active, onActive, placeOf } = props
  const { nodes, model } = ring
  const at = Math.max(
    0,
    nodes.findIndex(({ node }) => node.id === (active ?? model.selected))
  )
  const list = useRef<HTMLUListElement>(null)
  const current = nodes[at]
  // Keys come and go faster than anybody reads: they are counted anew once a second.
  useNow(1000)
  const keys = keysByNode()
  // A node that went away must not keep the focus.
  useEffect(() => {
    if (active !== null && !ring.byId.has(active)) onActive(null)
  }, [active, ring, onActive])
  if (current === undefined) return null

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    const next =
      step !== undefined
        ? nodes[(at + step + nodes.length) % nodes.length]
        : event.key === 'Home'
          ? nodes[0]
          : event.key === 'End'
            ? nodes.at(-1)
            : undefined
    if (next !== undefined) onActive(next.node.id)
    else if (event.key === 'Enter' || event.key === ' ') selectNode(current.node.id)
    else if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10'))
      openContextMenu({ kind: 'node', id: current.node.id }, placeOf(current.node.id))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <ul
      ref={list}
      className="unseen"
      role="listbox"
      tabIndex={0}
      aria-label={`Ring, ${plural(nodes.length, 'node')} clockwise from 0`}
      aria-activedescendant={`ring-${current.node.id}`}
      onKeyDown={onKeyDown}
      onFocus={() => list.current?.matches(':focus-visible') === true && onActive(current.node.id)}
      onBlur={() => onActive(null)}
      data-testid="ring-list"
    >
      {nodes.map((placed) => (
        <Item
          key={placed.node.id}
          {...itemOf(placed, keys.get(placed.node.id) ?? 0)}
          selected={model.selected === placed.node.id}
        />
      ))}
    </ul>
  )
})

const keysByNode = (): ReadonlyMap<Id, number> =>
  new Map(shownLab(windowStore.get()).nodes.map((node) => [node.id, node.keys]))

const itemOf = ({ node, glyph }: PlacedNode, keys: number) => ({
  id: node.id,
  words: `${shortId(node.id)}, ${GLYPH_WORDS[glyph].toLowerCase()}, ${plural(keys, 'key')}, successor ${shortId(node.successors[0] ?? node.id)}, predecessor ${shortId(node.predecessor)}`
})

const Item = memo(function Item({ id, words, selected }: { id: Id; words: string; selected: boolean }) {
  return (
    <li id={`ring-${id}`} role="option" aria-selected={selected}>
      {words}
    </li>
  )
})
