import { describe, expect, test } from 'vitest'
import type { NodeEvent } from '../../shared/events'
import { SimClock } from '../sim/sim-clock'
import { MemoryStore } from '../store/memory-store'
import type { DataReply, RequestOf, StoredRecord } from './messages'
import { Storage } from './storage'

const SELF = '80'
const PEER = { id: '40', address: 'peer' }
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

interface Shelf {
  clock: SimClock
  store: MemoryStore
  storage: Storage
  events: NodeEvent[]
  write(keyId: string, value: string, more?: Partial<RequestOf<'write'>>): Promise<DataReply>
}

let operations = 0

function shelf(servedFrom: string | null = '40'): Shelf {
  const clock = new SimClock()
  const store = new MemoryStore()
  const events: NodeEvent[] = []
  const storage = new Storage(SELF, store, clock, (event) => events.push(event))
  storage.serve(servedFrom, 'test')
  const write: Shelf['write'] = (keyId, value, more) =>
    storage.write(
      {
        keyId,
        key: `key ${keyId}`,
        value: bytes(value),
        expiresAtMs: 0,
        deleted: false,
        operation: `op ${++operations}`,
        ...more
      },
      () => PEER
    )
  return { clock, store, storage, events, write }
}

function recordOf(reply: DataReply): StoredRecord {
  if (reply.kind !== 'done' || reply.record === null) throw new Error(`no record: ${reply.kind}`)
  return reply.record
}

const valueAt = ({ storage }: Shelf, keyId: string): string | null => {
  const reply = storage.read(keyId, null)
  return reply.kind === 'done' && reply.record !== null ? new TextDecoder().decode(reply.record.value) : null
}

/** A record as another node would send it. */
function foreign(keyId: string, wallMs: number, value: string): StoredRecord {
  const version = { wallMs, counter: 0, writer: '99' }
  return { keyId, key: `key ${keyId}`, value: bytes(value), version, expiresAtMs: 0, deleted: false }
}

describe('what a node serves', () => {
  test.each([
    ['40', false],
    ['41', true],
    ['80', true],
    ['81', false],
    ['00', false]
  ])('serves (40, 80]: %s %s', (keyId, serves) => {
    expect(shelf().storage.serves(keyId)).toBe(serves)
  })

  test('the whole circle when its arc starts at itself, and nothing when it serves none', () => {
    expect(shelf(SELF).storage.serves('00')).toBe(true)
    expect(shelf(null).storage.serves(SELF)).toBe(false)
  })

  test('reads and writes outside are sent on and change nothing', async () => {
    const one = shelf()
    expect(one.storage.read('20', PEER)).toEqual({ kind: 'moved', hint: PEER })
    expect(await one.write('20', 'v')).toEqual({ kind: 'moved', hint: PEER })
    expect(one.store.size).toBe(0)
  })

  test('extendTo takes over what a dead predecessor served, and never gives anything away', () => {
    const one = shelf()
    one.storage.extendTo('60')
    expect(one.storage.servedFrom).toBe('40')
    one.storage.extendTo('f0')
    expect(one.storage.servedFrom).toBe('f0')
    const none = shelf(null)
    none.storage.extendTo('20')
    expect(none.storage.servedFrom).toBeNull()
  })
})

describe('writes', () => {
  test('the later write wins, also within one millisecond and when the clock stands still', async () => {
    const one = shelf()
    for (const value of ['a', 'b', 'c']) await one.write('50', value)
    expect(valueAt(one, '50')).toBe('c')
    expect(one.store.size).toBe(1)
  })

  test('a write is newer than what the key has, even from a writer whose clock is ahead (L5)', async () => {
    const one = shelf()
    one.storage.merge(foreign('50', one.clock.wall() + 60_000, 'ahead'), 'hand-off')
    await one.write('50', 'mine')
    expect(valueAt(one, '50')).toBe('mine')
  })

  test('a retry with the same operation id is not applied twice (L10)', async () => {
    const one = shelf()
    const first = recordOf(await one.write('50', 'a', { operation: 'retried' }))
    await one.write('50', 'b')
    const again = recordOf(await one.write('50', 'a', { operation: 'retried' }))
    expect(again.version).toEqual(first.version)
    expect(valueAt(one, '50')).toBe('b')
  })

  test('a late record does not overwrite a newer one (L8)', async () => {
    const one = shelf()
    await one.write('50', 'new')
    one.storage.merge(foreign('50', 1, 'old'), 'forward')
    expect(valueAt(one, '50')).toBe('new')
  })

  test('a delete is a tombstone: it is held, not read, and an older record does not undo it (L6)', async () => {
    const one = shelf()
    await one.write('50', 'v')
    await one.write('50', '', { deleted: true })
    expect(valueAt(one, '50')).toBeNull()
    expect([one.store.size, one.storage.liveKeys()]).toEqual([1, 0])
    one.storage.merge(foreign('50', 1, 'old'), 'hand-off')
    expect(valueAt(one, '50')).toBeNull()
  })

  test('a held write waits, and is sent on when the range has moved meanwhile (L2)', async () => {
    const one = shelf()
    let release = (): void => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    one.storage.interpose(
      () => held,
      () => null,
      () => {}
    )
    const write = one.write('50', 'v')
    one.storage.serve('60', 'handed over')
    release()
    expect(await write).toEqual({ kind: 'moved', hint: PEER })
    expect(one.store.size).toBe(0)
  })

  test('a write is acknowledged only after it was forwarded', async () => {
    const one = shelf()
    const order: string[] = []
    one.storage.interpose(
      () => null,
      async (record) => {
        await Promise.resolve()
        order.push(`forwarded ${record.keyId}`)
      },
      () => {}
    )
    await one.write('50', 'v').then(() => order.push('acknowledged'))
    expect(order).toEqual(['forwarded 50', 'acknowledged'])
  })

  test('each change is told once, and a merge that changes nothing is not', async () => {
    const one = shelf()
    await one.write('50', 'v')
    one.storage.merge(foreign('50', 1, 'old'), 'forward')
    const written = one.events.filter((event) => event.type === 'record-written')
    expect(written).toEqual([
      { type: 'record-written', node: SELF, keyId: '50', key: 'key 50', size: 1, deleted: false, cause: 'put' }
    ])
  })
})

describe('expiry', () => {
  test('an expired key is not read from its moment on, and is swept away', async () => {
    const one = shelf()
    await one.write('50', 'v', { expiresAtMs: one.clock.wall() + 100 })
    await one.write('51', 'w')
    await one.clock.run(99)
    expect(valueAt(one, '50')).toBe('v')
    await one.clock.run(1)
    expect(valueAt(one, '50')).toBeNull()
    expect([one.store.size, one.storage.liveKeys()]).toEqual([2, 1])
    one.storage.sweep()
    expect([...one.store.range(SELF, SELF)].map((record) => record.keyId)).toEqual(['51'])
    expect(one.events.at(-1)).toEqual({
      type: 'record-dropped',
      node: SELF,
      keyId: '50',
      key: 'key 50',
      cause: 'expired'
    })
  })

  test('a tombstone is kept for ten minutes, then collected', async () => {
    const one = shelf()
    await one.write('50', '', { deleted: true })
    await one.clock.run(10 * 60_000)
    one.storage.sweep()
    expect(one.store.size).toBe(1)
    await one.clock.run(1)
    one.storage.sweep()
    expect(one.store.size).toBe(0)
  })
})
