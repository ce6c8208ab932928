/**
 * The safety predicates after every event, at the price of what changed: what depends on one node's list alone is worked
 * out when that list changes, what depends on who lives when somebody comes or goes. predicates.ts says the same of a
 * whole ring at once, and is what this is tested against.
 */
import { between, type Id } from '../../shared/ids'
import { sameList } from '../chord/steps'
import { type Belief, type Broken, type Regime, type RingView, withDisorder } from './predicates'

interface Entry {
  succ: readonly Id[]
  pred: Id
  /** What the list alone says. */
  repeats: boolean
  full: boolean
  disordered: boolean
  /** What the list says of those who live now. */
  best: Id | undefined
  skipped: readonly Id[]
}

export class RingWatch {
  readonly #r: number
  readonly #entries = new Map<Id, Entry>()
  /** Live ids, ascending. */
  #live: Id[] = []
  #populationChanged = false
  #changed = new Set<Id>()
  readonly #skips = new Map<Id, number>()
  #notFull = 0

  constructor(r: number) {
    this.#r = r
  }

  get size(): number {
    return this.#entries.size
  }

  /** The ring as predicates.ts takes it. */
  get view(): RingView {
    return this.#entries
  }

  has(id: Id): boolean {
    return this.#entries.has(id)
  }

  get isDirty(): boolean {
    return this.#populationChanged || this.#changed.size > 0
  }

  /** A live node believes this now. */
  set(id: Id, { succ, pred }: Belief): void {
    const entry = this.#entries.get(id)
    if (entry !== undefined && sameList(entry.succ, succ)) {
      entry.pred = pred
      return
    }
    if (entry === undefined) this.#populationChanged = true
    else this.#forget(entry)
    const fresh = judged(id, succ, pred, this.#r)
    if (!fresh.full) this.#notFull++
    this.#entries.set(id, fresh)
    this.#changed.add(id)
  }

  remove(id: Id): void {
    const entry = this.#entries.get(id)
    if (entry === undefined) return
    this.#forget(entry)
    this.#entries.delete(id)
    this.#changed.delete(id)
    this.#populationChanged = true
  }

  #forget(entry: Entry): void {
    if (!entry.full) this.#notFull--
    for (const id of entry.skipped) this.#skips.set(id, (this.#skips.get(id) ?? 0) - 1)
  }

  regime(): Regime {
    if (this.#entries.size === 0) return 'empty'
    return this.#entries.size <= this.#r || this.#notFull > 0 ? 'bootstrap' : 'full'
  }

  /** Live nodes that no list skips. */
  principals(): Id[] {
    this.#refresh()
    return this.#live.filter((id) => (this.#skips.get(id) ?? 0) === 0)
  }

  /** Every safety predicate that does not hold, in the order I1, I2, D1 to D7. */
  broken(regime: Regime = this.regime()): Broken[] {
    if (this.#entries.size === 0) return []
    this.#refresh()
    const broken: Broken[] = []
    const say = (predicate: Broken['predicate'], nodes: Id[], fails = nodes.length > 0): void => {
      if (fails) broken.push({ predicate, nodes })
    }
    const { ring, rings, lost } = this.#follow()
    const principals = this.principals()
    const isPrincipal = new Set(principals)
    say(
      'I1',
      this.#where((entry) => entry.best === undefined)
    )
    const few = regime === 'full' && principals.length < this.#r + 1
    say(
      'I2',
      this.#where((_, id) => !isPrincipal.has(id)),
      few
    )
    say(
      'D1',
      this.#where((entry, id) => this.#isBadList(entry, id, regime))
    )
    say(
      'D2',
      this.#where((entry) => entry.disordered)
    )
    say('D3', [...this.#entries.keys()], rings === 0)
    say('D4', [...ring], rings > 1)
    say('D5', this.#skipping(ring))
    say('D6', lost)
    say(
      'D7',
      principals.filter((id) => !ring.has(id))
    )
    return broken
  }

  #where(test: (entry: Entry, id: Id) => boolean): Id[] {
    const found: Id[] = []
    for (const [id, entry] of this.#entries) if (test(entry, id)) found.push(id)
    return found
  }

  #isBadList({ succ, repeats }: Entry, id: Id, regime: Regime): boolean {
    if (regime !== 'full' && succ.length === 1 && succ[0] === id) return false
    return repeats || (regime === 'full' ? succ.length !== this.#r : succ.length > this.#r)
  }

  #refresh(): void {
    if (this.#populationChanged) {
      this.#live = [...this.#entries.keys()].sort()
      this.#skips.clear()
      for (const [id, entry] of this.#entries) this.#look(id, entry)
    } else {
      for (const id of this.#changed) this.#look(id, this.#entries.get(id) as Entry)
    }
    this.#populationChanged = false
    this.#changed.clear()
  }

  #look(id: Id, entry: Entry): void {
    entry.best = entry.succ.find((one) => this.#entries.has(one))
    const skipped: Id[] = []
    let previous = id
    for (const next of entry.succ) {
      this.#liveBetween(previous, next, skipped)
      previous = next
    }
    entry.skipped = skipped
    for (const one of skipped) this.#skips.set(one, (this.#skips.get(one) ?? 0) + 1)
  }

  /** Adds the live ids strictly between `from` and `to`. */
  #liveBetween(from: Id, to: Id, into: Id[]): void {
    const live = this.#live
    if (live.length === 0) return
    const first = above(live, from)
    for (let i = 0; i < live.length; i++) {
      const id = live[(first + i) % live.length] as Id
      if (!between(from, id, to)) return
      into.push(id)
    }
  }

  /** Follows the best successors from everywhere: who is on a cycle, how many cycles, who leads to none. */
  #follow(): { ring: Set<Id>; rings: number; lost: Id[] } {
    const ring = new Set<Id>()
    const ends = new Map<Id, boolean>()
    let rings = 0
    for (const start of this.#live) {
      const path: Id[] = []
      const onPath = new Set<Id>()
      let at: Id | undefined = start
      while (at !== undefined && !ends.has(at) && !onPath.has(at)) {
        onPath.add(at)
        path.push(at)
        at = (this.#entries.get(at) as Entry).best
      }
      if (at !== undefined && onPath.has(at)) {
        rings++
        for (const id of path.slice(path.indexOf(at))) ring.add(id)
      }
      const connected = at !== undefined && (ends.get(at) ?? true)
      for (const id of path) ends.set(id, connected)
    }
    return { ring, rings, lost: this.#where((_, id) => ends.get(id) === false) }
  }

  /** Ring members whose best successor is not the next ring member. */
  #skipping(ring: ReadonlySet<Id>): Id[] {
    const order = this.#live.filter((id) => ring.has(id))
    if (order.length < 2) return []
    return order.filter((id, i) => this.#entries.get(id)?.best !== order[(i + 1) % order.length])
  }
}

function judged(id: Id, succ: readonly Id[], pred: Id, r: number): Entry {
  const repeats = new Set(succ).size !== succ.length || succ.includes(id)
  const full = succ.length >= r && !succ.includes(id)
  return { succ, pred, repeats, full, disordered: isDisordered(id, succ, pred), best: undefined, skipped: [] }
}

/** A list that goes clockwise from `id` and less than once around is in order; any other is looked at closely. */
function isDisordered(id: Id, succ: readonly Id[], pred: Id): boolean {
  let turns = 0
  let previous = id
  for (const next of succ) {
    if (next <= previous) turns += next === previous ? 2 : 1
    previous = next
  }
  if (turns === 0 || (turns === 1 && previous < id)) return false
  return withDisorder(new Map([[id, { succ, pred }]])).length > 0
}

/** Index of the first id above `id`, the length if there is none. */
function above(ids: readonly Id[], id: Id): number {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ids[middle] as Id) <= id) low = middle + 1
    else high = middle
  }
  return low
}
