/**
 * How long a ring may take to become Ideal once nothing more happens to it (PROTOCOL §2): after crashes r rounds, after g
 * joins into one gap g + r; where nodes may have been cut off or wrongly given up, 2(r + log2 N) more. One round is over
 * when every live node has stabilized once, so rounds are counted at the slowest node.
 */
import { between, type Id, shortId } from '../../shared/ids'
import { bestSuccessor, cycles, isIdeal, type RingView } from './predicates'
import { type Slot, STABILIZE_INTERVAL_MS, type World } from './world'

/** Longest pause of a quiet node between rounds: the slow period with its jitter, ms. */
const ROUND_MS = STABILIZE_INTERVAL_MS * 1.2
/** For what is not counted in rounds: joins that try again, ranges on their way, silent peers given up, ms. */
const GRACE_MS = 90_000

export class LivenessBound {
  readonly #world: World
  #sinceMs = -1
  #dueMs = 0
  #ideal = false
  #idealAtMs = 0
  /** Rounds that the ring took, or has taken so far. */
  rounds = 0
  /** Rounds that it may take. */
  allowed = 0

  constructor(world: World) {
    this.#world = world
    this.#restart(world.clock.now())
  }

  get tookMs(): number {
    return Math.max(0, this.#idealAtMs - this.#sinceMs)
  }

  /** Somebody joined, failed or left after the last count began: it begins again. */
  #restart(sinceMs: number): void {
    const { profile, watch, slots } = this.#world
    this.#sinceMs = sinceMs
    for (const slot of slots) slot.rounds = 0
    const r = profile.successors
    const extra = profile.clean ? 0 : 2 * (r + Math.ceil(Math.log2(Math.max(2, watch.size))))
    // The round under way when it began is not a whole one.
    this.allowed = crowdInOneGap(watch.view) + r + extra + 1
    this.#dueMs = sinceMs + this.allowed * ROUND_MS + GRACE_MS
  }

  /** Whether every pointer is right, every node is up, and every arc and every record is with its owner. */
  isReached(): boolean {
    this.#look()
    return this.#ideal && this.#everyArcServed()
  }

  #look(): void {
    const { watch, profile, changedMs, clock } = this.#world
    if (changedMs > this.#sinceMs) this.#restart(changedMs)
    const ideal = isIdeal(watch.view, profile.successors)
    if (ideal && !this.#ideal) this.#idealAtMs = clock.now()
    if (!ideal) this.rounds = Math.min(...this.#world.members().map((slot) => slot.rounds))
    this.#ideal = ideal
  }

  #everyArcServed(): boolean {
    return this.#world.up().every((slot) => unserved(slot) === null)
  }

  /** What is late, if anything is. */
  exceeded(): { predicate: string; why: string } | null {
    if (!this.#ideal && this.rounds > this.allowed) {
      return { predicate: 'L0 Ideal', why: `not after ${this.rounds} rounds, ${this.allowed} allowed` }
    }
    if (this.#world.clock.now() <= this.#dueMs) return null
    const why = `not after ${Math.round(this.#world.clock.now() - this.#sinceMs)} ms`
    if (!this.#ideal) return { predicate: 'L0 Ideal', why }
    const late = this.#world.up().flatMap((slot) => unserved(slot) ?? [])
    return { predicate: 'L2 every arc served', why: `${why}: ${late.join('; ')}` }
  }
}

/** Why the arc of a node is not its own yet, or null. */
function unserved({ node, store, id }: Slot): string | null {
  const name = shortId(id)
  if (node === null || node.state !== 'running') return `${name} is ${node?.state ?? 'down'}`
  const { servedFrom, predecessor } = node.beliefs()
  if (servedFrom !== predecessor)
    return `${name} serves from ${shortId(servedFrom ?? 'nowhere')}, not from ${shortId(predecessor)}`
  const strays = servedFrom === id ? 0 : [...store.range(id, servedFrom)].length
  return strays === 0 ? null : `${name} holds ${strays} records of others`
}

/** The largest number of live nodes that lie between a ring member and its successor. */
function crowdInOneGap(view: RingView): number {
  const ids = [...view.keys()]
  const members = new Set<Id>(cycles(view).flat())
  let most = 0
  for (const id of members) {
    const next = bestSuccessor(view, id)
    if (next === undefined) continue
    most = Math.max(most, ids.filter((one) => one !== id && between(id, one, next)).length)
  }
  return most
}
