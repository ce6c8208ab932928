/**
 * What a seed stands for: how large the ring is and where its nodes lie, what the network is like on a good day, and
 * which faults come when. Swarm style: a seed switches whole classes of faults off and others to the extreme, because
 * a little of everything all the time hides what two faults do together.
 */
import { type Id, SPACE_160, toId } from '../../shared/ids'
import type { Conditions } from './sim-network'
import { SimRandom } from './sim-random'

/** Faults under which the theorem's assumptions hold: failures are noticed reliably, and never too many (PROTOCOL §2). */
export const CLEAN_KINDS = ['join', 'mass-join', 'restart', 'leave', 'crash', 'crash-in-step'] as const
const OTHER_KINDS = [
  'leave-cut-short',
  'hang',
  'one-way-cut',
  'partition',
  'weather',
  'lost-answers',
  'duplicates',
  'broken-link',
  'false-refusal'
] as const
export const FAULT_KINDS = [...CLEAN_KINDS, ...OTHER_KINDS] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** One fault to come. `a`, `b` and `c` choose its victims and its kind among what is there when it comes. */
export interface Fault {
  readonly atEvent: number
  readonly kind: FaultKind
  readonly a: number
  readonly b: number
  readonly c: number
  /** How long it lasts, where it does. */
  readonly ms: number
}

export interface Profile {
  readonly seed: number
  /** Whether the theorem's assumptions hold throughout, so that every predicate must. */
  readonly clean: boolean
  /** r, the length of the successor list. */
  readonly successors: number
  /** Ids of the nodes that start the ring. */
  readonly ids: readonly Id[]
  /** `placed`: Ideal from the start; `grown`: one after the other by joins, all at once. */
  readonly start: 'placed' | 'grown'
  readonly conditions: Conditions
  /** Largest difference of a wall clock to the true time. */
  readonly skewMs: number
  readonly clients: number
  /** Mean pause of a client between two requests. */
  readonly thinkMs: number
  readonly keys: number
  readonly faults: readonly Fault[]
}

/** Sizes of rings, most of them of the size that the speed is measured at. */
const SIZES = [16, 16, 16, 16, 4, 5, 6, 8, 10, 12, 20, 24]

/** Works out what `seed` stands for, with faults spread over `events` events. */
export function profileOf(seed: number, events: number): Profile {
  const random = new SimRandom(`${seed}/profile`)
  const clean = random.chance(0.5)
  const successors = random.pick([2, 3, 4, 8])
  const size = Math.max(random.pick(SIZES), successors + 2)
  const leastMs = random.magnitude(0.05, 20)
  return {
    seed,
    clean,
    successors,
    ids: placeIds(size, new SimRandom(`${seed}/ids`)),
    start: random.chance(0.8) ? 'placed' : 'grown',
    conditions: {
      leastMs,
      mostMs: leastMs * random.magnitude(1, 6),
      loss: 0,
      answerLoss: 0,
      duplication: 0,
      inOrder: random.chance(0.3),
      falseRefusal: 0
    },
    skewMs: random.chance(0.3) ? random.magnitude(1, 10_000) : 0,
    clients: random.int(4),
    thinkMs: random.magnitude(1, 1000),
    keys: 1 + random.int(60),
    faults: planFaults(seed, clean, events)
  }
}

function planFaults(seed: number, clean: boolean, events: number): Fault[] {
  const random = new SimRandom(`${seed}/faults`)
  const kinds: FaultKind[] = [...(clean ? CLEAN_KINDS : FAULT_KINDS)].filter(() => random.chance(0.5))
  if (kinds.length === 0) kinds.push(clean ? 'crash' : 'partition')
  const weights = kinds.map(() => random.magnitude(0.2, 5))
  const count = Math.ceil(random.magnitude(2, 60))
  // Bursts: most faults come close to another one.
  let center = random.int(events)
  const faults = Array.from({ length: count }, () => {
    if (random.chance(0.3)) center = random.int(events)
    const atEvent = Math.min(events - 1, center + Math.floor(random.magnitude(1, 400)))
    const kind = weighted(kinds, weights, random)
    return { atEvent, kind, a: random.next(), b: random.next(), c: random.next(), ms: random.magnitude(5, 8000) }
  })
  return faults.sort((a, b) => a.atEvent - b.atEvent)
}

function weighted<T>(from: readonly T[], weights: readonly number[], random: SimRandom): T {
  let left = random.next() * weights.reduce((sum, one) => sum + one, 0)
  for (const [i, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return from[i] as T
  }
  return from[from.length - 1] as T
}

/** Spread out, next to each other, around zero, or in clusters. */
export function placeIds(count: number, random: SimRandom): Id[] {
  const style = random.pick(['spread', 'spread', 'neighbours', 'clusters', 'around zero'] as const)
  const ids = new Set<Id>()
  const base = anyId(random)
  const centers = Array.from({ length: 3 }, () => anyId(random))
  while (ids.size < count) {
    const near = BigInt(random.int(count * 2))
    if (style === 'spread') ids.add(toId(SPACE_160, anyId(random)))
    else if (style === 'neighbours') ids.add(toId(SPACE_160, base + near))
    else if (style === 'clusters') ids.add(toId(SPACE_160, random.pick(centers) + near))
    else ids.add(toId(SPACE_160, near - BigInt(count)))
  }
  // The order of the joins of a grown ring is not the order of the ids.
  return [...ids]
    .map((id) => ({ id, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ id }) => id)
}

/** A number anywhere on the circle. */
export function anyId(random: SimRandom): bigint {
  let value = 0n
  for (let i = 0; i < 5; i++) value = (value << 32n) | BigInt(Math.floor(random.next() * 2 ** 32))
  return value
}
