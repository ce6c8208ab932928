import { expect, test } from 'vitest'
import { brokenSafety, cycles, idealRing, isIdeal, notIdeal, principals, regimeOf, type RingView } from './predicates'

const ids = ['0', '1', '3']

function ring(beliefs: Record<string, [succ: string, pred: string]>): RingView {
  return new Map(Object.entries(beliefs).map(([id, [succ, pred]]) => [id, { succ: [...succ], pred }]))
}

function broken(view: RingView): string[] {
  return brokenSafety(view, 2, 'full').map(({ predicate }) => predicate)
}

test('an Ideal ring breaks nothing, in any regime', () => {
  for (const live of [['0'], ['0', '1'], ids, [...ids, '4']]) {
    const view = idealRing(live, 2)
    expect(isIdeal(view, 2)).toBe(true)
    expect(brokenSafety(view, 2)).toEqual([])
  }
  expect(brokenSafety(new Map(), 2)).toEqual([])
})

test('the regime is full from r + 1 nodes with full lists on', () => {
  expect(regimeOf(new Map(), 2)).toBe('empty')
  expect(regimeOf(idealRing(['0', '1'], 2), 2)).toBe('bootstrap')
  expect(regimeOf(idealRing(ids, 2), 2)).toBe('full')
  expect(regimeOf(ring({ 0: ['1', '3'], 1: ['30', '0'], 3: ['01', '1'] }), 2)).toBe('bootstrap')
})

test('each predicate names the nodes that break it', () => {
  const view = ring({ 0: ['24', '3'], 1: ['30', '0'], 3: ['01', '1'] })
  expect(brokenSafety(view, 2, 'full')).toContainEqual({ predicate: 'I1', nodes: ['0'] })
  expect(broken(view)).toEqual(['I1', 'I2', 'D3', 'D6', 'D7'])
  expect(brokenSafety(ring({ 0: ['11', '3'], 1: ['30', '0'], 3: ['01', '1'] }), 2, 'full')).toContainEqual({
    predicate: 'D1',
    nodes: ['0']
  })
  expect(broken(ring({ 0: ['31', '3'], 1: ['30', '0'], 3: ['01', '1'] }))).toEqual(['I2', 'D2'])
})

test('two cycles break D4, and a cycle that goes round twice breaks D5', () => {
  const two = ring({ 0: ['20', '2'], 2: ['02', '0'], 1: ['31', '3'], 3: ['13', '1'] })
  expect(cycles(two)).toEqual([
    ['0', '2'],
    ['1', '3']
  ])
  expect(broken(two)).toContain('D4')
  const twice = ring({ 0: ['24', '3'], 2: ['41', '0'], 4: ['13', '2'], 1: ['30', '4'], 3: ['02', '1'] })
  expect(broken(twice)).toContain('D5')
})

test('a node that a live list skips is no principal, and keeps the ring from Ideal', () => {
  const view = new Map(idealRing(ids, 2)).set('2', { succ: ['3', '0'], pred: '1' })
  expect([...principals(view)].sort()).toEqual(ids)
  expect(notIdeal(view, 2)).toEqual(['0', '1', '3'])
  expect(broken(view)).toEqual([])
})
