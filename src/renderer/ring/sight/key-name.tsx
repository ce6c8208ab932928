import { useSelection } from '../../state/lab'
import { count, plural } from '../../words/format'
import type { PlacedRing } from '../figure/ring-model'
import { keyMarks, type KeyMark } from './sight'
import type { Sight } from './sight-key'

const WORDS = { held: '', waiting: ' · waiting', arrived: ' · arrived', astray: ' · not at its owner' } as const

/** Names the key under the pointer, and rings the one that is selected. */
export function KeyName({ ring, hovered }: { ring: PlacedRing; hovered: KeyMark | null }) {
  const selection = useSelection()
  if (ring.model.sight?.keys == null) return null
  const selected = selection?.kind === 'key' ? keyMarks(ring).find((mark) => mark.key === selection.key) : undefined
  return (
    <g className="ring-key-name">
      {selected === undefined ? null : <circle cx={selected.point.x} cy={selected.point.y} r={7} />}
      {hovered === null ? null : <Name ring={ring} mark={hovered} />}
    </g>
  )
}

function Name({ ring, mark }: { ring: PlacedRing; mark: KeyMark }) {
  const text = `${mark.key.length > 40 ? `${mark.key.slice(0, 40)}…` : mark.key}${WORDS[mark.state]}`
  const width = text.length * 7.3 + 12
  const { x, y } = mark.point
  const left = Math.min(Math.max(4, x - width / 2), Math.max(4, ring.frame.width - width - 4))
  const top = y < 44 ? y + 14 : y - 34
  return (
    <>
      <rect x={left} y={top} width={width} height={22} rx={4} />
      <text className="ring-mono" x={left + 6} y={top + 15}>
        {text}
      </text>
    </>
  )
}

/** How many keys are in sight, and whether they are drawn one by one. */
export function SightNote({ sight }: { sight: Sight | null }) {
  if (sight === null) return null
  return (
    <span className="traffic-note" data-testid="sight-note">
      {sight.keys === null ? `${count(sight.total)} keys in sight, as bars` : `${plural(sight.total, 'key')} in sight`}
    </span>
  )
}
