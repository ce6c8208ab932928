/**
 * The whole ring as a state machine: every node's code, the notifications under way, and what may happen next. One step
 * of one node, one arrival, one join or one failure at a time, in every order.
 *
 * The granularity is that of Zave's Alloy model (correctChord.als, 2016): a query with its update is one atomic step; step
 * 2 of stabilize and rectify are steps of their own, so that anything may come between; a node that is asking or has been
 * notified finishes that first. `slot` is her network exactly: a node holds one open thing, and a notification takes its
 * place, whatever it was; an operation that found its head dead ends there and notifies the new head. `queue` is closer to
 * our driver: notifications wait side by side, disturb no question, and a dead head is simply followed by another try.
 */
import { brokenSafety, type Broken, idealRing, principals, type RingView } from '../predicates'
import type { Belief } from '../predicates'
import { CODE_BITS, MAX_CODES, NOBODY } from './locals'
import type { Moves } from './moves'

/** When a node may fail (PROTOCOL §2, "Targets"). */
export type Guard =
  /** Zave's precondition: everyone else keeps a live successor, and a principal fails only if more than r + 1 are there. */
  | 'principals'
  /** At most r − 1 failures between Ideal states; afterwards r + 1 principals are left, but live successors are not asked for. */
  | 'window'
  /** I1 and I2 hold afterwards. Weaker than `principals`: a failing node may make another one principal. */
  | 'invariant'
  /** Nobody fails. The one guard for a start with fewer than r + 1 nodes, where only reaching Ideal is asked for. */
  | 'joins'

export const GUARDS: readonly Guard[] = ['principals', 'window', 'invariant', 'joins']

/** How notifications travel. */
export type Network = 'slot' | 'queue'
export const NETWORKS: readonly Network[] = ['slot', 'queue']

export type ActionKind = 'stabilize' | 'ask' | 'rectify' | 'check' | 'join' | 'fail'
/** Called for each thing that may happen; the state after it is in `model.next`. */
export type Visit = (kind: ActionKind, node: number, peer: number) => void

interface Verdict {
  readonly broken: Broken[]
  readonly principals: number
  readonly count: number
  /** I1 holds. */
  readonly covered: boolean
}

const FAILURES_SHIFT = CODE_BITS * 3
const CODE_MASK = MAX_CODES - 1

export class RingModel {
  /** The state being looked at. */
  readonly codes: Int32Array
  inbox = 0
  failures = 0
  /** The state after the action being visited, packed. */
  readonly next = new Uint32Array(3)
  readonly moves: Moves
  readonly guard: Guard
  readonly network: Network
  readonly #n: number
  readonly #verdicts = new Map<number, Verdict>()
  readonly #ideal: number[][]
  readonly #strict: boolean

  constructor(moves: Moves, guard: Guard, network: Network, start: readonly number[]) {
    this.moves = moves
    this.guard = guard
    this.network = network
    this.#n = moves.ids.length
    this.codes = new Int32Array(6)
    this.#strict = start.length > moves.r
    this.#ideal = this.#idealCodes()
    const mask = start.reduce((bits, node) => bits | (1 << node), 0)
    for (const node of start) this.codes[node] = this.#ideal[mask]![node]!
    this.#pack(0)
  }

  /** Takes a packed state up. */
  load(a: number, b: number, c: number): void {
    const codes = this.codes
    codes[0] = a & CODE_MASK
    codes[1] = (a >>> CODE_BITS) & CODE_MASK
    codes[2] = (a >>> (2 * CODE_BITS)) & CODE_MASK
    codes[3] = b & CODE_MASK
    codes[4] = (b >>> CODE_BITS) & CODE_MASK
    codes[5] = (b >>> (2 * CODE_BITS)) & CODE_MASK
    this.failures = b >>> FAILURES_SHIFT
    this.inbox = c
  }

  /** The beliefs of the live nodes of the state being looked at. */
  view(): RingView {
    const ring = new Map<string, Belief>()
    for (let i = 0; i < this.#n; i++) {
      if (this.codes[i] !== 0) ring.set(this.moves.ids[i]!, this.moves.nodes[i]!.states[this.codes[i]!]!)
    }
    return ring
  }

  /** The safety predicates that do not hold. */
  broken(): Broken[] {
    return this.#verdict().broken
  }

  /** Whether the ring is Ideal, whatever may still be under way. */
  isIdeal(): boolean {
    const wanted = this.#ideal[this.#liveMask()]!
    for (let i = 0; i < this.#n; i++) {
      const code = this.codes[i]!
      if (code !== 0 && this.moves.idle(i, code) !== wanted[i]) return false
    }
    return true
  }

  /** Ideal, with no question open and no notification under way. */
  isQuietIdeal(): boolean {
    if (this.inbox !== 0) return false
    const wanted = this.#ideal[this.#liveMask()]!
    return this.codes.every((code, i) => code === 0 || code === wanted[i])
  }

  /** Visits what repair may do next: everything but joins and failures. */
  repairs(visit: Visit): void {
    for (let node = 0; node < this.#n; node++) {
      if (this.codes[node] === 0) continue
      if (this.inboxOf(node) !== 0) this.#rectifyAll(node, visit)
      this.#stabilize(node, visit)
      if (this.moves.rules.checkPredecessor !== undefined) this.#check(node, visit)
    }
  }

  /** Visits the joins and failures that may come next. */
  churn(visit: Visit): void {
    for (let node = 0; node < this.#n; node++) {
      if (this.codes[node] === 0) this.#joins(node, visit)
      else this.#fail(node, visit)
    }
  }

  /** Candidates whose notification waits at `node`, as bits. */
  inboxOf(node: number): number {
    const width = this.#n - 1
    const row = (this.inbox >>> (node * width)) & ((1 << width) - 1)
    return (row & ((1 << node) - 1)) | ((row >>> node) << (node + 1))
  }

  #stabilize(node: number, visit: Visit): void {
    const code = this.codes[node]!
    const locals = this.moves.nodes[node]!
    const asked = locals.asking[code]!
    if (asked !== NOBODY) {
      const move = this.moves.ask(node, code, this.codes[asked]!)
      this.#apply(node, code, move.code, move.notify)
      visit('ask', node, asked)
    } else if (this.network === 'queue' || this.inboxOf(node) === 0) {
      const head = locals.head[code]!
      const move = this.moves.stabilize(node, code, head === NOBODY ? 0 : this.codes[head]!)
      const notify = move.retry && this.network === 'slot' ? locals.head[move.code]! : move.notify
      this.#apply(node, code, move.code, notify)
      visit('stabilize', node, head)
    }
  }

  /** Sets a node's code, delivers its notification, packs, and puts all back. */
  #apply(node: number, before: number, after: number, notify: number): void {
    const inbox = this.inbox
    this.codes[node] = after
    const told = notify === NOBODY || notify === node ? 0 : this.codes[notify]!
    if (told !== 0) {
      if (this.network === 'slot') {
        this.codes[notify] = this.moves.idle(notify, told)
        this.inbox &= ~this.#row(notify)
      }
      this.inbox |= this.#bit(notify, node)
    }
    this.#packNow()
    if (told !== 0) this.codes[notify] = told
    this.codes[node] = before
    this.inbox = inbox
  }

  #rectifyAll(node: number, visit: Visit): void {
    const code = this.codes[node]!
    const inbox = this.inbox
    const alive = this.#predecessorAlive(node, code)
    const waiting = this.inboxOf(node)
    for (let candidate = 0; candidate < this.#n; candidate++) {
      if ((waiting & (1 << candidate)) === 0) continue
      this.inbox = inbox & ~this.#bit(node, candidate)
      this.codes[node] = this.moves.rectify(node, code, candidate, alive)
      this.#packNow()
      visit('rectify', node, candidate)
    }
    this.codes[node] = code
    this.inbox = inbox
  }

  #check(node: number, visit: Visit): void {
    const code = this.codes[node]!
    this.codes[node] = this.moves.checkPredecessor(node, code, this.#predecessorAlive(node, code))
    this.#packNow()
    this.codes[node] = code
    visit('check', node, NOBODY)
  }

  #predecessorAlive(node: number, code: number): boolean {
    const pred = this.moves.nodes[node]!.pred[code]!
    return pred !== NOBODY && this.codes[pred] !== 0
  }

  #joins(joiner: number, visit: Visit): void {
    for (let member = 0; member < this.#n; member++) {
      if (this.codes[member] === 0) continue
      const code = this.moves.join(joiner, member, this.codes[member]!)
      if (code < 0) continue
      this.codes[joiner] = code
      this.#packNow()
      this.codes[joiner] = 0
      visit('join', joiner, member)
    }
  }

  #fail(node: number, visit: Visit): void {
    if (this.guard === 'joins') return
    if (this.guard === 'window' && this.failures >= this.moves.r - 1) return
    const before = this.#verdict()
    const code = this.codes[node]!
    const inbox = this.inbox
    this.codes[node] = 0
    this.inbox &= ~this.#row(node)
    if (this.#allowed(before, this.#verdict(), node)) {
      this.failures += Number(this.guard === 'window')
      this.#packNow()
      this.failures -= Number(this.guard === 'window')
      this.codes[node] = code
      this.inbox = inbox
      visit('fail', node, NOBODY)
    }
    this.codes[node] = code
    this.inbox = inbox
  }

  #allowed(before: Verdict, after: Verdict, node: number): boolean {
    const base = this.moves.r + 1
    if (this.guard === 'window') return after.count >= base
    if (this.guard === 'invariant') return after.covered && after.count >= base
    return after.covered && ((before.principals & (1 << node)) === 0 || before.count > base)
  }

  #verdict(): Verdict {
    let key = 0
    for (let i = this.#n - 1; i >= 0; i--) key = key * 256 + this.moves.nodes[i]!.shape[this.codes[i]!]!
    let verdict = this.#verdicts.get(key)
    if (verdict === undefined) this.#verdicts.set(key, (verdict = this.#judge()))
    return verdict
  }

  #judge(): Verdict {
    const ring = this.view()
    const broken = this.#strict ? brokenSafety(ring, this.moves.r, 'full') : []
    const unskipped = principals(ring)
    let bits = 0
    this.moves.ids.forEach((id, i) => (bits |= unskipped.has(id) ? 1 << i : 0))
    return { broken, principals: bits, count: unskipped.size, covered: !broken.some((b) => b.predicate === 'I1') }
  }

  #packNow(): void {
    this.#pack(this.guard === 'window' && this.failures > 0 && !this.isIdeal() ? this.failures : 0)
  }

  #pack(failures: number): void {
    const codes = this.codes
    this.next[0] = codes[0]! | (codes[1]! << CODE_BITS) | (codes[2]! << (2 * CODE_BITS))
    this.next[1] = codes[3]! | (codes[4]! << CODE_BITS) | (codes[5]! << (2 * CODE_BITS)) | (failures << FAILURES_SHIFT)
    this.next[2] = this.inbox
  }

  #liveMask(): number {
    let mask = 0
    for (let i = 0; i < this.#n; i++) if (this.codes[i] !== 0) mask |= 1 << i
    return mask
  }

  #bit(node: number, candidate: number): number {
    return 1 << (node * (this.#n - 1) + (candidate < node ? candidate : candidate - 1))
  }

  #row(node: number): number {
    return ((1 << (this.#n - 1)) - 1) << (node * (this.#n - 1))
  }

  /** By live mask and node: the code of a node that is Ideal and idle. */
  #idealCodes(): number[][] {
    const { ids, nodes, r } = this.moves
    return Array.from({ length: 1 << this.#n }, (_, mask) => {
      const ring = idealRing(
        ids.filter((_, i) => mask & (1 << i)),
        r
      )
      return ids.map((self, i) => {
        const belief = ring.get(self)
        return belief === undefined ? 0 : nodes[i]!.code({ self, ...belief }, NOBODY)
      })
    })
  }
}
