/**
 * What single nodes may look like, numbered. A node of a checked ring is a small code: 0 when it is dead, else an index
 * into this table of beliefs and of the question that it is waiting for.
 */
import type { RingState } from '../../chord/steps'
import { type Id, type IdSpace, nextId } from '../../../shared/ids'

/** Codes fit in this many bits, three to a word. */
export const CODE_BITS = 10
export const MAX_CODES = 1 << CODE_BITS

/** Marks "no node" where a node's number is expected. */
export const NOBODY = -1

/** The table of one node. */
export class Locals {
  /** By code; the entry of code 0 is never read. */
  readonly states: RingState[] = []
  /** By code: whom the node asks next (step 2), or NOBODY. */
  readonly asking: number[] = []
  /** By code: the node at the head of the list. */
  readonly head: number[] = []
  /** By code: the predecessor, NOBODY when a mutant unset it. */
  readonly pred: number[] = []
  /** By code: number of the successor list alone. */
  readonly shape: number[] = []
  readonly #codes = new Map<string, number>()
  readonly #shapes = new Map<string, number>()
  readonly #ids: readonly Id[]

  constructor(ids: readonly Id[], self: number) {
    this.#ids = ids
    this.#push({ self: ids[self]!, succ: [], pred: ids[self]! }, NOBODY)
  }

  /** The code of these beliefs and this question. Throws RangeError when there are too many. */
  code(state: RingState, asking: number): number {
    const key = `${state.succ.join()}/${state.pred}/${asking}`
    const known = this.#codes.get(key)
    if (known !== undefined) return known
    if (this.states.length === MAX_CODES) throw new RangeError(`node states do not fit the table: ${MAX_CODES}`)
    this.#codes.set(key, this.states.length)
    return this.#push(state, asking)
  }

  #push(state: RingState, asking: number): number {
    const list = this.states.length === 0 ? 'dead' : state.succ.join()
    let shape = this.#shapes.get(list)
    if (shape === undefined) this.#shapes.set(list, (shape = this.#shapes.size))
    this.asking.push(asking)
    this.head.push(state.succ[0] === undefined ? NOBODY : this.#ids.indexOf(state.succ[0]))
    this.pred.push(this.#ids.indexOf(state.pred))
    this.shape.push(shape)
    return this.states.push(state) - 1
  }
}

/** All identifiers of a small circle, in order. */
export function allIds(space: IdSpace): Id[] {
  const ids: Id[] = ['0'.repeat(space.digits)]
  for (let id = nextId(space, ids[0]!); id !== ids[0]; id = nextId(space, id)) ids.push(id)
  return ids
}
