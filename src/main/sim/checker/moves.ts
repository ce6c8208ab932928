/**
 * The protocol's steps as a table over small numbers: each distinct call of a rule is made once and remembered. Nothing
 * about the protocol is decided here; every entry comes from the rules.
 */
import type { RingState, Stepped } from '../../chord/steps'
import type { Id, IdSpace } from '../../../shared/ids'
import { brokenByJoin, brokenByStep, type PredecessorPredicate } from './predecessor'
import { allIds, Locals, MAX_CODES, NOBODY } from './locals'
import type { Rules } from './rules'

/** A rule threw: the code under test crashed. */
export class RuleCrash extends Error {
  constructor(rule: string, options: ErrorOptions) {
    super(`rule crashed: ${rule}`, options)
    this.name = 'RuleCrash'
  }
}

/** A step broke a predicate over steps, not over states. */
export class StepFault extends Error {
  readonly predicate: PredecessorPredicate
  readonly node: number
  readonly step: string

  constructor(predicate: PredecessorPredicate, node: number, step: string) {
    super(`step broke ${predicate}: ${step}`)
    this.name = 'StepFault'
    this.predicate = predicate
    this.node = node
    this.step = step
  }
}

/** What a node's step leads to: its next code, and whom it then notifies (NOBODY: no one). */
export interface Move {
  readonly code: number
  readonly notify: number
  /** The head was dead: the operation goes on with the new head. */
  readonly retry: boolean
}

const UNKNOWN = -2
const REFUSED = -1

export class Moves {
  readonly r: number
  readonly rules: Rules
  readonly ids: Id[]
  readonly nodes: Locals[]
  readonly #space: IdSpace
  readonly #moves: Move[] = []
  readonly #stabilize: Int32Array[]
  readonly #ask: Int32Array[]
  readonly #rectify: Int32Array[]
  readonly #join: Int32Array[]

  constructor(space: IdSpace, r: number, rules: Rules) {
    this.#space = space
    this.r = r
    this.rules = rules
    this.ids = allIds(space)
    const n = this.ids.length
    const tables = (size: number): Int32Array[] => this.ids.map(() => new Int32Array(size).fill(UNKNOWN))
    this.nodes = this.ids.map((_, i) => new Locals(this.ids, i))
    this.#stabilize = tables(MAX_CODES * MAX_CODES)
    this.#ask = tables(MAX_CODES * MAX_CODES)
    this.#rectify = tables(MAX_CODES * n * 2)
    this.#join = tables(MAX_CODES * n)
  }

  /** stabilize, step 1: `node` asks its head, whose code is `peer` (0: dead). */
  stabilize(node: number, code: number, peer: number): Move {
    const table = this.#stabilize[node]!
    let known = table[code * MAX_CODES + peer]!
    if (known === UNKNOWN) {
      const locals = this.nodes[node]!
      const answer = this.#answer(locals.head[code]!, peer)
      known = this.#record(node, 'stabilizeFromSuccessor', () =>
        this.rules.stabilizeFromSuccessor(this.#space, locals.states[code]!, answer, this.r)
      )
      table[code * MAX_CODES + peer] = known
    }
    return this.#moves[known]!
  }

  /** stabilize, step 2: `node` asks the one that it meant to ask, whose code is `peer` (0: dead). */
  ask(node: number, code: number, peer: number): Move {
    const table = this.#ask[node]!
    let known = table[code * MAX_CODES + peer]!
    if (known === UNKNOWN) {
      const locals = this.nodes[node]!
      const asked = locals.asking[code]!
      known = this.#record(node, 'stabilizeFromPredecessor', () =>
        this.rules.stabilizeFromPredecessor(locals.states[code]!, this.ids[asked]!, this.#answer(asked, peer), this.r)
      )
      table[code * MAX_CODES + peer] = known
    }
    return this.#moves[known]!
  }

  /** rectify: the code of `node` after `candidate` notified it. */
  rectify(node: number, code: number, candidate: number, predecessorAlive: boolean): number {
    const table = this.#rectify[node]!
    const at = (code * this.ids.length + candidate) * 2 + Number(predecessorAlive)
    if (table[at] === UNKNOWN) {
      const locals = this.nodes[node]!
      const state = locals.states[code]!
      const next = guarded('rectify', () => {
        const pinged = this.rules.rectifyNeedsPing(state, this.ids[candidate]!)
        return this.rules.rectify(state, this.ids[candidate]!, pinged ? predecessorAlive : true)
      })
      const broken = brokenByStep(state, next, predecessorAlive)
      if (broken !== undefined) throw new StepFault(broken, node, `rectify ${state.self} from ${this.ids[candidate]}`)
      table[at] = locals.code(next, locals.asking[code]!)
    }
    return table[at]!
  }

  /** The code of `joiner` after it joined through `member`, or −1 when it does not belong there. */
  join(joiner: number, member: number, memberCode: number): number {
    const table = this.#join[joiner]!
    const at = memberCode * this.ids.length + member
    if (table[at] === UNKNOWN) {
      const answer = this.#answer(member, memberCode)
      const state = guarded('join', () => this.rules.join(this.ids[joiner]!, this.ids[member]!, answer, this.r))
      const broken = state === null ? undefined : brokenByJoin(state)
      if (broken !== undefined) throw new StepFault(broken, joiner, `join ${this.ids[joiner]}@${this.ids[member]}`)
      table[at] = state === null ? REFUSED : this.nodes[joiner]!.code(state, NOBODY)
    }
    return table[at]!
  }

  /** The code of `node` after it looked whether its predecessor lives; its own code when the rules have no such timer. */
  checkPredecessor(node: number, code: number, predecessorAlive: boolean): number {
    const check = this.rules.checkPredecessor
    if (check === undefined) return code
    const locals = this.nodes[node]!
    const before = locals.states[code]!
    const state = guarded('checkPredecessor', () => check(before, predecessorAlive))
    const broken = brokenByStep(before, state, predecessorAlive)
    if (broken !== undefined) throw new StepFault(broken, node, `check ${before.self}`)
    return locals.code(state, locals.asking[code]!)
  }

  /** The same beliefs, no question open. */
  idle(node: number, code: number): number {
    const locals = this.nodes[node]!
    return locals.asking[code] === NOBODY ? code : locals.code(locals.states[code]!, NOBODY)
  }

  #answer(node: number, code: number): Pick<RingState, 'pred' | 'succ'> | 'dead' {
    if (code === 0 || node === NOBODY) return 'dead'
    const { pred, succ } = this.nodes[node]!.states[code]!
    return { pred, succ }
  }

  #record(node: number, rule: string, step: () => Stepped): number {
    const { state, next } = guarded(rule, step)
    const peer = next.do === 'retry' ? NOBODY : this.ids.indexOf(next.peer)
    const code = this.nodes[node]!.code(state, next.do === 'ask' ? peer : NOBODY)
    const notify = next.do === 'notify' ? peer : NOBODY
    return this.#moves.push({ code, notify, retry: next.do === 'retry' }) - 1
  }
}

function guarded<T>(rule: string, step: () => T): T {
  try {
    return step()
  } catch (cause) {
    throw new RuleCrash(rule, { cause })
  }
}
