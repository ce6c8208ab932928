/** Records in memory: gone with the process, as fast as a map. */
import { firstAbove, type Id } from '../../shared/ids'
import type { StoredRecord } from '../chord/messages'
import type { Store } from '../chord/ports'

/**
 * A map by id, and beside it the ids in order. The order is brought up to date only when somebody asks for a range:
 * merging k new ids into n known ones costs O(n + k log k), and writes cost nothing.
 */
export class MemoryStore implements Store {
  private readonly records = new Map<Id, StoredRecord>()
  /** Ascending, without doubles; may still hold ids that were deleted since. */
  private sorted: Id[] = []
  private added: Id[] = []
  private deleted = 0

  get size(): number {
    return this.records.size
  }

  get(keyId: Id): StoredRecord | undefined {
    return this.records.get(keyId)
  }

  set(record: StoredRecord): void {
    if (!this.records.has(record.keyId)) this.added.push(record.keyId)
    this.records.set(record.keyId, record)
  }

  delete(keyId: Id): boolean {
    const found = this.records.delete(keyId)
    if (found) this.deleted++
    return found
  }

  /**
   * The ids of the arc are settled at the first step; records written or deleted while the loop runs are seen as they
   * stand when it gets there, and ids that come later are not.
   */
  *range(start: Id, end: Id): Iterable<StoredRecord> {
    const ids = this.ordered()
    const first = firstAbove(ids, start, itself)
    const last = firstAbove(ids, end, itself)
    // (start, end] wraps past zero when end does not lie above start; start = end is the whole circle.
    if (start < end) yield* this.slice(ids, first, last)
    else {
      yield* this.slice(ids, first, ids.length)
      yield* this.slice(ids, 0, last)
    }
  }

  clear(): void {
    this.records.clear()
    this.sorted = []
    this.added = []
    this.deleted = 0
  }

  private *slice(ids: readonly Id[], from: number, to: number): Iterable<StoredRecord> {
    for (let i = from; i < to; i++) {
      const record = this.records.get(ids[i]!)
      if (record !== undefined) yield record
    }
  }

  /** A new array each time something changed, so that loops under way keep the one they began with. */
  private ordered(): readonly Id[] {
    if (this.added.length === 0 && this.deleted === 0) return this.sorted
    const added = this.added.sort(byId)
    this.sorted = this.merged(this.sorted, added)
    this.added = []
    this.deleted = 0
    return this.sorted
  }

  /** Drops ids that are gone, and doubles: an id that was deleted and written again stands in both. */
  private merged(known: readonly Id[], added: readonly Id[]): Id[] {
    const ids: Id[] = []
    let i = 0
    let j = 0
    while (i < known.length || j < added.length) {
      const takeKnown = j === added.length || (i < known.length && known[i]! <= added[j]!)
      const id = takeKnown ? known[i++]! : added[j++]!
      if (id !== ids[ids.length - 1] && this.records.has(id)) ids.push(id)
    }
    return ids
  }
}

function byId(a: Id, b: Id): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function itself(id: Id): Id {
  return id
}
