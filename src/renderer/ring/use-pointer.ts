/** Pointer on the ring: hover, select, menus, placing. One listener for the whole picture. */
import { type MouseEvent, type PointerEvent, type RefObject, useMemo, useRef, useState } from 'react'
import { readOnlyReason, windowStore } from '../state/lab'
import { addNode } from '../state/lab-actions'
import { hover, openContextMenu, select, selectKey, selectNode, toast } from '../state/window-actions'
import type { PlacedRing } from './figure/ring-model'
import type { Point } from './geometry/polar'
import { setPlacing, usePlacing } from './place-mode'
import { idAt, nodeAt, onRing } from './ring-pointer'
import { keyMarkAt, keyMarks, type KeyMark } from './sight/sight'

export interface PointerHandlers {
  onPointerMove: (event: PointerEvent) => void
  onPointerLeave: () => void
  onClick: (event: MouseEvent) => void
  onDoubleClick: (event: MouseEvent) => void
  onContextMenu: (event: MouseEvent) => void
}

/** What the pointer does, what it is over (for the cursor), and where a ghost stands. */
export function usePointer(
  svg: RefObject<SVGSVGElement | null>,
  ring: PlacedRing
): {
  handlers: PointerHandlers
  over: 'node' | 'ring' | 'stage' | 'placing'
  ghost: Point | null
  key: KeyMark | null
} {
  const placing = usePlacing()
  const [over, setOver] = useState<'node' | 'ring' | 'stage'>('stage')
  const [ghost, setGhost] = useState<Point | null>(null)
  const [key, setKey] = useState<KeyMark | null>(null)
  const latest = useRef(ring)
  latest.current = ring
  const handlers = useMemo(() => {
    const pointOf = (event: MouseEvent): Point => {
      const box = svg.current?.getBoundingClientRect()
      return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) }
    }
    return {
      onPointerMove: (event: PointerEvent) => {
        const point = pointOf(event)
        const node = nodeAt(latest.current, point)
        hover(node?.node.id ?? null)
        const mark = node === null ? keyAt(latest.current, point) : null
        setKey((before) => (before?.key === mark?.key && before?.state === mark?.state ? before : mark))
        setOver(node !== null || mark !== null ? 'node' : onRing(latest.current, point) ? 'ring' : 'stage')
        setGhost(placing ? point : null)
      },
      onPointerLeave: () => {
        hover(null)
        setKey(null)
        setGhost(null)
      },
      onClick: (event: MouseEvent) => {
        const point = pointOf(event)
        if (placing) return place(latest.current, point)
        const node = nodeAt(latest.current, point)
        const mark = node === null ? keyAt(latest.current, point) : null
        if (node !== null) selectNode(node.node.id)
        else if (mark !== null) selectKey(mark.key, mark.id)
        else if (windowStore.get().selection !== null) select(null)
      },
      onDoubleClick: (event: MouseEvent) => {
        const point = pointOf(event)
        if (!placing && nodeAt(latest.current, point) === null && onRing(latest.current, point))
          place(latest.current, point)
      },
      onContextMenu: (event: MouseEvent) => {
        event.preventDefault()
        const point = pointOf(event)
        const at = { x: event.clientX, y: event.clientY }
        const node = nodeAt(latest.current, point)
        const mark = node === null ? keyAt(latest.current, point) : null
        if (node !== null) openContextMenu({ kind: 'node', id: node.node.id }, at)
        else if (mark !== null) openContextMenu({ kind: 'key', key: mark.key }, at)
        else if (onRing(latest.current, point)) openContextMenu({ kind: 'arc', id: idAt(latest.current, point) }, at)
      }
    }
  }, [svg, placing])
  return { handlers, over: placing ? 'placing' : over, ghost: placing ? ghost : null, key }
}

const keyAt = (ring: PlacedRing, point: Point): KeyMark | null =>
  ring.model.sight?.keys == null ? null : keyMarkAt(keyMarks(ring), point)

function place(ring: PlacedRing, point: Point): void {
  setPlacing(false)
  const reason = readOnlyReason(windowStore.get())
  if (reason !== null) return toast('warn', reason)
  void addNode({ id: idAt(ring, point) })
}
