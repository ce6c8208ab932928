import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { type Id, idSpace, inArc, toId } from '../../shared/ids'
import type { StoredRecord } from '../chord/messages'
import { MemoryStore } from '../store/memory-store'
import { KeyIndex } from './key-index'
import { ObservedStore } from './observed-store'
import type { KeyQuery } from './protocol'

const space = idSpace(16)
let nowMs: number
let stores: Map<Id, ObservedStore>
let index: KeyIndex

beforeEach(() => {
  nowMs = 1000
  stores = new Map()
  index = new KeyIndex(
    space,
    () => nowMs,
    (node, keyId) => stores.get(node)?.get(keyId)
  )
})

function store(node: Id): ObservedStore {
  const found = stores.get(node) ?? new ObservedStore(new MemoryStore(), node, index)
  stores.set(node, found)
  return found
}

function record(n: number, changes: Partial<StoredRecord> = {}): StoredRecord {
  return {
    keyId: toId(space, BigInt(n)),
    key: `key:${n}`,
    value: new Uint8Array(n % 100),
    version: { wallMs: 1, counter: 0, writer: 'aaaa' },
    expiresAtMs: 0,
    deleted: false,
    ...changes
  }
}

function page(query: Partial<KeyQuery> = {}, live: Id[] = ['4000', 'c000']): { total: number; keys: string[] } {
  const all = { search: '', node: null, offset: 0, limit: 1000, sort: 'key', descending: false } as const
  const { total, rows } = index.lists.page({ ...all, ...query }, live)
  return { total, keys: rows.map((row) => row.key) }
}

test('keys are counted once, however many nodes hold them; a hand-off moves the count and loses nothing', () => {
  store('4000').set(record(1))
  store('4000').set(record(2))
  store('c000').set(record(2))
  expect({ keys: index.keys, a: index.heldBy('4000'), b: index.heldBy('c000') }).toEqual({ keys: 2, a: 2, b: 1 })
  store('4000').delete(record(2).keyId)
  expect({ keys: index.keys, a: index.heldBy('4000'), lost: index.lostKeys }).toEqual({ keys: 2, a: 1, lost: 0 })
  expect(index.takeChanges()).toEqual({ nodes: new Set(['4000', 'c000']), keys: true })
  expect(index.takeChanges()).toEqual({ nodes: new Set(), keys: false })
})

test('a crash loses exactly what nobody else holds, and writing a lost key again finds it', () => {
  for (const n of [1, 2, 3]) store('4000').set(record(n))
  store('c000').set(record(2))
  expect(store('4000').destroy()).toEqual({ keys: 2, sample: ['key:1', 'key:3'] })
  expect({ keys: index.keys, lost: index.lostKeys, held: index.heldBy('4000') }).toEqual({ keys: 1, lost: 2, held: 0 })
  store('c000').set(record(3))
  expect({ keys: index.keys, lost: index.lostKeys }).toEqual({ keys: 2, lost: 1 })
  // What a dying node still writes is as gone as the node.
  stores.get('4000')?.set(record(9))
  expect(index.keys).toBe(2)
})

test('tombstones and expired keys are held and not counted, and no crash loses them', () => {
  store('4000').set(record(1))
  store('4000').set(record(1, { deleted: true }))
  store('4000').set(record(2, { expiresAtMs: 2000 }))
  store('4000').set(record(3, { expiresAtMs: 3000 }))
  expect(index.keys).toBe(2)
  nowMs = 2000
  index.sweep()
  expect({ keys: index.keys, held: index.heldBy('4000'), listed: page().keys }).toEqual({
    keys: 1,
    held: 1,
    listed: ['key:3']
  })
  // A new write brings an expired key back.
  store('4000').set(record(2, { expiresAtMs: 9000 }))
  expect(index.keys).toBe(2)
  nowMs = 9000
  index.sweep()
  expect(index.keys).toBe(0)
  expect(store('4000').destroy()).toEqual({ keys: 0, sample: [] })
})

test('an older copy left behind is what counts', () => {
  store('4000').set(record(1))
  store('c000').set(record(1, { deleted: true }))
  expect(index.keys).toBe(0)
  store('c000').destroy()
  stores.delete('c000')
  expect({ keys: index.keys, held: index.heldBy('4000') }).toEqual({ keys: 1, held: 1 })
})

test('density counts live keys by place', () => {
  store('4000').set(record(0))
  store('4000').set(record(0x8000))
  store('4000').set(record(0xffff))
  expect([index.density[0], index.density[720], index.density[1439]]).toEqual([1, 1, 1])
  store('4000').delete(record(0x8000).keyId)
  expect(index.density.reduce((sum, n) => sum + n)).toBe(2)
})

test('lists by key, id, owner and size, both ways, page by page', () => {
  for (const n of [0x9000, 0x2000, 0xd000, 0x0001]) store('4000').set(record(n, { key: `k${n % 7}${n}` }))
  const byId = [...index.all()].sort((a, b) => (a.keyId < b.keyId ? -1 : 1)).map((entry) => entry.key)
  expect(page({ sort: 'id' }).keys).toEqual(byId)
  // d000 lies behind the last node, so the first node owns it too.
  expect(page({ sort: 'owner' }).keys).toEqual([byId[3], byId[0], byId[1], byId[2]])
  expect(page({ sort: 'key' }).keys).toEqual([...byId].sort())
  expect(page({ sort: 'key', descending: true, offset: 1, limit: 2 })).toEqual({
    total: 4,
    keys: [...byId].sort().reverse().slice(1, 3)
  })
  const { rows } = index.lists.page({ search: '', node: null, offset: 0, limit: 9, sort: 'size', descending: true }, [
    '4000',
    'c000'
  ])
  expect(rows.map((row) => row.size)).toEqual(rows.map((row) => row.size).sort((a, b) => b - a))
  expect(rows.find((row) => row.id === 'd000')).toMatchObject({ owner: '4000', holders: ['4000'], expiresAt: null })
})

test('search is by any part of the key in any case, or by the beginning of the id; a node filters by what it holds', () => {
  store('4000').set(record(1, { key: 'User:1 (a+b)' }))
  store('c000').set(record(0xabcd, { key: 'order:2' }))
  expect(page({ search: 'uSER' }).keys).toEqual(['User:1 (a+b)'])
  expect(page({ search: '(A+' }).keys).toEqual(['User:1 (a+b)'])
  expect(page({ search: 'abcd' }).keys).toEqual(['order:2'])
  expect(page({ search: 'nothing' })).toEqual({ total: 0, keys: [] })
  expect(page({ node: 'c000' }).keys).toEqual(['order:2'])
})

test('numbers go on behind the last one of a prefix', () => {
  for (const [n, key] of ['user:0007', 'user:12', 'user:x', 'users:99'].entries()) store('4000').set(record(n, { key }))
  expect(index.lists.lastNumber('user:')).toBe(12)
  expect(index.lists.lastNumber('none:')).toBe(0)
})

type Step = { node: Id; n: number; act: 'set' | 'delete' | 'tombstone' | 'crash' }
const steps = fc.array(
  fc.record({
    node: fc.constantFrom('4000', '8000', 'c000'),
    n: fc.nat(20),
    act: fc.constantFrom<Step['act'][]>('set', 'set', 'set', 'delete', 'tombstone', 'crash')
  })
)

test('whatever happens, the index says what the stores hold', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (story, listEarly) => {
      stores = new Map()
      index.clear()
      if (listEarly) page()
      let counter = 0
      for (const { node, n, act } of story) {
        const version = { wallMs: ++counter, counter: 0, writer: node }
        if (act === 'set' || act === 'tombstone') store(node).set(record(n, { version, deleted: act === 'tombstone' }))
        else if (act === 'delete') store(node).delete(record(n).keyId)
        else {
          store(node).destroy()
          stores.delete(node)
        }
      }
      const held = new Set<string>()
      for (const entry of index.all()) {
        for (const [node, one] of stores) expect(entry.holders.includes(node)).toBe(one.get(entry.keyId) !== undefined)
        if (!entry.record.deleted) held.add(entry.key)
      }
      expect(new Set(page().keys)).toEqual(held)
      expect(index.keys).toBe(held.size)
      expect(index.density.reduce((sum, n) => sum + n)).toBe(held.size)
    })
  )
})

test('lists the keys of an arc, around the top too, in any order', () => {
  for (let i = 0; i < 40; i++) store('4000').set(record(i * 1600))
  const ids = (within: { after: Id; upTo: Id }, sort: 'id' | 'key') =>
    index.lists
      .page({ search: '', node: null, offset: 0, limit: 99, sort, descending: false, within }, ['4000'])
      .rows.map((row) => row.id)
      .sort()
  const all = ids({ after: '0000', upTo: '0000' }, 'id')
  expect(all).toHaveLength(40)
  for (const arc of [
    { after: '2000', upTo: '9000' },
    { after: 'c000', upTo: '3000' },
    { after: all[3] ?? '', upTo: all[9] ?? '' }
  ]) {
    const wanted = all.filter((id) => inArc(arc.after, id, arc.upTo))
    expect(ids(arc, 'id')).toEqual(wanted)
    expect(ids(arc, 'key')).toEqual(wanted)
  }
})
