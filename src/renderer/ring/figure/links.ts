/** Successor links of the whole ring, and the pointers that are not what they should be. */
import { arcArrow, circlePath, trimmedArc } from '../geometry/arcs'
import { clockwise, shortWay } from '../geometry/polar'
import { clearance, type PlacedNode, type PlacedRing } from './ring-model'
import { filled, type Shape, stroked } from './shape'

/**
 * The line of the ring is the successor links themselves: each node's first believed successor. A link that passes
 * over a live node, or ends at a dead one, leaves the line and is drawn inside it, dashed.
 */
export function linkFigure(ring: PlacedRing): Shape[] {
  const { frame, model } = ring
  const whole = circlePath(frame.centre, frame.radius, 0, 1)
  if (!model.layers.successors || ring.nodes.length === 0) return [stroked(whole, 'line-3', 1), ...predecessors(ring)]
  const live = ring.nodes.filter((placed) => placed.live)
  const right: string[] = []
  const wrong: Shape[] = []
  for (const [index, placed] of live.entries()) {
    const target = ring.byId.get(placed.node.successors[0] ?? '')
    const next = live[(index + 1) % live.length]
    if (target === undefined) continue
    if (target === placed) right.push(live.length === 1 ? whole : '')
    else if (target === next || passesOnlyJoining(live, placed, target))
      right.push(trimmedArc(frame.centre, frame.radius, { from: placed.turn, to: target.turn }, 0, 0))
    else wrong.push(...strayArc(ring, placed, target, frame.radius - 11, clockwise(placed.turn, target.turn)))
  }
  return [stroked(whole, 'line-2', 1), stroked(right.join(''), 'line-3', 1), ...wrong, ...predecessors(ring)]
}

function passesOnlyJoining(live: readonly PlacedNode[], from: PlacedNode, to: PlacedNode): boolean {
  if (!to.live) return false
  const reach = clockwise(from.turn, to.turn)
  return live.every(
    (other) =>
      other === from || other === to || other.node.state === 'joining' || clockwise(from.turn, other.turn) > reach
  )
}

/** Predecessors that are wrong; right ones are seen at the selected node. */
function predecessors(ring: PlacedRing): Shape[] {
  const { frame, model } = ring
  if (!model.layers.predecessors) return []
  return ring.nodes.flatMap((placed) => {
    if (!placed.live || model.behind.get(placed.node.id)?.predecessorWrong !== true) return []
    const target = ring.byId.get(placed.node.predecessor)
    if (target === undefined || target === placed) return []
    return strayArc(ring, placed, target, frame.radius - 18, -clockwise(target.turn, placed.turn))
  })
}

function strayArc(ring: PlacedRing, from: PlacedNode, to: PlacedNode, radius: number, way: number): Shape[] {
  const short = Math.abs(shortWay(from.turn, to.turn))
  const arrow = arcArrow(ring.frame.centre, radius, from.turn, to.turn, {
    atStart: clearance(ring, from),
    atEnd: clearance(ring, to),
    head: 6,
    // Once around is no way to a neighbour: a pointer far off is drawn the short way.
    way: Math.abs(way) > 0.5 && short < 0.5 ? Math.sign(-way) * short : way
  })
  if (arrow === null) return []
  return [stroked(arrow.line, 'warn', 1.5, { 'stroke-dasharray': '5 4' }), filled(arrow.head, 'warn')]
}
