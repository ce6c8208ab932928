import { expect, it } from 'vitest'
import type { LookupView, NodeView } from '../../shared/model'
import { expectedHops, hopHistogram, keysPerNode, lastSeconds, mean, percentile } from './statistics'

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

it('lists the seconds up to now, quiet ones as none', () => {
  const at = (atMs: number, rpcs: number) => ({ atMs, rpcs, requests: 0, bytes: 0, dropped: 0 })
  const shown = lastSeconds([at(0, 9), at(1000, 5), at(3000, 7)], 5_000, 4)
  expect(shown.map(({ atMs, rpcs }) => [atMs, rpcs])).toEqual([
    [1000, 5],
    [2000, 0],
    [3000, 7],
    [4000, 0]
  ])
  expect(lastSeconds([], 5_000, 4)).toEqual([])
})

it('spreads keys over live nodes only', () => {
  const node = (start: string, keys: number, state = 'running') =>
    ({ id: start.padEnd(40, '0'), keys, state }) as NodeView
  expect(keysPerNode([node('4', 10), node('8', 0), node('cccc1', 99, 'crashed')], 100, 160)).toEqual({
    bars: [
      { label: '4000', value: 10, expected: 75 },
      { label: '8000', value: 0, expected: 25 }
    ],
    mean: 5,
    most: 10,
    least: 0
  })
})
