/** Ordered lists over the key index, made when first asked for and merged afterwards, so that paging stays quick. */
import type { KeyRow } from '../../shared/contract'
import { firstAbove, type Id, inArc } from '../../shared/ids'
import type { StoredRecord } from '../chord/messages'
import type { KeyQuery } from './protocol'

/** One key as the observer knows it. */
export interface KeyEntry {
  readonly keyId: Id
  readonly key: string
  /** The newest record that some node holds. */
  record: StoredRecord
  holders: Id[]
  /** Neither deleted nor expired. */
  live: boolean
  /** No node holds it any more; the entry is dead. */
  gone: boolean
}

type Order = (a: KeyEntry, b: KeyEntry) => number

const byKey: Order = (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
const byId: Order = (a, b) => (a.keyId < b.keyId ? -1 : 1)
const bySize: Order = (a, b) => a.record.value.length - b.record.value.length || byKey(a, b)

export class KeyLists {
  private readonly all: () => Iterable<KeyEntry>
  private readonly keyOrder = new SortedEntries(byKey)
  private readonly idOrder = new SortedEntries(byId)
  private built = false

  constructor(all: () => Iterable<KeyEntry>) {
    this.all = all
  }

  added(entry: KeyEntry): void {
    if (!this.built) return
    this.keyOrder.add(entry)
    this.idOrder.add(entry)
  }

  removed(): void {
    this.keyOrder.stale = true
    this.idOrder.stale = true
  }

  clear(): void {
    this.built = false
    this.keyOrder.clear()
    this.idOrder.clear()
  }

  /** One page of the live keys. `liveNodes` are the ids of the live nodes in order. */
  page(query: KeyQuery, liveNodes: readonly Id[]): { total: number; rows: KeyRow[] } {
    this.build()
    const sorted = this.sorted(query.sort, liveNodes)
    const near = query.within === undefined ? sorted : within(sorted, query.sort === 'id', query.within)
    const matches = near.filter(matcher(query))
    if (query.sort === 'size') matches.sort(bySize)
    if (query.descending) matches.reverse()
    const rows = matches.slice(query.offset, query.offset + query.limit)
    return { total: matches.length, rows: rows.map((entry) => rowOf(entry, liveNodes)) }
  }

  /** The largest number behind `prefix` among the live keys, 0 if there is none. */
  lastNumber(prefix: string): number {
    let last = 0
    for (const { key, live } of this.all()) {
      if (!live || !key.startsWith(prefix)) continue
      const rest = key.slice(prefix.length)
      if (/^\d{1,12}$/.test(rest)) last = Math.max(last, Number(rest))
    }
    return last
  }

  private build(): void {
    if (this.built) return
    this.built = true
    for (const entry of this.all()) this.added(entry)
  }

  private sorted(sort: KeyQuery['sort'], liveNodes: readonly Id[]): readonly KeyEntry[] {
    if (sort === 'id') return this.idOrder.entries()
    if (sort !== 'owner') return this.keyOrder.entries()
    // Owners follow the circle: keys behind the last node belong to the first one.
    const entries = this.idOrder.entries()
    const last = liveNodes[liveNodes.length - 1] ?? ''
    const wrap = entries.findIndex((entry) => entry.keyId > last)
    return wrap <= 0 ? entries : [...entries.slice(wrap), ...entries.slice(0, wrap)]
  }
}

/** The entries of the arc (after, upTo]. In the order of ids they stand together, or at both ends of the list. */
function within(
  entries: readonly KeyEntry[],
  byIds: boolean,
  { after, upTo }: { after: Id; upTo: Id }
): readonly KeyEntry[] {
  if (after === upTo) return entries
  if (!byIds) return entries.filter((entry) => inArc(after, entry.keyId, upTo))
  const idOf = (entry: KeyEntry): Id => entry.keyId
  const from = firstAbove(entries, after, idOf)
  const to = firstAbove(entries, upTo, idOf)
  return after < upTo ? entries.slice(from, to) : [...entries.slice(from), ...entries.slice(0, to)]
}

/** The first live node at or after `id`; undefined when nobody lives. */
export function ownerOf(liveNodes: readonly Id[], id: Id): Id | undefined {
  let low = 0
  let high = liveNodes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((liveNodes[middle] as Id) < id) low = middle + 1
    else high = middle
  }
  return liveNodes[low] ?? liveNodes[0]
}

function rowOf(entry: KeyEntry, liveNodes: readonly Id[]): KeyRow {
  const { keyId, key, record, holders } = entry
  return {
    key,
    id: keyId,
    owner: ownerOf(liveNodes, keyId) ?? '',
    holders: holders.filter((holder) => ownerOf(liveNodes, holder) === holder),
    size: record.value.length,
    expiresAt: record.expiresAtMs === 0 ? null : record.expiresAtMs
  }
}

/** Live keys that contain the text in any case, or whose id begins with it. */
function matcher({ search, node }: KeyQuery): (entry: KeyEntry) => boolean {
  const pattern = new RegExp(search.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i')
  const idPrefix = /^[0-9a-f]{4,}$/.test(search) ? search : null
  return (entry) => {
    if (!entry.live || (node !== null && !entry.holders.includes(node))) return false
    if (search === '') return true
    return pattern.test(entry.key) || (idPrefix !== null && entry.keyId.startsWith(idPrefix))
  }
}

/** Entries in order: new ones wait unsorted and are merged when the order is asked for. */
class SortedEntries {
  /** Some entries are gone. */
  stale = false
  private readonly order: Order
  private sorted: KeyEntry[] = []
  private waiting: KeyEntry[] = []

  constructor(order: Order) {
    this.order = order
  }

  add(entry: KeyEntry): void {
    this.waiting.push(entry)
  }

  clear(): void {
    this.sorted = []
    this.waiting = []
  }

  entries(): readonly KeyEntry[] {
    if (this.waiting.length > 0 || this.stale) this.merge()
    return this.sorted
  }

  private merge(): void {
    const fresh = this.waiting.filter((entry) => !entry.gone).sort(this.order)
    const merged: KeyEntry[] = []
    let at = 0
    for (const entry of this.sorted) {
      if (entry.gone) continue
      while (at < fresh.length && this.order(fresh[at] as KeyEntry, entry) < 0) merged.push(fresh[at++] as KeyEntry)
      merged.push(entry)
    }
    while (at < fresh.length) merged.push(fresh[at++] as KeyEntry)
    this.sorted = merged
    this.waiting = []
    this.stale = false
  }
}
