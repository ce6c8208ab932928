/**
 * Which failures the theorem allows (PROTOCOL §2): everyone keeps a live successor, and a principal fails only while more
 * than r + 1 are there. Zave's steps are atomic; ours have answers on their way, so the guard asks the same of the ring
 * as it will be when they have been applied. It sees everything; no node does.
 */
import { join, stabilizeFromSuccessor } from '../chord/steps'
import { between, type Id, SPACE_160 } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
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
  const known = addressed(world)
  return rings.every((ring) => losses.every((gone) => survives(ring, gone, world.profile.successors, small, known)))
}

/**
 * Whom each node can ask, with every answer that is on its way applied. The theorem's nodes ask whatever id stands in their
 * list; ours need an address, which padding has not, even where it is the id of a live node by chance.
 */
function addressed(world: World): Map<Id, Set<Id>> {
  const known = new Map<Id, Set<Id>>()
  const add = (id: Id, refs: readonly NodeRef[]): void => {
    const ids = refs.filter((ref) => ref.address !== '').map((ref) => ref.id)
    known.set(id, new Set([...(known.get(id) ?? []), ...ids]))
  }
  for (const { id, node } of world.up()) if (node?.isMember === true) add(id, node.successors())
  for (const { asker, answer } of world.network.adoptions) add(asker, [answer.node, ...answer.successors])
  return known
}

function survives(
  ring: ReadonlyMap<Id, Belief>,
  gone: ReadonlySet<Id>,
  r: number,
  small: boolean,
  known: ReadonlyMap<Id, ReadonlySet<Id>>
): boolean {
  const left = new Map([...ring].filter(([id]) => !gone.has(id)))
  // Below r + 1 nodes everybody knows everybody: somebody must be left, and known.
  const least = Math.min(r + 1, 2)
  if (left.size < least) return false
  for (const [id, { succ }] of left) {
    if (!succ.some((one) => left.has(one) && (one === id || known.get(id)?.has(one) === true))) return false
  }
  return small || principals(left).size >= r + 1
}

/** The ring with every answer that is on its way applied, to members and to joiners. */
export function applied(world: World, now: ReadonlyMap<Id, Belief>): Map<Id, Belief> {
  world.network.forgetOldTellings()
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
