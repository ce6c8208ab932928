/**
 * Which failures the theorem allows (PROTOCOL §2): everyone keeps a live successor, and a principal fails only while more
 * than r + 1 are there. Zave's steps are atomic; ours have answers on their way, so the guard asks the same of the ring
 * as it will be when they have been applied. It sees everything; no node does.
 */
import { join, stabilizeFromSuccessor } from '../chord/steps'
import { between, type Id, SPACE_160 } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import { type Belief, principals } from './predicates'
import type { Adoption } from './sim-network'
import type { World } from './world'

/** Whether the node `victim` may fail now, those that are about to leave counted as gone. */
export function mayFail(world: World, victim: Id): boolean {
  if (world.profile.clean && !world.armed) return false
  if (!world.guarded) return world.watch.size > 2
  const now = new Map(world.watch.view)
  const leaving = world.slots.filter((slot) => slot.leaving).map((slot) => slot.id)
  const small = world.watch.regime() !== 'full'
  const rings = layers(world, now)
  const known = addressed(world)
  return [new Set([victim]), new Set([victim, ...leaving])].every((gone) =>
    survives(rings, gone, world.profile.successors, small, known)
  )
}

/**
 * The ring as it is and as it may become: several answers may be on their way to one node, and any of them may be the
 * last that it applies before the next failure. Each belief that a node may come to hold stands in one of the rings.
 */
export function layers(world: World, now: ReadonlyMap<Id, Belief>): ReadonlyMap<Id, Belief>[] {
  world.network.forgetOldTellings()
  const beliefs = new Map([...now].map(([id, belief]) => [id, [belief]]))
  for (const adoption of world.network.adoptions) {
    const known = beliefs.get(adoption.asker) ?? []
    const [first, last] = [known[0], known[known.length - 1]]
    const next = [adopt(adoption, last, world.profile.successors)]
    if (first !== last) next.push(adopt(adoption, first, world.profile.successors))
    const added = next.filter((one) => one !== null)
    if (added.length > 0) beliefs.set(adoption.asker, [...known, ...added])
  }
  const depth = Math.max(1, ...[...beliefs.values()].map((one) => one.length))
  return Array.from(
    { length: depth },
    (_, at) => new Map([...beliefs].map(([id, one]) => [id, one[Math.min(at, one.length - 1)] as Belief]))
  )
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
  rings: readonly ReadonlyMap<Id, Belief>[],
  gone: ReadonlySet<Id>,
  r: number,
  small: boolean,
  known: ReadonlyMap<Id, ReadonlySet<Id>>
): boolean {
  let unskipped = new Set(rings[0]?.keys())
  for (const ring of rings) {
    const left = new Map([...ring].filter(([id]) => !gone.has(id)))
    // Below r + 1 nodes everybody knows everybody: somebody must be left, and known.
    const least = Math.min(r + 1, 2)
    if (left.size < least) return false
    for (const [id, { succ }] of left) {
      if (!succ.some((one) => left.has(one) && (one === id || known.get(id)?.has(one) === true))) return false
    }
    const here = principals(left)
    unskipped = new Set([...unskipped].filter((id) => here.has(id)))
  }
  return small || unskipped.size >= r + 1
}

/** What a node believes once it has applied an answer; null when the answer changes nothing for it. */
function adopt({ asker, answer }: Adoption, belief: Belief | undefined, r: number): Belief | null {
  const head = answer.node.id
  const told = { pred: answer.predecessor.id, succ: answer.successors.map((ref) => ref.id) }
  if (head === asker) return null
  if (belief === undefined) return join(asker, head, told, r)
  // Others ask as well, to look after their fingers; what they hear changes no list.
  const first = belief.succ[0] as Id
  if (head !== first && !between(asker, head, first)) return null
  const state = { self: asker, succ: [head, ...belief.succ.slice(1)], pred: belief.pred }
  return stabilizeFromSuccessor(SPACE_160, state, told, r).state
}
