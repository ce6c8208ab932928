import { expect, test } from 'vitest'
import { MemoryStore } from './memory-store'
import { recordOf, storeContract } from './store-contract'

storeContract('MemoryStore', () => new MemoryStore())

test('ranges of 100,000 records do not sort them again', () => {
  const store = new MemoryStore()
  for (let i = 0; i < 100_000; i++) store.set(recordOf(((i * 7919) % 100_000).toString(16).padStart(5, '0')))
  expect([...store.range('00000', 'fffff')].length).toBe(99_999)

  // Comparisons are what a sort would spend: none are made for an order that is up to date.
  const nativeSort = Array.prototype.sort
  let sorts = 0
  Array.prototype.sort = function (compare) {
    if (this.length > 1) sorts++
    return nativeSort.call(this, compare)
  }
  try {
    store.set(recordOf('fffff'))
    expect([...store.range('18690', '186a0')].length).toBe(15)
    expect([...store.range('00000', '00010')].length).toBe(16)
  } finally {
    Array.prototype.sort = nativeSort
  }
  expect(sorts).toBe(0)
})
