import { shortId } from '../../../shared/ids'
import { useWindow } from '../../state/lab'
import type { PlacedRing } from '../figure/ring-model'
import { type Point, pointAt, turnAt } from '../geometry/polar'
import { idAt } from '../ring-pointer'

/** A node that is not there yet: under the pointer while placing, and at the place that a menu is open for. */
export function Ghost({ ring, at }: { ring: PlacedRing; at: Point | null }) {
  const menu = useWindow((state) => (state.contextMenu?.target.kind === 'arc' ? state.contextMenu : null))
  const { centre, radius, disc, labelLine } = ring.frame
  const point = at ?? menuPoint(menu)
  if (point === null) return null
  const turn = turnAt(centre, point)
  const spot = pointAt(centre, radius, turn)
  const label = pointAt(centre, labelLine + 12, turn)
  return (
    <g className="ring-ghost" data-testid="ghost">
      <circle cx={spot.x} cy={spot.y} r={disc + 2} />
      <text className="ring-mono" x={label.x} y={label.y + 4}>
        {shortId(idAt(ring, point))}
      </text>
    </g>
  )
}

function menuPoint(menu: { x: number; y: number } | null): Point | null {
  if (menu === null) return null
  const box = document.querySelector('[data-testid="ring"]')?.getBoundingClientRect()
  return box === undefined ? null : { x: menu.x - box.left, y: menu.y - box.top }
}
