/**
 * Which failures the theorem allows (PROTOCOL §2): everyone keeps a live successor, and a principal fails only while more
 * than r + 1 are there. Zave's steps are atomic; ours have answers on their way, so the guard asks the same of the ring
 * as it will be when they have been applied. It sees everything; no node does.
 */
import { join, stabilizeFromSuccessor } from '../chord/steps'
import { between, type Id, SPACE_160 } from '../../shared/ids'
import { type Belief, principals } from './predicates'
import type { World } from './world'

/** Whether the node `victim` may fail now, those that are about to leave counted as gone. */
export function mayFail(world: World, victim: Id): boolean {
  if (world.profile.clean && !world.armed) return false
  if (!world.guarded) return world.watch.size > 2
  const now = new Map(world.watch.view)
  const leaving = world.slots.filter((slot) => slot.leaving).map((slot) => slot.id)
  const small = world.watch.regime() !== 'full'
  const rings = [now, applied(world, now)]
  const losses = [new Set([victim]), new Set([victim, ...leaving])]
  return rings.every((ring) => losses.every((gone) => survives(ring, gone, world.profile.successors, small)))
}

function survives(ring: ReadonlyMap<Id, Belief>, gone: ReadonlySet<Id>, r: number, small: boolean): boolean {
  const left = new Map([...ring].filter(([id]) => !gone.has(id)))
  // Below r + 1 nodes everybody knows everybody: somebody must be left, and known.
  const least = Math.min(r + 1, 2)
  if (left.size < least) return false
  for (const [, { succ }] of left) if (!succ.some((id) => left.has(id))) return false
  return small || principals(left).size >= r + 1
}

/** The ring with every answer that is on its way applied, to members and to joiners. */
export function applied(world: World, now: ReadonlyMap<Id, Belief>): Map<Id, Belief> {
  const ring = new Map(now)
  const r = world.profile.successors
  for (const { asker, answer } of world.network.adoptions) {
    const belief = ring.get(asker)
    const head = answer.node.id
    const told = { pred: answer.predecessor.id, succ: answer.successors.map((ref) => ref.id) }
    if (head === asker) continue
    if (belief === undefined) {
      const joined = join(asker, head, told, r)
      if (joined !== null) ring.set(asker, joined)
      continue
    }
    // Others ask as well, to look after their fingers; what they hear changes no list.
    const first = belief.succ[0] as Id
    if (head !== first && !between(asker, head, first)) continue
    const state = { self: asker, succ: [head, ...belief.succ.slice(1)], pred: belief.pred }
    ring.set(asker, stabilizeFromSuccessor(SPACE_160, state, told, r).state)
  }
  return ring
}
