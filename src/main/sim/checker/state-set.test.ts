import { expect, test } from 'vitest'
import { StateSet } from './state-set'

test('a state keeps its number and its words while the set grows', () => {
  const set = new StateSet(4)
  for (let i = 0; i < 1000; i++) expect(set.add(i, i * 7, 0xffffffff - i)).toBe(i)
  for (let i = 0; i < 1000; i++) expect(set.add(i, i * 7, 0xffffffff - i)).toBe(i)
  expect(set.size).toBe(1000)
  for (let i = 0; i < 1000; i++) expect([...set.words.subarray(i * 3, i * 3 + 3)]).toEqual([i, i * 7, 0xffffffff - i])
})
