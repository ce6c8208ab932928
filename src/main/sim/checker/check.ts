/**
 * The exhaustive check: breadth-first over everything that may happen from an Ideal ring, so that the first violation found
 * has the shortest schedule; then backwards from the quiet Ideal states along repair steps, to find the states that repair
 * alone cannot bring back.
 */
import type { IdSpace } from '../../../shared/ids'
import type { Predicate } from '../predicates'
import { Moves, RuleCrash, StepFault } from './moves'
import type { PredecessorPredicate } from './predecessor'
import { type ActionKind, type Guard, type Network, RingModel } from './ring-model'
import { CORRECT_RULES, type Rules } from './rules'
import { StateSet, Uint32List } from './state-set'

export interface CheckOptions {
  /** Size of the identifier circle, 3 to 6. */
  readonly ids: number
  readonly r: number
  readonly guard: Guard
  readonly network?: Network
  /** Numbers of the nodes of the Ideal ring to start from; by default r + 1 of them, not all in a row if there is room. */
  readonly start?: readonly number[]
  readonly rules?: Rules
  /** Gives up, undecided, when more states than this are found. */
  readonly maxStates?: number
}

export type Outcome = 'clean' | 'safety' | 'liveness' | 'crash' | 'undecided'

/** A predicate that does not hold, and the nodes that break it. */
export interface BrokenPredicate {
  readonly predicate: Predicate | PredecessorPredicate
  readonly nodes: readonly string[]
}

/** One line of a schedule, as people write it: `stabilize 2`, `join 4@3`. */
export type Step = string

export interface CheckReport {
  readonly outcome: Outcome
  readonly states: number
  readonly transitions: number
  /** States in which the ring is Ideal, and those of them with nothing under way. */
  readonly ideal: number
  readonly quietIdeal: number
  /** States from which repair alone cannot reach Ideal; counted only when no safety predicate was broken. */
  readonly stuck: number
  readonly broken: readonly BrokenPredicate[]
  /** The shortest schedule to the violation, and the ring that it leads to. */
  readonly schedule: readonly Step[]
  readonly ring: readonly string[]
  readonly error?: unknown
}

/** The circle of `ids` identifiers, one hex digit each. */
export function smallSpace(ids: number): IdSpace {
  return { bits: Math.ceil(Math.log2(ids)), size: BigInt(ids), digits: 1 }
}

/** r + 1 nodes with a gap after the second, if the circle has room for one: {0, 1, 3} for r = 2 and 5 ids. */
export function defaultStart(ids: number, r: number): number[] {
  const gap = ids > r + 1 ? 1 : 0
  return Array.from({ length: r + 1 }, (_, i) => (i < 2 ? i : i + gap))
}

/** Checks the rules exhaustively. Stops at the first broken safety predicate. */
export function check(options: CheckOptions): CheckReport {
  const moves = new Moves(smallSpace(options.ids), options.r, options.rules ?? CORRECT_RULES)
  const start = options.start ?? defaultStart(options.ids, options.r)
  return new Search(new RingModel(moves, options.guard, options.network ?? 'slot', start), options).run()
}

class Search {
  readonly #model: RingModel
  readonly #maxStates: number
  readonly #seen = new StateSet()
  readonly #parents = new Uint32List()
  /** Repair edges of state i: from `#offsets[i]` on. */
  readonly #edges = new Uint32List()
  readonly #offsets = new Uint32List()
  #transitions = 0

  constructor(model: RingModel, options: CheckOptions) {
    this.#model = model
    this.#maxStates = options.maxStates ?? 2 ** 30
  }

  run(): CheckReport {
    let at = 0
    try {
      this.#add(0)
      for (; at < this.#seen.size; at++) {
        this.#load(at)
        const broken = this.#model.broken()
        if (broken.length > 0) return this.#report('safety', at, { broken })
        if (this.#seen.size > this.#maxStates) return this.#report('undecided', 0, {})
        this.#expand(at)
      }
    } catch (error) {
      if (error instanceof StepFault) return this.#stepFault(at, error)
      if (error instanceof RuleCrash) return this.#report('crash', at, { error: error.cause })
      throw error
    }
    return this.#progress()
  }

  #load(at: number): void {
    const words = this.#seen.words
    this.#model.load(words[at * 3]!, words[at * 3 + 1]!, words[at * 3 + 2]!)
  }

  #add(parent: number): number {
    const [a, b, c] = this.#model.next
    const before = this.#seen.size
    const index = this.#seen.add(a!, b!, c!)
    if (this.#seen.size > before) this.#parents.push(parent)
    return index
  }

  #expand(at: number): void {
    this.#offsets.push(this.#edges.length)
    this.#model.repairs(() => {
      this.#transitions++
      this.#edges.push(this.#add(at))
    })
    this.#model.churn(() => {
      this.#transitions++
      this.#add(at)
    })
  }

  /** Which states can reach a quiet Ideal ring by repair alone: all of them, if the protocol is right. */
  #progress(): CheckReport {
    const states = this.#seen.size
    this.#offsets.push(this.#edges.length)
    const sources = reversed(this.#edges, this.#offsets, states)
    const saved = new Uint8Array(states)
    const queue = new Uint32List()
    let ideal = 0
    for (let i = 0; i < states; i++) {
      this.#load(i)
      if (this.#model.isIdeal()) ideal++
      if (!this.#model.isQuietIdeal()) continue
      saved[i] = 1
      queue.push(i)
    }
    const quietIdeal = queue.length
    for (let head = 0; head < queue.length; head++) {
      const to = queue.items[head]!
      for (let e = sources.offsets[to]!; e < sources.offsets[to + 1]!; e++) {
        const from = sources.items[e]!
        if (saved[from] === 1) continue
        saved[from] = 1
        queue.push(from)
      }
    }
    const stuck = states - queue.length
    return this.#report(stuck > 0 ? 'liveness' : 'clean', stuck > 0 ? saved.indexOf(0) : 0, {
      stuck,
      ideal,
      quietIdeal
    })
  }

  #report(outcome: Outcome, at: number, more: Partial<CheckReport>): CheckReport {
    const shown = outcome !== 'clean' && outcome !== 'undecided'
    const schedule = shown ? this.#scheduleTo(at) : []
    this.#load(at)
    const counts = { states: this.#seen.size, transitions: this.#transitions, ideal: 0, quietIdeal: 0, stuck: 0 }
    return { outcome, ...counts, broken: [], schedule, ring: shown ? this.#describe() : [], ...more }
  }

  #stepFault(at: number, { predicate, node, step }: StepFault): CheckReport {
    const broken = [{ predicate, nodes: [this.#model.moves.ids[node]!] }]
    const report = this.#report('safety', at, { broken })
    return { ...report, schedule: [...report.schedule, step] }
  }

  #scheduleTo(target: number): Step[] {
    const steps: Step[] = []
    for (let at = target; at !== 0; at = this.#parents.items[at]!) steps.unshift(this.#stepInto(at))
    return steps
  }

  #stepInto(at: number): Step {
    this.#load(this.#parents.items[at]!)
    const words = this.#seen.words.subarray(at * 3, at * 3 + 3)
    let step = ''
    const visit = (kind: ActionKind, node: number, peer: number): void => {
      if (step === '' && this.#model.next.every((word, i) => word === words[i])) step = this.#name(kind, node, peer)
    }
    this.#model.repairs(visit)
    this.#model.churn(visit)
    return step
  }

  #name(kind: ActionKind, node: number, peer: number): Step {
    const { ids } = this.#model.moves
    const name = ids[node]!
    const other = ids[peer] ?? 'none'
    if (kind === 'join') return `join ${name}@${other}`
    if (kind === 'ask') return `stabilize ${name} from predecessor ${other}`
    if (kind === 'rectify') return `rectify ${name} from ${other}`
    if (kind === 'stabilize') return `stabilize ${name} from ${this.#model.codes[peer] === 0 ? 'dead ' : ''}${other}`
    return `${kind} ${name}`
  }

  #describe(): string[] {
    const lines: string[] = []
    for (const [id, { succ, pred }] of this.#model.view())
      lines.push(`${id}: succ ${succ.join(' ')}, pred ${pred || 'none'}`)
    return lines
  }
}

/** The edges by their target. */
function reversed(
  edges: Uint32List,
  offsets: Uint32List,
  states: number
): { items: Uint32Array; offsets: Uint32Array } {
  const starts = new Uint32Array(states + 1)
  for (let e = 0; e < edges.length; e++) starts[edges.items[e]! + 1]!++
  for (let i = 0; i < states; i++) starts[i + 1]! += starts[i]!
  const fill = starts.slice()
  const items = new Uint32Array(edges.length)
  for (let from = 0; from < states; from++) {
    for (let e = offsets.items[from]!; e < offsets.items[from + 1]!; e++) items[fill[edges.items[e]!]!++] = from
  }
  return { items, offsets: starts }
}
