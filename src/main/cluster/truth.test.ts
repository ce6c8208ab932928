import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Id, idSpace, inArc, SPACE_160, toId } from '../../shared/ids'
import type { FingerSpan, NodeView } from '../../shared/model'
import { foldFingers } from '../chord/fingers'
import { behindOf, countWrongFingers } from './behind'
import { Truth } from './truth'

const six = idSpace(6)
const id6 = (n: number): Id => toId(six, BigInt(n))
/** The paper's example (ToN, figures 3 to 5). */
const PAPER = [1, 8, 14, 21, 32, 38, 42, 48, 51, 56].map(id6)
const paper = new Truth(six, 3, PAPER)

test('owners, successors, predecessors and fingers of the paper’s ring', () => {
  expect([10, 24, 30, 38, 54, 60, 0].map((key) => paper.ownerOf(id6(key)))).toEqual([14, 32, 32, 38, 56, 1, 1].map(id6))
  expect(paper.successorsOf(id6(51))).toEqual([56, 1, 8].map(id6))
  expect(paper.predecessorOf(id6(1))).toBe(id6(56))
  expect(paper.predecessorOf(id6(40))).toBe(id6(38))
  const fingers = paper.fingersOf(id6(8)).flatMap(({ from, to, node }) => Array(to - from + 1).fill(node))
  expect(fingers).toEqual([14, 14, 14, 21, 32, 42].map(id6))
})

test('small rings: nobody, one, fewer than r', () => {
  expect(new Truth(six, 3, []).ownerOf(id6(5))).toBeUndefined()
  const alone = new Truth(six, 3, [id6(9)])
  expect(alone.successorsOf(id6(9))).toEqual([id6(9)])
  expect(alone.predecessorOf(id6(9))).toBe(id6(9))
  expect(alone.fingersOf(id6(9))).toEqual([{ from: 0, to: 5, node: id6(9) }])
  expect(new Truth(six, 3, [id6(9), id6(20)]).successorsOf(id6(9))).toEqual([id6(20)])
})

const ids = fc.uniqueArray(
  fc.bigInt(0n, SPACE_160.size - 1n).map((n) => toId(SPACE_160, n)),
  { minLength: 1, maxLength: 40 }
)

test('the truth agrees with the definition of ownership, and with fingers folded the other way', () => {
  fc.assert(
    fc.property(ids, fc.nat(), (live, pick) => {
      const truth = new Truth(SPACE_160, 8, live)
      const id = live[pick % live.length]!
      expect(truth.fingersOf(id)).toEqual(foldFingers(SPACE_160, id, live))
      const owner = truth.ownerOf(id)!
      expect(inArc(truth.predecessorOf(owner), id, owner)).toBe(true)
    })
  )
})

function view(changes: Partial<NodeView>): NodeView {
  const id = id6(8)
  return {
    id,
    address: '127.0.0.1:1',
    port: 1,
    state: 'running',
    sinceMs: 0,
    startedAtMs: 0,
    predecessor: paper.predecessorOf(id),
    successors: paper.successorsOf(id),
    fingers: paper.fingersOf(id),
    servedFrom: id6(1),
    keys: 0,
    rpcPerSecond: 0,
    ...changes
  }
}

test('a node is behind by the ids in its list, its predecessor and its fingers', () => {
  expect(behindOf(view({}), paper)).toBeNull()
  expect(behindOf(view({ successors: [14, 15, 21].map(id6) }), paper)).toMatchObject({
    stale: [id6(15)],
    missing: [id6(32)]
  })
  expect(behindOf(view({ successors: [14, 32, 21].map(id6) }), paper)).toMatchObject({
    stale: [32, 21].map(id6),
    missing: []
  })
  expect(behindOf(view({ predecessor: id6(56) }), paper)).toMatchObject({ predecessorWrong: true, fingersWrong: 0 })
  const fingers: FingerSpan[] = [
    { from: 0, to: 3, node: id6(14) },
    { from: 4, to: 5, node: id6(42) }
  ]
  expect(behindOf(view({ fingers }), paper)).toMatchObject({ fingersWrong: 2, stale: [], missing: [] })
})

test('wrong fingers are counted by exponent, missing ones too', () => {
  const wanted = paper.fingersOf(id6(8))
  expect(countWrongFingers(wanted, wanted)).toBe(0)
  expect(countWrongFingers([], wanted)).toBe(6)
  expect(countWrongFingers([{ from: 0, to: 5, node: id6(14) }], wanted)).toBe(3)
})
