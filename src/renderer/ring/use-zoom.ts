/** Zoom and pan by d3-zoom, which owns the listeners of one node and nothing else. */
import { select } from 'd3-selection'
import 'd3-transition'
import { zoom, type ZoomBehavior, zoomIdentity } from 'd3-zoom'
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { NO_ZOOM, type ZoomState } from './geometry/frame'
import type { Point } from './geometry/polar'
import { MOVE_MS } from './motion/ease'
import type { Size } from './use-media'

export const ZOOM_RANGE: [number, number] = [0.5, 24]

export interface ZoomControl {
  state: ZoomState
  zoomBy(factor: number): void
  fit(): void
  /** Brings a point of the stage to its middle. */
  centreOn(point: Point): void
}

/** The zoom of the SVG in `target`. `easing` 0 ms for reduced motion. */
export function useZoom(target: RefObject<SVGSVGElement | null>, size: Size, still: boolean): ZoomControl {
  const [state, setState] = useState<ZoomState>(NO_ZOOM)
  const behavior = useRef<ZoomBehavior<SVGSVGElement, unknown> | null>(null)
  const { width, height } = size

  useEffect(() => {
    const svg = target.current
    if (svg === null) return
    const zooming = zoom<SVGSVGElement, unknown>()
      .scaleExtent(ZOOM_RANGE)
      .filter((event: MouseEvent | WheelEvent) => event.type === 'wheel' || (event.button === 0 && !event.ctrlKey))
      .on('zoom', (event: { transform: ZoomState }) => {
        const { k, x, y } = event.transform
        setState({ k, x, y })
      })
    behavior.current = zooming
    const selection = select(svg).call(zooming).on('dblclick.zoom', null)
    return () => {
      selection.on('.zoom', null)
      behavior.current = null
    }
  }, [target])

  useEffect(() => {
    behavior.current
      ?.extent([
        [0, 0],
        [width, height]
      ])
      .translateExtent([
        [-width / 2, -height / 2],
        [width * 1.5, height * 1.5]
      ])
  }, [width, height])

  const run = useCallback(
    (act: (zooming: ZoomBehavior<SVGSVGElement, unknown>, svg: SVGSVGElement) => void) => {
      if (behavior.current !== null && target.current !== null) act(behavior.current, target.current)
    },
    [target]
  )
  return useMemo(() => {
    const easing = still ? 0 : MOVE_MS
    return {
      state,
      zoomBy: (factor) =>
        run((zooming, svg) =>
          easing === 0
            ? select(svg).call(zooming.scaleBy, factor)
            : select(svg).transition().duration(easing).call(zooming.scaleBy, factor)
        ),
      fit: () =>
        run((zooming, svg) =>
          easing === 0
            ? select(svg).call(zooming.transform, zoomIdentity)
            : select(svg).transition().duration(easing).call(zooming.transform, zoomIdentity)
        ),
      centreOn: ({ x, y }) =>
        run((zooming, svg) => {
          const at: [number, number] = [(x - state.x) / state.k, (y - state.y) / state.k]
          select(svg).transition().duration(easing).call(zooming.translateTo, at[0], at[1])
        })
    }
  }, [state, still, run])
}
