import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoredRecord, Version } from './messages'
import { compareVersions, digestOf, formatVersion, isExpired, isVisible, nextVersion, replaces } from './records'

const WRITERS = ['0a', '1b', '2c']
const KEYS = ['00', '01', '02', '03']

const version: fc.Arbitrary<Version> = fc.record({
  wallMs: fc.integer({ min: 0, max: 3 }),
  counter: fc.integer({ min: 0, max: 2 }),
  writer: fc.constantFrom(...WRITERS)
})

/** A writer never gives one version to two values, so the value follows from key and version. */
const record: fc.Arbitrary<StoredRecord> = fc.record({ keyId: fc.constantFrom(...KEYS), version }).map((one) => ({
  ...one,
  key: `key ${one.keyId}`,
  value: new TextEncoder().encode(formatVersion(one.version)),
  expiresAtMs: 0,
  deleted: one.version.counter === 2
}))
const records = fc.array(record, { maxLength: 12 })

type Held = ReadonlyMap<string, StoredRecord>

/** What a replica holds after taking in records in this order. */
function merge(held: Held, incoming: Iterable<StoredRecord>): Held {
  const merged = new Map(held)
  for (const one of incoming) if (replaces(one, merged.get(one.keyId))) merged.set(one.keyId, one)
  return merged
}

const holding = (incoming: readonly StoredRecord[]): Held => merge(new Map(), incoming)
const sign = (a: Version, b: Version): number => Math.sign(compareVersions(a, b))

describe('order of versions (PROTOCOL §4)', () => {
  test('is total: antisymmetric, transitive, and equal only for the same version', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(sign(a, b) + sign(b, a)).toBe(0)
        expect(sign(a, b) === 0).toBe(formatVersion(a) === formatVersion(b))
        if (sign(a, b) >= 0 && sign(b, c) >= 0) expect(sign(a, c)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 500 }
    )
  })

  test('wall time goes before the counter, the counter before the writer', () => {
    const ordered: Version[] = [
      { wallMs: 1, counter: 0, writer: '0a' },
      { wallMs: 1, counter: 0, writer: '1b' },
      { wallMs: 1, counter: 1, writer: '0a' },
      { wallMs: 2, counter: 0, writer: '0a' }
    ]
    expect([...ordered].reverse().sort(compareVersions)).toEqual(ordered)
  })
})

describe('merging by version', () => {
  test('is commutative: replicas that saw the same records hold the same, whatever the order', () => {
    fc.assert(
      fc.property(records, fc.integer(), (seen, turn) => {
        const cut = seen.length === 0 ? 0 : Math.abs(turn) % seen.length
        const other = [...seen.slice(cut), ...seen.slice(0, cut)].reverse()
        expect([...holding(other)].sort()).toEqual([...holding(seen)].sort())
      })
    )
  })

  test('is associative: merging two replicas is taking in what both took in', () => {
    fc.assert(
      fc.property(records, records, (a, b) => {
        expect([...merge(holding(a), holding(b).values())].sort()).toEqual([...holding([...a, ...b])].sort())
      })
    )
  })

  test('is idempotent: a record replaces neither itself nor what it came from', () => {
    fc.assert(
      fc.property(records, (seen) => {
        const held = holding(seen)
        expect(merge(held, seen)).toEqual(held)
        for (const one of seen) expect(replaces(one, one)).toBe(false)
      })
    )
  })

  test('never goes back, and a late message does not bring a deleted key back (L6, L8)', () => {
    fc.assert(
      fc.property(records, records, (early, late) => {
        const before = holding(early)
        const after = merge(before, late)
        for (const [keyId, one] of before) {
          expect(compareVersions((after.get(keyId) as StoredRecord).version, one.version)).toBeGreaterThanOrEqual(0)
        }
      })
    )
  })
})

describe('the version of a write', () => {
  const wall = fc.integer({ min: -3, max: 6 })

  test('is newer than the last of this writer and than what the key has, however the clock stands (L5)', () => {
    fc.assert(
      fc.property(fc.constantFrom(...WRITERS), wall, version, fc.option(version, { nil: undefined }), (...args) => {
        const [writer, wallMs, last, held] = args
        const next = nextVersion(writer, wallMs, { ...last, writer }, held)
        expect(compareVersions(next, { ...last, writer })).toBeGreaterThan(0)
        if (held !== undefined) expect(compareVersions(next, held)).toBeGreaterThan(0)
        expect(next.writer).toBe(writer)
        expect(next.wallMs).toBeGreaterThanOrEqual(wallMs)
      }),
      { numRuns: 500 }
    )
  })

  test('takes the wall clock whenever that is ahead, so that the counter does not run away', () => {
    const last = { wallMs: 10, counter: 7, writer: '0a' }
    expect(nextVersion('0a', 11, last, undefined)).toEqual({ wallMs: 11, counter: 0, writer: '0a' })
    expect(nextVersion('0a', 10, last, undefined)).toEqual({ wallMs: 10, counter: 8, writer: '0a' })
    expect(nextVersion('0a', 4, last, undefined)).toEqual({ wallMs: 10, counter: 8, writer: '0a' })
  })
})

describe('digests', () => {
  test('are equal exactly when the same versions of the same keys are held, in any order', () => {
    fc.assert(
      fc.property(records, records, (a, b) => {
        const [heldA, heldB] = [[...holding(a).values()], [...holding(b).values()]]
        const versions = (held: readonly StoredRecord[]): string[] =>
          held.map((one) => `${one.keyId} ${formatVersion(one.version)}`).sort()
        const isSame = versions(heldA).join() === versions(heldB).join()
        expect(digestOf(heldA) === digestOf(heldB)).toBe(isSame)
        expect(digestOf([...heldA].reverse())).toBe(digestOf(heldA))
      }),
      { numRuns: 1000 }
    )
  })

  test('tell apart 100,000 sets that differ in one counter', () => {
    const digests = new Set<string>()
    for (let counter = 0; counter < 100_000; counter++) {
      const one = { keyId: KEYS[counter % 4], version: { wallMs: 1_700_000_000_000, counter, writer: '0a' } }
      digests.add(digestOf([one as StoredRecord]))
    }
    expect(digests.size).toBe(100_000)
  })

  test('say how many records there are', () => {
    expect(digestOf([])).toBe('0:0000000000000000')
  })
})

describe('what a reader sees', () => {
  const at = (expiresAtMs: number, deleted = false): StoredRecord => ({
    keyId: '00',
    key: 'k',
    value: new Uint8Array(),
    version: { wallMs: 0, counter: 0, writer: '0a' },
    expiresAtMs,
    deleted
  })

  test('expiry is absolute, and the moment itself is too late; 0 is never', () => {
    expect(isExpired(at(1000), 999)).toBe(false)
    expect(isExpired(at(1000), 1000)).toBe(true)
    expect(isExpired(at(0), Number.MAX_SAFE_INTEGER)).toBe(false)
  })

  test('neither tombstones nor expired records nor nothing', () => {
    expect(isVisible(at(0), 5)).toBe(true)
    expect(isVisible(at(0, true), 5)).toBe(false)
    expect(isVisible(at(4), 5)).toBe(false)
    expect(isVisible(undefined, 5)).toBe(false)
  })
})
