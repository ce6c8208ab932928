import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inParallel, spread } from './parallel'

test('all items, never more than the limit at once', async () => {
  let now = 0
  let most = 0
  const seen: number[] = []
  await inParallel(Array(50).keys(), 7, async (i) => {
    most = Math.max(most, ++now)
    await new Promise((resolve) => setImmediate(resolve))
    seen.push(i)
    now--
  })
  expect(most).toBe(7)
  expect(seen.sort((a, b) => a - b)).toEqual([...Array(50).keys()])
})

test('after a failure nothing more is begun', async () => {
  const begun: number[] = []
  const run = inParallel(Array(50).keys(), 2, async (i) => {
    begun.push(i)
    await new Promise((resolve) => setImmediate(resolve))
    if (i === 5) throw new Error('five')
  })
  await expect(run).rejects.toThrow('five')
  expect(begun.length).toBeLessThan(10)
})

test('spreading keeps every item, the middle first', () => {
  expect(spread([1, 2, 3, 4, 5, 6, 7])).toEqual([4, 2, 6, 1, 3, 5, 7])
  fc.assert(fc.property(fc.array(fc.nat()), (items) => void expect(spread(items).sort()).toEqual([...items].sort())))
})
