/** From a place on the stage to what lies there: a node, the ring, or nothing. */
import { idSpace, toId, type Id } from '../../shared/ids'
import type { PlacedNode, PlacedRing } from './figure/ring-model'
import { distanceBetween, type Point, turnAt } from './geometry/polar'
import { trueTurn } from './geometry/spacing'

const REACH = 12

/** The nearest node within reach of the point. */
export function nodeAt(ring: PlacedRing, point: Point): PlacedNode | null {
  let best: PlacedNode | null = null
  let nearest = REACH
  for (const placed of ring.nodes) {
    const away = distanceBetween(placed.point, point)
    if (away <= nearest && (away < nearest || best === null)) {
      best = placed
      nearest = away
    }
  }
  return best
}

/** Whether the point lies on the ring or its key band. */
export function onRing(ring: PlacedRing, point: Point): boolean {
  const { centre, radius, sectorOuter } = ring.frame
  const away = distanceBetween(centre, point)
  return away >= radius - 16 && away <= sectorOuter
}

/** The identifier at the angle of the point: what stands there by the present spacing. */
export function idAt(ring: PlacedRing, point: Point): Id {
  const { bits, spacing } = ring.model
  const space = idSpace(bits)
  const turn = trueTurn(spacing, turnAt(ring.frame.centre, point))
  const fine = BigInt(Math.floor(turn * 2 ** 48))
  return toId(space, bits >= 48 ? fine << BigInt(bits - 48) : fine >> BigInt(48 - bits))
}
