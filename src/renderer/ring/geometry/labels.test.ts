import { describe, expect, test } from 'vitest'
import { seededIds, turnOfId } from '../testing/seeded-ring'
import { ringFrame } from './frame'
import { type LabelWish, placeLabels } from './labels'
import { shortWay, tooNear } from './polar'
import { evenSpacing, shownTurn } from './spacing'

const wishes = (
  count: number,
  change: (index: number) => Partial<LabelWish> = () => ({}),
  even = false
): LabelWish[] => {
  const turns = seededIds(count).map(turnOfId)
  const spacing = even ? evenSpacing(turns) : []
  return turns.map((turn, index) => ({
    id: String(index),
    turn: shownTurn(spacing, turn),
    width: 30,
    height: 14,
    interest: 0,
    leaderStart: 250,
    ...change(index)
  }))
}

describe.each([
  [840, 644],
  [504, 476]
])('labels on a stage of %i × %i', (width, height) => {
  test.each([0, 1, 2, 8, 16, 64, 256])('%i nodes: no label touches another or leaves the stage', (count) => {
    for (const even of [false, true]) {
      const frame = ringFrame(width, height, count)
      const placed = placeLabels(wishes(count, undefined, even), frame)
      for (const [index, a] of placed.entries()) {
        expect(a.box.x >= 0 && a.box.y >= 0 && a.box.x + a.box.width <= width && a.box.y + a.box.height <= height).toBe(
          true
        )
        for (const b of placed.slice(index + 1)) expect(tooNear(a.box, b.box, 0, 0)).toBe(false)
      }
      if (count <= 16) expect(placed).toHaveLength(count)
      else expect(placed.length).toBeGreaterThan(20)
    }
  })
})

describe('labels', () => {
  const frame = ringFrame(840, 644, 256)

  test('interest comes first when there is no room for all', () => {
    const special = new Set(['3', '4', '5', '200'])
    const placed = placeLabels(
      wishes(256, (index) => ({ interest: special.has(String(index)) ? 50 + index : 0 })),
      frame
    )
    const ids = new Set(placed.map((label) => label.id))
    for (const id of special) expect(ids).toContain(id)
  })

  test('crowded labels keep the order of their nodes, and gaps of 9 × 3', () => {
    const crowd = [0.12, 0.121, 0.122, 0.123].map((turn, index) => ({
      id: String(index),
      turn,
      width: 30,
      height: 14,
      interest: 1,
      leaderStart: 250
    }))
    const placed = placeLabels(crowd, frame).sort((a, b) => Number(a.id) - Number(b.id))
    expect(placed).toHaveLength(4)
    for (const [index, label] of placed.slice(1).entries()) {
      expect(shortWay(placed[index]?.turn ?? 0, label.turn)).toBeGreaterThan(0)
      expect(tooNear(placed[index]?.box ?? label.box, label.box, 8.5, 2.5)).toBe(false)
    }
  })

  test('a label under a control is left out', () => {
    const one = wishes(1)
    const [free] = placeLabels(one, frame)
    expect(free).toBeDefined()
    expect(placeLabels(one, frame, free === undefined ? [] : [free.box])).toEqual([])
  })

  test('role words stand over the name', () => {
    const [label] = placeLabels(
      wishes(1, () => ({ above: 13, height: 27, interest: 80 })),
      frame
    )
    expect((label?.middle.y ?? 0) - (label?.box.y ?? 0)).toBe(20)
  })
})
