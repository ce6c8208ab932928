import { expect, it } from 'vitest'
import type { LookupView, NodeView } from '../../shared/model'
import { expectedHops, hopHistogram, keysPerNode, mean, percentile, perSecond, rpcsPerSecond } from './statistics'

const lookup = (hops: number, ok = true) => ({ hops, ok }) as LookupView

it('counts lookups by hops, failed ones apart', () => {
  expect(hopHistogram([lookup(0), lookup(2), lookup(2), lookup(5, false)])).toEqual([
    { label: '0', value: 1 },
    { label: '1', value: 0 },
    { label: '2', value: 2 }
  ])
  expect(hopHistogram([])).toEqual([])
})

it('expects half the logarithm of the ring', () => {
  expect([expectedHops(0), expectedHops(1), expectedHops(16), expectedHops(256)]).toEqual([0, 0, 2, 4])
})

it('takes percentiles by nearest rank', () => {
  const values = [5, 1, 4, 2, 3]
  expect([percentile(values, 0.5), percentile(values, 0.99), percentile(values, 0)]).toEqual([3, 5, 1])
  expect(percentile([], 0.5)).toBeNaN()
  expect(mean([])).toBe(0)
})

it('counts what happened in a window of time', () => {
  expect(perSecond([100, 900, 1_900, 2_000], 2_000, 1_000)).toBe(2)
  const rates = [
    { atMs: 0, rpcs: 100 },
    { atMs: 1_250, rpcs: 30 },
    { atMs: 1_500, rpcs: 10 }
  ]
  expect(rpcsPerSecond(rates, 2_000, 1_000)).toBe(40)
})

it('spreads keys over live nodes only', () => {
  const node = (id: string, keys: number, state = 'running') => ({ id, keys, state }) as NodeView
  expect(keysPerNode([node('aaaa1', 10), node('bbbb1', 0), node('cccc1', 99, 'crashed')])).toEqual({
    bars: [
      { label: 'aaaa', value: 10 },
      { label: 'bbbb', value: 0 }
    ],
    mean: 5,
    most: 10,
    least: 0
  })
})
