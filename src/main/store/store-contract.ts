/** What every Store must do; each implementation's own test file calls this. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Id } from '../../shared/ids'
import { clockwiseFrom, inArc } from '../../shared/ids'
import type { StoredRecord } from '../chord/messages'
import type { Store } from '../chord/ports'

/** A record with this id, of one byte. */
export function recordOf(keyId: Id, byte = 0): StoredRecord {
  return {
    keyId,
    key: `key ${keyId}`,
    value: Uint8Array.of(byte),
    version: { wallMs: 1_700_000_000_000 + byte, counter: byte, writer: keyId },
    expiresAtMs: 0,
    deleted: false
  }
}

type Step = { op: 'set'; id: Id; byte: number } | { op: 'delete'; id: Id } | { op: 'range'; start: Id; end: Id }

/** Ids of one hex digit: few enough that deletes hit and ranges wrap. */
const smallId = fc.integer({ min: 0, max: 15 }).map((n) => n.toString(16))
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ op: fc.constant('set' as const), id: smallId, byte: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ op: fc.constant('delete' as const), id: smallId }),
  fc.record({ op: fc.constant('range' as const), start: smallId, end: smallId })
)

/** The contract suite. `make` gives an empty store. */
export function storeContract(name: string, make: () => Store): void {
  describe(`${name} keeps the contract of Store`, () => {
    const filled = (...ids: Id[]): Store => {
      const store = make()
      for (const id of ids) store.set(recordOf(id))
      return store
    }
    const idsOf = (records: Iterable<StoredRecord>): Id[] => Array.from(records, (record) => record.keyId)

    test('holds what was set, newest last', () => {
      const store = filled('4')
      store.set(recordOf('4', 7))
      expect(store.get('4')).toEqual(recordOf('4', 7))
      expect(store.size).toBe(1)
      expect(store.get('5')).toBeUndefined()
    })

    test('keeps a tombstone as a record', () => {
      const store = make()
      store.set({ ...recordOf('4'), deleted: true })
      expect(store.get('4')?.deleted).toBe(true)
      expect(store.size).toBe(1)
    })

    test('deletes once', () => {
      const store = filled('4', '5')
      expect(store.delete('4')).toBe(true)
      expect(store.delete('4')).toBe(false)
      expect(store.size).toBe(1)
      expect(idsOf(store.range('0', '0'))).toEqual(['5'])
    })

    test('gives the arc (start, end] clockwise, past zero too', () => {
      const store = filled('e', '1', '8', '3', 'c')
      expect(idsOf(store.range('3', 'c'))).toEqual(['8', 'c'])
      expect(idsOf(store.range('c', '3'))).toEqual(['e', '1', '3'])
      expect(idsOf(store.range('4', '7'))).toEqual([])
    })

    test('gives everything, from behind start to start, when start is end', () => {
      expect(idsOf(filled('e', '1', '8').range('8', '8'))).toEqual(['e', '1', '8'])
    })

    test('is empty after clear', () => {
      const store = filled('1', '2')
      store.clear()
      expect(store.size).toBe(0)
      expect(idsOf(store.range('0', '0'))).toEqual([])
      store.set(recordOf('2'))
      expect(idsOf(store.range('0', '0'))).toEqual(['2'])
    })

    test('a range may go on while the store changes', () => {
      const store = filled('1', '2', '3', '4')
      const seen: Id[] = []
      for (const record of store.range('0', 'f')) {
        seen.push(record.keyId)
        store.delete('3')
        store.set(recordOf('0'))
        expect(idsOf(store.range('0', '0')).length).toBe(4)
      }
      expect(seen).toEqual(['1', '2', '4'])
    })

    test('agrees with a sorted list after any sequence of steps', () => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
          const store = make()
          const model = new Map<Id, StoredRecord>()
          for (const each of steps) {
            if (each.op === 'set') {
              store.set(recordOf(each.id, each.byte))
              model.set(each.id, recordOf(each.id, each.byte))
            } else if (each.op === 'delete') expect(store.delete(each.id)).toBe(model.delete(each.id))
            else expect([...store.range(each.start, each.end)]).toEqual(expectedRange(model, each.start, each.end))
            expect(store.size).toBe(model.size)
          }
        })
      )
    })
  })
}

function expectedRange(model: Map<Id, StoredRecord>, start: Id, end: Id): StoredRecord[] {
  const order = clockwiseFrom(start)
  const inside = [...model.values()].filter((record) => inArc(start, record.keyId, end))
  // `start` itself is the last of its own whole circle, and the first as seen from itself.
  const rest = inside.filter((record) => record.keyId !== start).sort((a, b) => order(a.keyId, b.keyId))
  return [...rest, ...inside.filter((record) => record.keyId === start)]
}
