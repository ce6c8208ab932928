import { expect, test } from 'vitest'
import { shortId } from '../../shared/ids'
import { placeRing } from './figure/ring-model'
import { ringFrame } from './geometry/frame'
import { pointAt } from './geometry/polar'
import { evenSpacing } from './geometry/spacing'
import { idAt, nodeAt, onRing } from './ring-pointer'
import { seededModel } from './testing/seeded-ring'

const frame = ringFrame(840, 644, 16)
const model = seededModel(16)
const ring = placeRing(model, frame)

test('the click angle is the id: the right side of the ring is 40…', () => {
  expect(shortId(idAt(ring, pointAt(frame.centre, frame.radius, 0.25)))).toMatch(/^4000|3fff/)
  expect(idAt(ring, pointAt(frame.centre, frame.radius, 0.5))).toHaveLength(40)
})

test('with even spacing the id between two nodes lies in the arc between them', () => {
  const even = placeRing({ ...model, spacing: evenSpacing(model.nodes.map((node) => node.turn)) }, frame)
  const [a, b] = [even.nodes[3], even.nodes[4]]
  const id = idAt(even, pointAt(frame.centre, frame.radius, ((a?.turn ?? 0) + (b?.turn ?? 0)) / 2))
  expect(id > (a?.node.id ?? '') && id < (b?.node.id ?? '')).toBe(true)
})

test('a small circle of 6 bits has ids of two digits below 64', () => {
  const small = placeRing({ ...model, bits: 6 }, frame)
  expect(idAt(small, pointAt(frame.centre, frame.radius, 0.5))).toMatch(/^(20|1f)$/)
})

test('the nearest node within reach is hit, the bare ring is not a node', () => {
  const first = ring.nodes[0]
  expect(nodeAt(ring, { x: (first?.point.x ?? 0) + 3, y: first?.point.y ?? 0 })?.node.id).toBe(first?.node.id)
  expect(nodeAt(ring, frame.centre)).toBeNull()
  expect(onRing(ring, pointAt(frame.centre, frame.radius + 20, 0.3))).toBe(true)
  expect(onRing(ring, frame.centre)).toBe(false)
})
