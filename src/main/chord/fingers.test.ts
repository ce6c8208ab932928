import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  between,
  clockwiseFrom,
  distance,
  fingerStart,
  type Id,
  idSpace,
  inArc,
  SPACE_160,
  toId
} from '../../shared/ids'
import type { FingerSpan } from '../../shared/model'
import { closestPreceding, foldFingers, improves, type Route, routesOf, sameFingers, topExponent } from './fingers'

const id160 = fc
  .oneof(fc.bigInt({ min: 0n, max: SPACE_160.size - 1n }), fc.bigInt({ min: 0n, max: 1000n }))
  .map((value) => toId(SPACE_160, value))
const ids160 = fc.array(id160, { maxLength: 16 })
const space6 = idSpace(6)
const id6 = fc.integer({ min: 0, max: 63 }).map((value) => toId(space6, BigInt(value)))
const ids6 = fc.array(id6, { maxLength: 16 })

/** §4.2: the first node at or after `start`, self among them. */
function successorOf(start: Id, nodes: readonly Id[]): Id {
  return [...nodes].sort(clockwiseFrom(start))[0] as Id
}

function unfold(spans: readonly FingerSpan[]): Id[] {
  return spans.flatMap(({ from, to, node }) => Array.from({ length: to - from + 1 }, () => node))
}

describe('foldFingers (§4.2)', () => {
  test.each([
    ['160 bits', SPACE_160, id160, ids160],
    ['6 bits', space6, id6, ids6]
  ] as const)('finger e is the first node at or after self + 2^e: %s', (_, space, id, ids) => {
    fc.assert(
      fc.property(id, ids, (self, known) => {
        const table = unfold(foldFingers(space, self, known))
        const nodes = [...known, self]
        expect(table).toEqual(
          Array.from({ length: space.bits }, (_, e) => successorOf(fingerStart(space, self, e), nodes))
        )
      })
    )
  })

  test('spans are folded as far as they go, in order and without a gap', () => {
    fc.assert(
      fc.property(id160, ids160, (self, known) => {
        const spans = foldFingers(SPACE_160, self, known)
        expect(spans[0]?.from).toBe(0)
        expect(spans.at(-1)?.to).toBe(159)
        for (let i = 1; i < spans.length; i++) {
          expect(spans[i]?.from).toBe((spans[i - 1] as FingerSpan).to + 1)
          expect(spans[i]?.node).not.toBe(spans[i - 1]?.node)
        }
      })
    )
  })

  test('a node that knows nobody names itself in every finger', () => {
    expect(foldFingers(space6, '08', ['08'])).toEqual([{ from: 0, to: 5, node: '08' }])
  })

  test('improves tells exactly whether a node would change the table', () => {
    fc.assert(
      fc.property(id6, ids6, id6, (self, known, id) => {
        const before = foldFingers(space6, self, known)
        const after = foldFingers(space6, self, [...known, id])
        expect(improves(space6, self, before, id)).toBe(!sameFingers(before, after))
      }),
      { numRuns: 1000 }
    )
  })

  test('topExponent is the largest e with self + 2^e at or before the node', () => {
    fc.assert(
      fc.property(id160, id160, (self, id) => {
        const e = topExponent(SPACE_160, self, id)
        const steps = distance(SPACE_160, self, id)
        if (self === id) expect(e).toBe(-1)
        else expect(1n << BigInt(e) <= steps && steps < 1n << BigInt(e + 1)).toBe(true)
      })
    )
  })
})

describe('closestPreceding (§4.3)', () => {
  const asked = fc.record({
    self: id6,
    known: ids6,
    successors: ids6,
    target: id6,
    dead: fc.uniqueArray(id6, { maxLength: 6 }),
    limit: fc.integer({ min: 1, max: 5 })
  })

  test('names what a scan of the whole table names, nearest to the target first', () => {
    fc.assert(
      fc.property(asked, ({ self, known, successors, target, dead, limit }) => {
        const spans = foldFingers(space6, self, [...known, ...successors])
        const routes = routesOf(self, spans, successors)
        const avoid = (id: Id): boolean => dead.includes(id)
        const table = new Set([...unfold(spans), ...successors])
        const expected = [...table]
          .filter((id) => id !== self && between(self, id, target) && !avoid(id))
          .sort((a, b) => Number(distance(space6, a, target) - distance(space6, b, target)))
          .slice(0, limit)
        // From a node all the way round to itself, every distance to the target is a distance back to the node.
        if (self === target) expected.sort((a, b) => Number(distance(space6, self, b) - distance(space6, self, a)))
        expect(closestPreceding(self, routes, target, avoid, limit).map((route) => route.id)).toEqual(expected)
      }),
      { numRuns: 1000 }
    )
  })

  test("each step at least halves the way to the target's predecessor, where fingers are right", () => {
    fc.assert(
      fc.property(fc.uniqueArray(id160, { minLength: 2, maxLength: 24 }), id160, (nodes, target) => {
        const [self] = nodes as [Id]
        const routes = routesOf(self, foldFingers(SPACE_160, self, nodes), [])
        const [next] = closestPreceding(self, routes, target, () => false, 1)
        const last = nodes
          .filter((id) => between(self, id, target))
          .sort(clockwiseFrom(self))
          .at(-1)
        if (last === undefined || next === undefined) return void expect(next).toBe(last)
        const left = distance(SPACE_160, self, last)
        expect(distance(SPACE_160, next.id, last) * 2n).toBeLessThan(left)
      })
    )
  })

  test('a route names the largest finger that holds it, and −1 where only the successor list does', () => {
    const spans = foldFingers(space6, '08', ['0e', '15', '20', '2a'])
    expect(routesOf('08', spans, ['0e', '10', '15'])).toEqual<Route[]>([
      { id: '0e', exponent: 2 },
      { id: '10', exponent: -1 },
      { id: '15', exponent: 3 },
      { id: '20', exponent: 4 },
      { id: '2a', exponent: 5 }
    ])
  })

  test('routes are clockwise from the node, without the node itself and without doubles', () => {
    fc.assert(
      fc.property(id6, ids6, ids6, (self, known, successors) => {
        const ids = routesOf(self, foldFingers(space6, self, known), successors).map((route) => route.id)
        expect(ids).toEqual([...new Set(ids)].sort(clockwiseFrom(self)))
        expect(ids).not.toContain(self)
        for (const id of successors) expect(id === self || ids.includes(id)).toBe(true)
        for (const id of ids) expect(inArc(self, id, self)).toBe(true)
      })
    )
  })
})
