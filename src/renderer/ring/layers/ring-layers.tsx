/** The SVG layers of a ring with nodes. Each is made again only when what it shows changed. */
import { memo, useLayoutEffect, useMemo, useRef } from 'react'
import type { Id } from '../../../shared/ids'
import { axisFigure, emptyAxisFigure } from '../figure/axis'
import { ringBars } from '../figure/bars'
import { ownedFigure, pointersFigure } from '../figure/focus'
import { linkFigure } from '../figure/links'
import { movesFigure } from '../figure/moves'
import { ringLabels } from '../figure/ring-labels'
import type { PlacedRing } from '../figure/ring-model'
import type { Palette } from '../figure/standalone'
import { overlayBoxes } from '../geometry/obstacles'
import { keyMarks } from '../sight/sight'
import { cleared, drawBars, drawKeys } from './canvas'
import { LabelLayer, LeaderLayer } from './label-layer'
import { LookupLayer } from './lookup-layer'
import { NodeLayer } from './node-layer'
import { Shapes } from './shapes'

/** What `make` makes, made again only when one of `parts` is another: the parts of the ring that it reads. */
function useMade<T>(make: () => T, parts: readonly unknown[]): T {
  const kept = useRef<{ parts: readonly unknown[]; made: T } | null>(null)
  if (kept.current === null || parts.some((part, index) => part !== kept.current?.parts[index]))
    kept.current = { parts, made: make() }
  return kept.current.made
}

/** Layers of a ring with nodes, back to front. */
export const RingLayers = memo(function RingLayers(props: { ring: PlacedRing; focused: Id | null; compact: boolean }) {
  const { ring, focused, compact } = props
  const { frame, model } = ring
  const { nodes, behind, selected, hovered, lookup, moves, layers, spacing, bits, atMs } = model
  const axis = useMemo(() => axisFigure(frame, spacing, bits), [frame, spacing, bits])
  const places = [nodes, behind, spacing, frame] as const
  const links = useMade(() => linkFigure(ring), [...places, layers])
  const owned = useMade(() => ownedFigure(ring), [...places, layers, selected, lookup, moves])
  const lit = useMade(() => movesFigure(ring), [...places, moves, selected])
  const pointers = useMade(() => pointersFigure(ring), [...places, layers, selected, lookup, moves])
  const labels = useMade(
    () => ringLabels(ring, overlayBoxes(frame.width, frame.height, compact)),
    [...places, model.labels, selected, hovered, lookup, moves, atMs, compact]
  )
  return (
    <>
      <Shapes shapes={owned.sector} />
      <Shapes shapes={lit.sector} />
      <Shapes shapes={axis} />
      <LeaderLayer labels={labels} />
      <Shapes shapes={links} />
      <Shapes shapes={owned.line} />
      <Shapes shapes={lit.line} />
      <Shapes shapes={pointers} />
      <LookupLayer ring={ring} />
      <NodeLayer ring={ring} focused={focused} />
      <LabelLayer labels={labels} />
    </>
  )
})

/** The dashed ring before the first node. */
export function EmptyRing({ ring }: { ring: PlacedRing }) {
  const shapes = useMemo(() => emptyAxisFigure(ring.frame, ring.model.bits), [ring.frame, ring.model.bits])
  return <Shapes shapes={shapes} />
}

/** Key bars on their own canvas, drawn again only when keys, arcs, theme or size change. */
export function KeysCanvas({ ring, palette }: { ring: PlacedRing; palette: Palette }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { frame, model } = ring
  const { nodes, density, layers, selected, lookup, moves, spacing } = model
  const { sight } = model
  const bars = useMade(() => ringBars(ring), [frame, nodes, density, layers, selected, lookup, moves, spacing, sight])
  const marks = useMade(() => keyMarks(ring), [frame, layers, spacing, sight])
  useLayoutEffect(() => {
    const context = canvas.current === null ? null : cleared(canvas.current, frame.width, frame.height)
    if (context === null) return
    drawBars(context, frame, bars, palette)
    drawKeys(context, marks, palette)
  }, [bars, marks, frame, palette])
  return (
    <canvas
      ref={canvas}
      className="ring-canvas"
      data-testid="ring-keys"
      data-single={sight?.keys?.length}
      aria-hidden="true"
    />
  )
}
