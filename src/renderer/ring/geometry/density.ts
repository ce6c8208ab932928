/** Key bars: the density of the whole circle folded into the bins that are drawn. */
import type { RingFrame } from './frame'
import { clockwise, TAU, wrapTurn } from './polar'
import { shownTurn, type Spacing } from './spacing'

/** An arc of the picture, clockwise from `from` to `to`, in turns. */
export interface Arc {
  from: number
  to: number
}

export interface Bar {
  /** Middle of the bar, as shown. */
  turn: number
  height: number
  keys: number
}

const BASE_BINS = 180
const MAX_BINS = 1440
const LEAST_HEIGHT = 3

/** 180 bins of 2 degrees; zoomed in, as many more as there is room and data for. */
export function binCount(zoom: number): number {
  let bins = BASE_BINS
  while (bins < MAX_BINS && bins * 2 <= BASE_BINS * zoom) bins *= 2
  return bins
}

/** Sums `density` into `bins` bins of the picture; in even spacing each source bin lands where its middle is shown. */
export function foldDensity(density: readonly number[], bins: number, spacing: Spacing): number[] {
  const folded = new Array<number>(bins).fill(0)
  for (let index = 0; index < density.length; index++) {
    const keys = density[index] ?? 0
    if (keys === 0) continue
    const shown = shownTurn(spacing, (index + 0.5) / density.length)
    const bin = Math.min(bins - 1, Math.floor(shown * bins))
    folded[bin] = (folded[bin] ?? 0) + keys
  }
  return folded
}

/** One bar per bin that holds keys. The fullest is as high as the band; few keys never fill it. */
export function densityBars(folded: readonly number[], frame: RingFrame): Bar[] {
  const most = Math.max(4, ...folded)
  return folded.flatMap((keys, index) =>
    keys === 0
      ? []
      : [
          {
            turn: (index + 0.5) / folded.length,
            height: Math.max(LEAST_HEIGHT, (keys / most) * frame.bandHeight),
            keys
          }
        ]
  )
}

/** Bars are 5 px wide, or less where bins stand closer. */
export function barWidth(frame: RingFrame, bins: number): number {
  return Math.min(5, ((TAU * frame.bandInner) / bins) * 0.62)
}

/** Whether `turn` lies in the arc; an arc that ends where it starts is the whole circle. */
export function arcHolds(arc: Arc, turn: number): boolean {
  const length = arcLength(arc)
  return length >= 1 || clockwise(arc.from, turn) <= length
}

/** Length of the arc in turns, 0 < length ≤ 1. */
export function arcLength(arc: Arc): number {
  const length = wrapTurn(arc.to - arc.from)
  return length === 0 ? 1 : length
}
