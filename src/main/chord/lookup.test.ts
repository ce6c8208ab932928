import { beforeAll, describe, expect, test } from 'vitest'
import { clockwiseFrom, type Id, SPACE_160, toId } from '../../shared/ids'
import { firstAtOrAfter, placeAfter, PlacedRing } from '../sim/paper/placed-ring'
import { SimRandom } from '../sim/sim-random'
import type { RequestOutcome } from './requests'

/** Long enough that no lookup of these tests meets a whole list of dead successors. */
const R = 12
const COUNT = 150

function randomIds(seed: string, count: number): Id[] {
  const random = new SimRandom(seed)
  const digits = (): string =>
    random
      .int(2 ** 32)
      .toString(16)
      .padStart(8, '0')
  return Array.from({ length: count }, () => digits() + digits() + digits() + digits() + digits())
}

function lookup(ring: PlacedRing, from: Id, target: Id, confirm = true): Promise<RequestOutcome> {
  return ring.finish(ring.nodes.get(from)!.lookup(target, confirm))
}

describe('lookups in a right ring', () => {
  test('go forward only, and end at the predecessor of the key', async () => {
    const ring = new PlacedRing(randomIds('right', COUNT), R)
    for (const [i, target] of randomIds('keys', 100).entries()) {
      const from = ring.ids[i] as Id
      const { owner, predecessor, path, hops, timeouts } = await lookup(ring, from, target, false)
      const at = firstAtOrAfter(ring.ids, target)
      expect(owner.id).toBe(ring.ids[at])
      expect(predecessor).toBe(placeAfter(ring.ids, at, -1))
      expect([path.length, timeouts]).toEqual([hops, 0])
      const way = [from, ...path.map((hop) => hop.to)]
      if (owner.id !== from) expect(way).toEqual([...way].sort(clockwiseFrom(from)))
      if (owner.id !== from) expect(way.at(-1)).toBe(predecessor)
    }
  })

  test('an id that a node has belongs to that node, and the next one to its successor', async () => {
    const ring = new PlacedRing(randomIds('right', COUNT), R)
    const [a, b, from] = [ring.ids[3], ring.ids[4], ring.ids[90]] as [Id, Id, Id]
    expect((await lookup(ring, from, a)).owner.id).toBe(a)
    expect((await lookup(ring, from, toId(SPACE_160, BigInt(`0x${a}`) + 1n))).owner.id).toBe(b)
    expect((await lookup(ring, a, a)).hops).toBe(0)
  })
})

describe('lookups when half of the nodes died and nobody stabilized', () => {
  let ring: PlacedRing
  let live: Id[]
  const found: { from: Id; target: Id; outcome: RequestOutcome }[] = []

  beforeAll(async () => {
    ring = new PlacedRing(randomIds('half', COUNT), R)
    const random = new SimRandom('deaths')
    ring.crash(ring.ids.filter(() => random.chance(0.5)))
    live = [...ring.nodes.keys()].sort()
    for (const target of randomIds('keys', 400)) {
      const from = random.pick(live)
      found.push({ from, target, outcome: await lookup(ring, from, target) })
      ring.renew(from)
    }
  })

  test('each finds the first live node at or after the key', () => {
    for (const { target, outcome } of found) expect(outcome.owner.id).toBe(live[firstAtOrAfter(live, target)])
  })

  test('no dead node is contacted twice, and each contact that failed is counted', () => {
    expect(found.some(({ outcome }) => outcome.timeouts > 5)).toBe(true)
    for (const { outcome } of found) {
      const dead = outcome.path.filter((hop) => !hop.ok).map((hop) => hop.to)
      expect(new Set(dead).size).toBe(dead.length)
      expect(outcome.timeouts).toBe(dead.length)
      expect(dead.some((id) => live.includes(id))).toBe(false)
    }
  })

  test('a node asked again for others to try is one hop, not two', () => {
    const forward = ({ path }: RequestOutcome): Id[] =>
      path.filter((hop) => hop.ok && hop.via !== 'owner').map((hop) => hop.to)
    expect(found.some(({ outcome }) => forward(outcome).length > outcome.hops)).toBe(true)
    for (const { outcome } of found) expect(outcome.hops).toBe(new Set(forward(outcome)).size)
  })

  test('the way never leads back', () => {
    for (const { from, outcome } of found) {
      const way = outcome.path.filter((hop) => hop.ok && hop.via !== 'owner').map((hop) => hop.to)
      expect(way).toEqual([...way].sort(clockwiseFrom(from)))
    }
  })
})

describe('what a node remembers of the dead', () => {
  test('a peer found dead a moment ago is passed over without being asked', async () => {
    const ring = new PlacedRing(randomIds('memory', COUNT), R)
    const random = new SimRandom('deaths')
    ring.crash(ring.ids.filter(() => random.chance(0.5)))
    const from = [...ring.nodes.keys()][0] as Id
    let spared = 0
    for (const target of randomIds('keys', 40)) {
      const first = await lookup(ring, from, target)
      const again = await lookup(ring, from, target)
      spared += first.timeouts
      expect(again.owner.id).toBe(first.owner.id)
      expect(again.path.filter((hop) => !hop.ok && hop.via !== 'owner')).toEqual([])
    }
    expect(spared).toBeGreaterThan(0)
  })

  test("an owner that its predecessor's own word names, and that is dead, gives way to the next", async () => {
    const ring = new PlacedRing(randomIds('owner', COUNT), R)
    const [before, owner, next] = [ring.ids[10], ring.ids[11], ring.ids[12]] as [Id, Id, Id]
    ring.crash([owner])
    const { owner: found, path, timeouts, hops } = await lookup(ring, before, owner)
    expect(found.id).toBe(next)
    expect([timeouts, hops]).toEqual([1, 0])
    expect(path.map(({ to, via, ok }) => ({ to, via, ok }))).toEqual([
      { to: owner, via: 'owner', ok: false },
      { to: next, via: 'owner', ok: true }
    ])
  })

  test('a node that is left with nobody to ask says so by name', async () => {
    const ring = new PlacedRing(randomIds('alone', 20), 2)
    const [from, one, two] = [ring.ids[0], ring.ids[1], ring.ids[2]] as [Id, Id, Id]
    ring.crash(ring.ids.filter((id) => ![from, one, two].includes(id)))
    ring.crash([one, two])
    const target = ring.ids[10] as Id
    const outcome = await lookup(ring, from, target).catch((error: Error) => error.message)
    expect(outcome).toMatch(/^no node left to ask for: /)
  })
})
