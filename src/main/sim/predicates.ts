/**
 * The invariants of the ring as pure functions over what the live nodes believe (PROTOCOL §2; Zave, TSE 2017). The
 * exhaustive checker, the simulator and the lab's monitor all judge by these.
 *
 * I1 and I2 together are the inductive invariant; D1 to D7 follow from it; L0 is the goal of repair. The theorem holds
 * from r + 1 live nodes on: in the bootstrap regime I2 does not apply, and a list may be as short as the ring.
 */
import { between, type Id } from '../../shared/ids'

/** What one live node believes. A RingState of the protocol core is one. */
export interface Belief {
  readonly succ: readonly Id[]
  readonly pred: Id
}

/** The whole ring as an observer sees it: the beliefs of each live node, and of no other. */
export type RingView = ReadonlyMap<Id, Belief>

export type SafetyPredicate = 'I1' | 'I2' | 'D1' | 'D2' | 'D3' | 'D4' | 'D5' | 'D6' | 'D7'
export type Predicate = SafetyPredicate | 'L0'
export type Regime = 'empty' | 'bootstrap' | 'full'

/** The names of the predicates, as PROTOCOL §2 gives them. */
export const PREDICATE_NAMES: Readonly<Record<Predicate, string>> = {
  I1: 'OneLiveSuccessor',
  I2: 'SufficientPrincipals',
  D1: 'NoDuplicates',
  D2: 'OrderedSuccessorLists',
  D3: 'AtLeastOneRing',
  D4: 'AtMostOneRing',
  D5: 'OrderedRing',
  D6: 'ConnectedAppendages',
  D7: 'PrincipalsInRing',
  L0: 'Ideal'
}

/** A predicate that does not hold, and the nodes that break it. */
export interface Broken {
  readonly predicate: Predicate
  readonly nodes: Id[]
}

/** In which regime the ring is: full once r + 1 nodes live and every one of them has a full list. */
export function regimeOf(ring: RingView, r: number): Regime {
  if (ring.size === 0) return 'empty'
  if (ring.size <= r) return 'bootstrap'
  for (const [id, { succ }] of ring) if (succ.length < r || succ.includes(id)) return 'bootstrap'
  return 'full'
}

/** The first live entry of a node's list, or undefined. */
export function bestSuccessor(ring: RingView, id: Id): Id | undefined {
  return ring.get(id)?.succ.find((entry) => ring.has(entry))
}

/** Live nodes that no live node's extended successor list skips. */
export function principals(ring: RingView): Set<Id> {
  const unskipped = new Set(ring.keys())
  for (const [id, { succ }] of ring) {
    let previous = id
    for (const entry of succ) {
      for (const p of unskipped) if (between(previous, p, entry)) unskipped.delete(p)
      previous = entry
    }
  }
  return unskipped
}

/** The cycles of best successors, each in the order of its links. */
export function cycles(ring: RingView): Id[][] {
  const found: Id[][] = []
  const seen = new Set<Id>()
  for (const start of [...ring.keys()].sort()) {
    const path: Id[] = []
    let at: Id | undefined = start
    while (at !== undefined && !seen.has(at)) {
      seen.add(at)
      path.push(at)
      at = bestSuccessor(ring, at)
    }
    const entry = at === undefined ? -1 : path.indexOf(at)
    if (entry >= 0) found.push(path.slice(entry))
  }
  return found
}

/** I1: nodes without a live entry in their list. */
export function withoutLiveSuccessor(ring: RingView): Id[] {
  return nodesWhere(ring, (id) => bestSuccessor(ring, id) === undefined)
}

/** D1: nodes whose extended successor list repeats an id or, in the full regime, is not r + 1 long. */
export function withDuplicates(ring: RingView, r: number, regime: Regime): Id[] {
  return nodesWhere(ring, (id, { succ }) => {
    if (regime !== 'full' && succ.length === 1 && succ[0] === id) return false
    if (regime === 'full' ? succ.length !== r : succ.length > r) return true
    return new Set(succ).size !== succ.length || succ.includes(id)
  })
}

/** D2: nodes whose extended successor list does not go once around the circle, clockwise. */
export function withDisorder(ring: RingView): Id[] {
  return nodesWhere(ring, (id, { succ }) => !isClockwise([id, ...succ]))
}

/** D5: ring members whose best successor skips another ring member. */
export function skippingMembers(ring: RingView, ringNodes: ReadonlySet<Id>): Id[] {
  return [...ringNodes].filter((id) => {
    const next = bestSuccessor(ring, id)
    return next !== undefined && [...ringNodes].some((other) => other !== id && between(id, other, next))
  })
}

/** D6: nodes from which no chain of best successors leads to the ring. */
export function disconnected(ring: RingView, ringNodes: ReadonlySet<Id>): Id[] {
  return nodesWhere(ring, (id) => {
    let at: Id | undefined = id
    for (let hops = 0; at !== undefined && hops <= ring.size; hops++) {
      if (ringNodes.has(at)) return false
      at = bestSuccessor(ring, at)
    }
    return true
  })
}

/** L0: nodes whose list is not the next live nodes or whose predecessor is not the one before; empty when Ideal. */
export function notIdeal(ring: RingView, r: number): Id[] {
  const order = [...ring.keys()].sort()
  const wanted = Math.min(r, order.length - 1)
  return order.filter((id, at) => {
    const { succ, pred } = ring.get(id)!
    if (order.length === 1) return pred !== id || succ.length !== 1 || succ[0] !== id
    if (pred !== order[(at + order.length - 1) % order.length] || succ.length !== wanted) return true
    return succ.some((entry, i) => entry !== order[(at + 1 + i) % order.length])
  })
}

/** The one Ideal ring of these nodes. */
export function idealRing(live: Iterable<Id>, r: number): Map<Id, Belief> {
  const order = [...live].sort()
  const ring = new Map<Id, Belief>()
  order.forEach((id, at) => {
    const around = [...order.slice(at + 1), ...order.slice(0, at)]
    ring.set(id, around.length === 0 ? { succ: [id], pred: id } : { succ: around.slice(0, r), pred: around.at(-1)! })
  })
  return ring
}

/** Whether the ring is Ideal (L0). */
export function isIdeal(ring: RingView, r: number): boolean {
  return notIdeal(ring, r).length === 0
}

/** Every safety predicate that does not hold, in the order I1, I2, D1 to D7. */
export function brokenSafety(ring: RingView, r: number, regime: Regime = regimeOf(ring, r)): Broken[] {
  if (ring.size === 0) return []
  const found = cycles(ring)
  const ringNodes = new Set(found.flat())
  const unskipped = principals(ring)
  const all = [...ring.keys()]
  const judged: [SafetyPredicate, Id[]][] = [
    ['I1', withoutLiveSuccessor(ring)],
    ['I2', regime === 'full' && unskipped.size < r + 1 ? all.filter((id) => !unskipped.has(id)) : []],
    ['D1', withDuplicates(ring, r, regime)],
    ['D2', withDisorder(ring)],
    ['D3', found.length === 0 ? all : []],
    ['D4', found.length > 1 ? [...ringNodes] : []],
    ['D5', skippingMembers(ring, ringNodes)],
    ['D6', disconnected(ring, ringNodes)],
    ['D7', [...unskipped].filter((id) => !ringNodes.has(id))]
  ]
  const broken: Broken[] = []
  for (const [predicate, nodes] of judged) {
    const missing = predicate === 'I2' && regime === 'full' && unskipped.size < r + 1
    if (nodes.length > 0 || missing) broken.push({ predicate, nodes })
  }
  return broken
}

function nodesWhere(ring: RingView, test: (id: Id, belief: Belief) => boolean): Id[] {
  const nodes: Id[] = []
  for (const [id, belief] of ring) if (test(id, belief)) nodes.push(id)
  return nodes
}

/** Whether each id lies between its neighbours: PROTOCOL's between(list[i], list[j], list[k]) for all i < j < k. */
function isClockwise(list: readonly Id[]): boolean {
  for (let i = 0; i < list.length; i++)
    for (let j = i + 1; j < list.length; j++)
      for (let k = j + 1; k < list.length; k++) if (!between(list[i]!, list[j]!, list[k]!)) return false
  return true
}
