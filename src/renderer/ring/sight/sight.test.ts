import { describe, expect, it } from 'vitest'
import { inArc } from '../../../shared/ids'
import type { TransferView } from '../../../shared/model'
import { placeRing, type RingModel } from '../figure/ring-model'
import { ringFrame } from '../geometry/frame'
import { TRUE_SPACING } from '../geometry/spacing'
import { arcInSight, keyMarkAt, keyMarks, keyState } from './sight'
import type { SightKey } from './sight-key'

const id = (start: string) => start.padEnd(40, '0')

describe('the arc in sight', () => {
  it('is none while the ring is seen whole', () => {
    expect(arcInSight(ringFrame(800, 600, 16), TRUE_SPACING, 160)).toBeNull()
  })

  it('is what is on the stage, around the top too', () => {
    const [width, height, k] = [800, 600, 6]
    const frame = ringFrame(width, height, 16, {
      zoom: { k, x: width / 2 - (width / 2) * k, y: 1500 - (height / 2) * k }
    })
    const arc = arcInSight(frame, TRUE_SPACING, 160)
    if (arc === null) throw new Error('nothing in sight')
    expect(inArc(arc.after, id('0'), arc.upTo)).toBe(true)
    expect(inArc(arc.after, id('8'), arc.upTo)).toBe(false)
    expect(inArc(arc.after, id('4'), arc.upTo)).toBe(false)
  })
})

it('tells the state of a key from its holders and what moves', () => {
  const move = { state: 'moving', start: id('1'), end: id('3'), from: 'b', to: 'a' } as TransferView
  const row = (holders: string[], owner = 'a') => ({ id: id('2'), owner, holders })
  expect(keyState(row(['a']), [])).toBe('held')
  expect(keyState(row(['b']), [])).toBe('astray')
  expect(keyState(row(['b']), [move])).toBe('waiting')
  expect(keyState(row(['a', 'b']), [move])).toBe('arrived')
  expect(keyState(row(['a']), [{ ...move, state: 'done' }])).toBe('held')
})

it('sets keys apart that would touch, and finds the one under the pointer', () => {
  const key = (turn: number): SightKey => ({ key: `k${turn}`, id: id('0'), turn, state: 'held' })
  const model: RingModel = {
    nodes: [],
    behind: new Map(),
    selected: null,
    hovered: null,
    lookup: null,
    moves: [],
    layers: { fingers: true, successors: true, predecessors: true, keys: true, traffic: true, arcs: true },
    spacing: TRUE_SPACING,
    density: [],
    atMs: 0,
    bits: 160,
    sight: { total: 3, keys: [key(0.25), key(0.2501), key(0.3)] }
  }
  const ring = placeRing(model, ringFrame(800, 700, 0))
  const marks = keyMarks(ring)
  expect(marks.map((mark) => mark.key)).toEqual(['k0.25', 'k0.2501', 'k0.3'])
  const [a, b] = marks
  expect(Math.hypot((a?.point.x ?? 0) - (b?.point.x ?? 0), (a?.point.y ?? 0) - (b?.point.y ?? 0))).toBeGreaterThan(7)
  expect(keyMarkAt(marks, b?.point ?? { x: 0, y: 0 })?.key).toBe('k0.2501')
  expect(keyMarkAt(marks, { x: 0, y: 0 })).toBeNull()
  expect(keyMarks({ ...ring, model: { ...model, layers: { ...model.layers, keys: false } } })).toEqual([])
})
