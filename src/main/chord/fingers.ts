/**
 * The finger table, folded: neighbouring exponents with the same target are one span, so that a table of 160 fingers is
 * a handful of entries (Stoica et al., §4.2). Pure functions; fingers cost hops when wrong, never a wrong owner.
 */
import { between, clockwiseFrom, distance, type Id, type IdSpace } from '../../shared/ids'
import type { FingerSpan } from '../../shared/model'

/** The largest exponent e with self + 2^e at or before `id`; −1 for self. */
export function topExponent(space: IdSpace, self: Id, id: Id): number {
  const steps = distance(space, self, id)
  if (steps === 0n) return -1
  const digits = steps.toString(16)
  return digits.length * 4 - 1 - (Math.clz32(Number.parseInt(digits.charAt(0), 16)) - 28)
}

/**
 * The finger table of `self` if `known` were all other nodes: finger e is the first of them at or after self + 2^e, and
 * self where there is none.
 */
export function foldFingers(space: IdSpace, self: Id, known: Iterable<Id>): FingerSpan[] {
  const nodes = [...new Set(known)].filter((id) => id !== self).sort(clockwiseFrom(self))
  const spans: FingerSpan[] = []
  let from = 0
  for (const node of nodes) {
    const to = topExponent(space, self, node)
    if (to < from) continue
    spans.push({ from, to, node })
    from = to + 1
  }
  if (from < space.bits) spans.push({ from, to: space.bits - 1, node: self })
  return spans
}

/** Whether `id` would take a finger over: it lies at or after some finger's start and before that finger. */
export function improves(space: IdSpace, self: Id, spans: readonly FingerSpan[], id: Id): boolean {
  const exponent = topExponent(space, self, id)
  const span = spans.find((one) => one.to >= exponent)
  return exponent >= 0 && span !== undefined && between(self, id, span.node)
}

/** Whether two tables are the same. */
export function sameFingers(a: readonly FingerSpan[], b: readonly FingerSpan[]): boolean {
  return a.length === b.length && a.every((span, i) => span.node === b[i]?.node && span.to === b[i]?.to)
}

/** One peer that a lookup can go through, and the largest finger that names it; −1 for the successor list alone. */
export interface Route {
  readonly id: Id
  readonly exponent: number
}

/** All peers that a lookup can go through, in clockwise order from `self`. */
export function routesOf(self: Id, spans: readonly FingerSpan[], successors: readonly Id[]): Route[] {
  const exponents = new Map<Id, number>()
  for (const id of successors) exponents.set(id, -1)
  for (const span of spans) exponents.set(span.node, span.to)
  exponents.delete(self)
  const clockwise = clockwiseFrom(self)
  return [...exponents].map(([id, exponent]) => ({ id, exponent })).sort((a, b) => clockwise(a.id, b.id))
}

/**
 * closest_preceding_node (§4.3): the peers strictly between `self` and `target`, nearest to the target first, at most
 * `limit`, without those to `avoid`.
 */
export function closestPreceding(
  self: Id,
  routes: readonly Route[],
  target: Id,
  avoid: (id: Id) => boolean,
  limit: number
): Route[] {
  let low = 0
  let high = routes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (between(self, (routes[middle] as Route).id, target)) low = middle + 1
    else high = middle
  }
  const closest: Route[] = []
  for (let i = low - 1; i >= 0 && closest.length < limit; i--) {
    const route = routes[i] as Route
    if (!avoid(route.id)) closest.push(route)
  }
  return closest
}
