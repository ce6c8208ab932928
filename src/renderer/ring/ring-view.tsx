/** The ring of the store, drawn in place: layers over each other, none of them rebuilt when something changes. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Id } from '../../shared/ids'
import type { Meter } from './motion/traffic-meter'
import { count } from '../words/format'
import { EmptyStage } from './empty-stage'
import { registerPicture } from './export-picture'
import { type PlacedRing, placeRing, type RingModel } from './figure/ring-model'
import { ringFrame } from './geometry/frame'
import { Ghost } from './layers/ghost'
import { EmptyRing, KeysCanvas, RingLayers } from './layers/ring-layers'
import { Ledger } from './ledger'
import type { Sight } from './sight/sight-key'
import { LegendButton, type LegendContext, Legends } from './legend'
import { LayersMenu, SpacingSwitch, ZoomControls } from './overlay-controls'
import { PlacingNote } from './placing-note'
import { RingList } from './ring-list'
import { usePointer } from './use-pointer'
import { type Size, useMedia, useReducedMotion } from './use-media'
import { useMotion } from './use-motion'
import { useMoves } from './use-moves'
import { usePalette } from './use-palette'
import { type RingData, useRingData } from './use-ring-data'
import { KeyName, SightNote } from './sight/key-name'
import { useSight } from './sight/use-sight'
import { useSpacing } from './use-spacing'
import { useStageHandle } from './use-stage-handle'
import { useZoom, type ZoomControl } from './use-zoom'

/** The ledger keeps so far from the ring, where discs may stand in rows, px. */
const LEDGER_CLEAR = 44

/** The ring with its controls, for a stage of a known size. */
export function RingView({ size }: { size: Size }) {
  const data = useRingData()
  const still = useReducedMotion()
  const compact = useMedia('(max-width: 1279px)')
  const moves = useMoves(still)
  const palette = usePalette()
  const svg = useRef<SVGSVGElement>(null)
  const motion = useRef<HTMLCanvasElement>(null)
  const zoom = useZoom(svg, size, still)
  const [focused, setFocused] = useState<Id | null>(null)
  const ring = usePlacedRing({ data, size, zoom, still, arcs: moves.arcs, focused })
  const meter = useMotion(motion, { ring, palette, traffic: data.layers.traffic, still }, moves.board)
  const pointer = usePointer(svg, ring)
  useStageHandle(zoom, ring)
  useEffect(() => registerPicture(() => ({ model: ring.model, palette })), [ring.model, palette])
  const placeOf = useCallback(
    (id: Id) => {
      const box = svg.current?.getBoundingClientRect()
      const point = ring.byId.get(id)?.point ?? { x: 0, y: 0 }
      return { x: (box?.left ?? 0) + point.x, y: (box?.top ?? 0) + point.y + 12 }
    },
    [ring]
  )
  const empty = ring.nodes.length === 0
  return (
    <>
      <KeysCanvas ring={ring} palette={palette} />
      <canvas ref={motion} className="ring-canvas" aria-hidden="true" />
      <svg
        ref={svg}
        className="ring-svg"
        data-testid="ring"
        data-over={pointer.over}
        width={size.width}
        height={size.height}
        aria-hidden="true"
        {...pointer.handlers}
      >
        {empty ? <EmptyRing ring={ring} /> : <RingLayers ring={ring} focused={focused} compact={compact} />}
        <KeyName ring={ring} hovered={pointer.key} />
        <Ghost ring={ring} at={pointer.ghost} />
      </svg>
      {empty ? null : <RingList ring={ring} active={focused} onActive={setFocused} placeOf={placeOf} />}
      {empty && data.loaded ? <EmptyStage /> : null}
      {moves.ledger === null ? null : (
        <Ledger ledger={moves.ledger} others={moves.others} room={2 * (ring.frame.radius - LEDGER_CLEAR)} />
      )}
      {empty ? null : (
        <Overlay
          sight={ring.model.sight ?? null}
          zoom={zoom}
          compact={compact}
          meter={meter}
          context={contextOf(ring)}
        />
      )}
      <PlacingNote />
    </>
  )
}

function usePlacedRing(input: {
  data: RingData
  size: Size
  zoom: ZoomControl
  still: boolean
  arcs: RingModel['moves']
  focused: Id | null
}): PlacedRing {
  const { data, size, zoom, still, arcs, focused } = input
  const { nodes, behind, selected, lookup, layers, labels, density, bits, atMs } = data
  const spacing = useSpacing(nodes, data.spacing, still)
  const hovered = data.hovered ?? focused
  const roleWords = lookup !== null || arcs.length > 0
  const frame = useMemo(
    () => ringFrame(size.width, size.height, nodes.length, { zoom: zoom.state, roleWords }),
    [size.width, size.height, nodes.length, zoom.state, roleWords]
  )
  const sight = useSight(frame, spacing)
  const model = useMemo(
    (): RingModel => ({
      nodes,
      behind,
      selected,
      hovered,
      lookup,
      moves: arcs,
      layers,
      labels,
      spacing,
      density,
      sight,
      atMs,
      bits
    }),
    [nodes, behind, selected, hovered, lookup, arcs, layers, labels, spacing, density, sight, atMs, bits]
  )
  return useMemo(() => placeRing(model, frame), [model, frame])
}

function contextOf({ model }: PlacedRing): LegendContext {
  if (model.sight?.keys != null) return 'keys'
  if (model.moves.length > 0) return 'move'
  if (model.lookup !== null) return 'lookup'
  return model.selected !== null ? 'focus' : 'idle'
}

function Overlay(props: {
  sight: Sight | null
  zoom: ZoomControl
  compact: boolean
  meter: Meter | null
  context: LegendContext
}) {
  const { sight, zoom, compact, meter, context } = props
  return (
    <>
      <div className="stage-controls">
        <SpacingSwitch icons={compact} />
        <LayersMenu icons={compact} />
        {meter === null ? null : (
          <span className="traffic-note" data-testid="traffic-note">
            {count(meter.drawn)} of {count(meter.seen)} drawn
          </span>
        )}
        <SightNote sight={sight} />
      </div>
      <ZoomControls zoom={zoom.state.k} upright={compact} onZoom={zoom.zoomBy} onFit={zoom.fit} />
      {compact ? <LegendButton context={context} /> : <Legends context={context} />}
    </>
  )
}
