/** Where the ring and its circles lie on a stage of a given size (LOOK, Ring). */
import type { Point } from './polar'
import { TAU } from './polar'

/** What d3-zoom keeps: the stage is drawn at `k`, moved by `x` and `y`. */
export interface ZoomState {
  k: number
  x: number
  y: number
}

export const NO_ZOOM: ZoomState = { k: 1, x: 0, y: 0 }

export interface RingFrame {
  width: number
  height: number
  /** The narrow variant, for stages under 560 px. */
  small: boolean
  zoom: number
  centre: Point
  radius: number
  /** The faint circle under the key bars. */
  baseline: number
  bandInner: number
  bandHeight: number
  /** Outer edge of a sector. */
  sectorOuter: number
  /** A leader bends here, ends there, and its label begins at `labelLine`. */
  bend: number
  leaderEnd: number
  labelLine: number
  disc: number
}

const SMALL_BELOW_PX = 560

/** The frame for `count` nodes. Zooming moves things apart; discs, bars and letters keep their size. */
export function ringFrame(
  width: number,
  height: number,
  count: number,
  { zoom = NO_ZOOM, roleWords = false }: { zoom?: ZoomState; roleWords?: boolean } = {}
): RingFrame {
  const small = Math.min(width, height) < SMALL_BELOW_PX
  const roles = small && roleWords ? 12 : 0
  const fitting = small
    ? Math.min((height - roles) / 2 - 56, width / 2 - 76)
    : Math.min(height / 2 - 82, width / 2 - 154)
  const radius = Math.max(24, fitting) * zoom.k
  const bandInner = radius + (small ? 10 : 14)
  const bandHeight = small ? 18 : 28
  const labelLine = radius + (small ? 38 : 54)
  return {
    width,
    height,
    small,
    zoom: zoom.k,
    centre: { x: (width / 2) * zoom.k + zoom.x, y: ((height + roles) / 2) * zoom.k + zoom.y },
    radius,
    baseline: bandInner - (small ? 2.5 : 3),
    bandInner,
    bandHeight,
    sectorOuter: bandInner + bandHeight + 3,
    bend: labelLine - (small ? 6 : 8),
    leaderEnd: labelLine - 3,
    labelLine,
    disc: discRadius(radius, count, small)
  }
}

/** Discs keep their size until they would touch on average; from there they shrink, to 2.5 at the least. */
function discRadius(radius: number, count: number, small: boolean): number {
  const full = small ? 5 : 6
  if (count < 2) return full
  return Math.max(2.5, Math.min(full, ((TAU * radius) / count) * 0.42))
}
