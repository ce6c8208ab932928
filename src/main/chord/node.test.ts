import { describe, expect, test } from 'vitest'
import { clockwiseFrom, idSpace } from '../../shared/ids'
import { MemoryRing } from '../sim/memory-ring'
import type { ChordNode } from './node'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (value: Uint8Array | undefined): string | undefined => value && new TextDecoder().decode(value)

function pick(ring: MemoryRing, index: number): ChordNode {
  const ids = [...ring.nodes.keys()].sort()
  return ring.nodes.get(ids[index % ids.length] as string) as ChordNode
}

async function putMany(ring: MemoryRing, count: number): Promise<string[]> {
  const keys = Array.from({ length: count }, (_, i) => `key-${i}`)
  for (const [i, key] of keys.entries()) await ring.finish(pick(ring, i).put(key, bytes(`value of ${key}`), 0))
  return keys
}

async function missing(ring: MemoryRing, keys: readonly string[]): Promise<string[]> {
  const lost: string[] = []
  for (const [i, key] of keys.entries()) {
    const { record } = await ring.finish(pick(ring, i * 7).get(key))
    if (text(record?.value) !== `value of ${key}`) lost.push(key)
  }
  return lost
}

function held(ring: MemoryRing): number {
  return [...ring.stores.values()].reduce((sum, store) => sum + store.size, 0)
}

describe('membership', () => {
  test.each([1, 2, 3, 5, 8, 9, 10, 16, 40])('%i nodes started at once end exactly right', async (count) => {
    const ring = new MemoryRing()
    await ring.start(count)
    expect(ring.wrong()).toEqual([])
  })

  test('nodes that join one after the other end exactly right', async () => {
    const ring = new MemoryRing({ successors: 3 })
    const [first] = await ring.start(1)
    for (let i = 1; i < 12; i++) {
      await ring.finish(ring.make(`late-${i}`).join([(first as ChordNode).self]))
      await ring.settle()
    }
    expect(ring.nodes.size).toBe(12)
  })

  test.each([2, 3, 4, 12])('a ring of %i survives the crash of any one node', async (count) => {
    const ring = new MemoryRing({ successors: 4 })
    await ring.start(count)
    ring.crash(pick(ring, 1))
    await ring.settle()
    expect(ring.nodes.size).toBe(count - 1)
  })

  test('a ring survives r − 1 neighbouring crashes at once', async () => {
    const ring = new MemoryRing({ successors: 4 })
    await ring.start(20)
    for (const node of [3, 4, 5].map((i) => pick(ring, i))) ring.crash(node)
    await ring.settle()
    expect(ring.nodes.size).toBe(17)
  })

  test('the last of three nodes serves the whole ring', async () => {
    const ring = new MemoryRing()
    await ring.start(3)
    ring.crash(pick(ring, 0))
    ring.crash(pick(ring, 0))
    await ring.settle()
    const [last] = ring.nodes.values()
    await ring.finish((last as ChordNode).put('k', bytes('v'), 0))
    expect(text((await ring.finish((last as ChordNode).get('k'))).record?.value)).toBe('v')
  })

  test('a crashed node comes back at its address, empty', async () => {
    const ring = new MemoryRing()
    await ring.start(10)
    const victim = pick(ring, 4)
    ring.crash(victim)
    const again = ring.make(victim.self.address)
    await ring.finish(again.join([pick(ring, 0).self]))
    await ring.settle()
    expect(again.state).toBe('running')
  })

  test('an id that another node has is refused by name', async () => {
    const ring = new MemoryRing()
    await ring.start(4)
    const taken = pick(ring, 2).self.id
    const node = ring.make('elsewhere', taken)
    await expect(ring.finish(node.join([pick(ring, 0).self]))).rejects.toThrow(`id already on the ring: ${taken}`)
  })
})

describe('keys', () => {
  test('every key is found from every node, and held once', async () => {
    const ring = new MemoryRing()
    await ring.start(9)
    const keys = await putMany(ring, 100)
    expect(await missing(ring, keys)).toEqual([])
    expect(held(ring)).toBe(100)
  })

  test('a join moves exactly its range and the old owner forgets it', async () => {
    const ring = new MemoryRing()
    await ring.start(6)
    const keys = await putMany(ring, 200)
    const joiner = ring.make('newcomer')
    await ring.finish(joiner.join([pick(ring, 0).self]))
    await ring.settle()
    const ids = [...ring.nodes.keys()].sort(clockwiseFrom(joiner.self.id))
    const before = ids[ids.length - 1] as string
    const expected = keys.filter((key) => {
      const id = ring.hash(key)
      return before < joiner.self.id ? before < id && id <= joiner.self.id : id > before || id <= joiner.self.id
    })
    expect(ring.stores.get(joiner.self.id)?.size).toBe(expected.length)
    await ring.clock.run(50)
    expect(held(ring)).toBe(200)
    expect(await missing(ring, keys)).toEqual([])
  })

  test('a leave hands everything over first', async () => {
    const ring = new MemoryRing()
    await ring.start(6)
    const keys = await putMany(ring, 200)
    for (let round = 0; round < 5; round++) {
      const node = pick(ring, round * 3)
      const holds = ring.stores.get(node.self.id)?.size
      expect(await ring.leave(node)).toEqual({ handedOver: holds, complete: true })
      await ring.settle()
    }
    expect(ring.nodes.size).toBe(1)
    expect(await missing(ring, keys)).toEqual([])
  })

  test('the last node says that it cannot hand over', async () => {
    const ring = new MemoryRing()
    await ring.start(1)
    await putMany(ring, 3)
    const outcome = await ring.leave(pick(ring, 0))
    expect(outcome).toEqual({ handedOver: 0, complete: false, reason: 'no other node to hand over to' })
  })

  test('a crash loses what only that node held, and nothing else', async () => {
    const ring = new MemoryRing()
    await ring.start(8)
    const keys = await putMany(ring, 200)
    const victim = pick(ring, 3)
    const lost = keys.filter((key) => ring.stores.get(victim.self.id)?.get(ring.hash(key)) !== undefined)
    expect(lost.length).toBeGreaterThan(0)
    ring.crash(victim)
    await ring.settle()
    expect(await missing(ring, keys)).toEqual(lost)
  })

  test('no acknowledged write is lost while nodes join and leave', async () => {
    const ring = new MemoryRing()
    await ring.start(8)
    const acknowledged = new Map<string, string>()
    let stop = false
    const writers = Array.from({ length: 8 }, async (_, w) => {
      for (let i = 0; !stop; i++) {
        const key = `w${w}-${i % 40}`
        const value = `${w}.${i}`
        const node = pick(ring, w * 5 + i)
        if (node.state !== 'running') continue
        await node.put(key, bytes(value), 0)
        acknowledged.set(key, value)
        await new Promise<void>((resolve) => ring.clock.deadline(0.1, resolve))
      }
    })
    for (let i = 0; i < 6; i++) {
      const contact = pick(ring, i).self
      await ring.finish(ring.make(`extra-${i}`).join([contact]))
      await ring.clock.run(20)
      const leaver = pick(ring, i * 3 + 1)
      if (leaver.state === 'running') {
        ring.nodes.delete(leaver.self.id)
        const outcome = await ring.finish(leaver.leave(5000))
        expect(outcome.complete).toBe(true)
        ring.crash(leaver)
      }
      await ring.clock.run(20)
    }
    stop = true
    await ring.finish(Promise.all(writers))
    await ring.settle()
    expect(acknowledged.size).toBe(320)
    for (const [key, value] of acknowledged) {
      expect(text((await ring.finish(pick(ring, 0).get(key))).record?.value)).toBe(value)
    }
  })

  test('a deleted key stays deleted when its range moves', async () => {
    const ring = new MemoryRing()
    await ring.start(4)
    await putMany(ring, 50)
    for (let i = 0; i < 50; i += 2) await ring.finish(pick(ring, i).delete(`key-${i}`))
    for (let i = 0; i < 3; i++) await ring.finish(ring.make(`more-${i}`).join([pick(ring, 0).self]))
    await ring.settle()
    for (let i = 0; i < 50; i++) {
      const { record } = await ring.finish(pick(ring, i).get(`key-${i}`))
      expect(record === null).toBe(i % 2 === 0)
    }
  })

  test('a key expires at its own time, also after it moved', async () => {
    const ring = new MemoryRing()
    await ring.start(3)
    await ring.finish(pick(ring, 0).put('short', bytes('v'), 2000))
    for (let i = 0; i < 4; i++) await ring.finish(ring.make(`more-${i}`).join([pick(ring, 0).self]))
    await ring.settle()
    expect((await ring.finish(pick(ring, 1).get('short'))).record).not.toBeNull()
    await ring.clock.run(2500)
    expect((await ring.finish(pick(ring, 1).get('short'))).record).toBeNull()
  })
})

describe("the paper's own ring, m = 6 (ToN §4, figures 2 to 5)", () => {
  const NODES = [1, 8, 14, 21, 32, 38, 42, 48, 51, 56]
  const id = (n: number): string => n.toString(16).padStart(2, '0')
  const number = (hex: string): number => Number.parseInt(hex, 16)

  async function paperRing(): Promise<MemoryRing> {
    const ring = new MemoryRing({ space: idSpace(6), successors: 3 })
    await ring.startAll(NODES.map((n) => ring.make(`N${n}`, id(n))))
    return ring
  }

  test('the finger table of N8 is 14 14 14 21 32 42', async () => {
    const ring = await paperRing()
    const { fingers } = (ring.nodes.get(id(8)) as ChordNode).beliefs()
    const table = fingers.flatMap(({ from, to, node }) => Array.from({ length: to - from + 1 }, () => number(node)))
    expect(table).toEqual([14, 14, 14, 21, 32, 42])
  })

  test('the lookup of key 54 from N8 goes 8 → 42 → 51, and N56 owns it', async () => {
    const ring = await paperRing()
    const outcome = await ring.finish((ring.nodes.get(id(8)) as ChordNode).lookup(id(54)))
    expect(outcome.path.map((hop) => [number(hop.from), number(hop.to)])).toEqual([
      [8, 42],
      [42, 51]
    ])
    expect(number(outcome.owner.id)).toBe(56)
    expect(outcome.hops).toBe(2)
  })

  test.each([
    [10, 14],
    [24, 32],
    [30, 32],
    [38, 38],
    [54, 56]
  ])('key %i belongs to N%i', async (key, owner) => {
    const ring = await paperRing()
    for (const node of ring.nodes.values()) {
      expect(number((await ring.finish(node.lookup(id(key)))).owner.id)).toBe(owner)
    }
  })
})
