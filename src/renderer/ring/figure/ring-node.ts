/** The part of a node's view that the picture depends on. */
import { idSpace, turnOf, type Id } from '../../../shared/ids'
import { LIVE_STATES, type FingerSpan, type NodeState, type NodeView } from '../../../shared/model'

export type { Id } from '../../../shared/ids'

export interface RingNode {
  id: Id
  address: string
  state: NodeState
  sinceMs: number
  predecessor: Id
  successors: readonly Id[]
  fingers: readonly FingerSpan[]
  servedFrom: Id | null
  /** True place on the circle. */
  turn: number
}

export const LIVE_STATES_SET: ReadonlySet<NodeState> = new Set(LIVE_STATES)

/**
 * Ring nodes of the newest views. A node whose picture did not change stays the identical object, and so does the whole
 * list: rates change many times a second, the picture does not.
 */
export function ringNodes(views: readonly NodeView[], bits: number, before: readonly RingNode[]): readonly RingNode[] {
  const space = idSpace(bits)
  const known = new Map(before.map((node) => [node.id, node]))
  const nodes = views.map((view) => {
    const old = known.get(view.id)
    return old !== undefined && looksSame(old, view) ? old : pictured(view, turnOf(space, view.id))
  })
  const same = nodes.length === before.length && nodes.every((node, index) => node === before[index])
  return same ? before : nodes
}

function pictured(view: NodeView, turn: number): RingNode {
  const { id, address, state, sinceMs, predecessor, successors, fingers, servedFrom } = view
  return { id, address, state, sinceMs, predecessor, successors, fingers, servedFrom, turn }
}

function looksSame(old: RingNode, view: NodeView): boolean {
  return (
    old.state === view.state &&
    old.sinceMs === view.sinceMs &&
    old.predecessor === view.predecessor &&
    old.servedFrom === view.servedFrom &&
    sameList(old.successors, view.successors, (a, b) => a === b) &&
    sameList(old.fingers, view.fingers, (a, b) => a.node === b.node && a.from === b.from && a.to === b.to)
  )
}

function sameList<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean {
  return a === b || (a.length === b.length && a.every((item, index) => same(item, b[index] as T)))
}
