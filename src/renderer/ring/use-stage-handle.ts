import { useEffect, useRef } from 'react'
import { registerStage } from '../state/stage-handle'
import type { PlacedRing } from './figure/ring-model'
import type { ZoomControl } from './use-zoom'

const STEP = 1.4
const EDGE = 24

/** Lets shortcuts and the palette zoom the stage and bring nodes into view. */
export function useStageHandle(zoom: ZoomControl, ring: PlacedRing): void {
  const latest = useRef({ zoom, ring })
  latest.current = { zoom, ring }
  useEffect(
    () =>
      registerStage({
        zoomIn: () => latest.current.zoom.zoomBy(STEP),
        zoomOut: () => latest.current.zoom.zoomBy(1 / STEP),
        fit: () => latest.current.zoom.fit(),
        reveal: (id) => {
          const { frame, byId } = latest.current.ring
          const point = byId.get(id)?.point
          if (point === undefined) return
          const inside =
            point.x > EDGE && point.y > EDGE && point.x < frame.width - EDGE && point.y < frame.height - EDGE
          if (!inside) latest.current.zoom.centreOn(point)
        }
      }),
    []
  )
}
