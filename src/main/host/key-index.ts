/**
 * The observer's index of all keys: which nodes hold which key, kept up to date by the nodes' stores themselves, so that
 * counting, listing and saying what a crash destroyed need no look into any node. Nodes never read it.
 */
import { type Id, type IdSpace, turnOf } from '../../shared/ids'
import { DENSITY_BINS } from '../../shared/model'
import type { StoredRecord } from '../chord/messages'
import { isVisible } from '../chord/records'
import { type KeyEntry, KeyLists } from './key-lists'

/** What a crash or a stop took with it. */
export interface Loss {
  keys: number
  /** A few of the lost keys, for the log. */
  sample: string[]
}

const SAMPLE_KEYS = 5

export class KeyIndex {
  readonly density: number[] = Array.from({ length: DENSITY_BINS }, () => 0)
  readonly lists: KeyLists
  private readonly space: IdSpace
  private readonly wall: () => number
  private readonly recordAt: (node: Id, keyId: Id) => StoredRecord | undefined
  private readonly entries = new Map<Id, KeyEntry>()
  private readonly counts = new Map<Id, number>()
  private readonly lost = new Set<Id>()
  private readonly expiring = new Set<KeyEntry>()
  private nextExpiryMs = Infinity
  private liveKeys = 0
  private readonly dirtyNodes = new Set<Id>()
  private dirtyKeys = false

  /** `recordAt` reads a node's store: asked only when one of several copies went. */
  constructor(space: IdSpace, wall: () => number, recordAt: (node: Id, keyId: Id) => StoredRecord | undefined) {
    this.space = space
    this.wall = wall
    this.recordAt = recordAt
    this.lists = new KeyLists(() => this.entries.values())
  }

  /** Distinct live keys. */
  get keys(): number {
    return this.liveKeys
  }

  /** Keys whose last copy went with its node and that nobody has written since. */
  get lostKeys(): number {
    return this.lost.size
  }

  /** Live keys that a node holds. */
  heldBy(node: Id): number {
    return this.counts.get(node) ?? 0
  }

  /** Every record that some node holds, tombstones included, with its holders. */
  all(): IterableIterator<KeyEntry> {
    return this.entries.values()
  }

  /** A node's store took this record. */
  written(node: Id, record: StoredRecord): void {
    let entry = this.entries.get(record.keyId)
    if (entry === undefined) {
      entry = { keyId: record.keyId, key: record.key, record, holders: [], live: false, gone: false }
      this.entries.set(record.keyId, entry)
      this.lists.added(entry)
    }
    if (!entry.holders.includes(node)) {
      entry.holders.push(node)
      if (entry.live) this.count(node, 1)
    }
    entry.record = record
    if (record.expiresAtMs !== 0) this.watchExpiry(entry)
    this.judge(entry)
    if (this.lost.size > 0) this.lost.delete(record.keyId)
  }

  /** A node's store dropped its record of this key. */
  dropped(node: Id, keyId: Id): void {
    const entry = this.entries.get(keyId)
    if (entry === undefined || !entry.holders.includes(node)) return
    if (this.release(entry, node)) this.lost.add(keyId)
  }

  /** A node went with all that it held; what nobody else holds is lost. */
  nodeGone(node: Id, keyIds: Iterable<Id>): Loss {
    const loss: Loss = { keys: 0, sample: [] }
    for (const keyId of keyIds) {
      const entry = this.entries.get(keyId)
      if (entry === undefined || !entry.holders.includes(node)) continue
      if (!this.release(entry, node)) continue
      this.lost.add(keyId)
      loss.keys++
      if (loss.sample.length < SAMPLE_KEYS) loss.sample.push(entry.key)
    }
    this.counts.delete(node)
    return loss
  }

  /** Takes expired keys out of the counts. */
  sweep(): void {
    const now = this.wall()
    if (now < this.nextExpiryMs) return
    this.nextExpiryMs = Infinity
    for (const entry of this.expiring) {
      const at = entry.record.expiresAtMs
      if (at === 0 || at <= now || entry.gone) this.expiring.delete(entry)
      else if (at < this.nextExpiryMs) this.nextExpiryMs = at
      if (!entry.gone) this.judge(entry)
    }
  }

  get hasChanges(): boolean {
    return this.dirtyKeys || this.dirtyNodes.size > 0
  }

  /** What changed since the last call: nodes with another count, and whether the set of keys did. */
  takeChanges(): { nodes: Set<Id>; keys: boolean } {
    const changes = { nodes: new Set(this.dirtyNodes), keys: this.dirtyKeys }
    this.dirtyNodes.clear()
    this.dirtyKeys = false
    return changes
  }

  /** Forgets everything, losses included. */
  clear(): void {
    for (const entry of this.entries.values()) entry.gone = true
    this.entries.clear()
    this.lists.clear()
    this.counts.clear()
    this.lost.clear()
    this.expiring.clear()
    this.density.fill(0)
    this.liveKeys = 0
    this.nextExpiryMs = Infinity
    this.dirtyKeys = true
  }

  /** Takes a holder away; true when a live key has none left. */
  private release(entry: KeyEntry, node: Id): boolean {
    entry.holders.splice(entry.holders.indexOf(node), 1)
    if (entry.live) this.count(node, -1)
    const left = entry.holders[0]
    if (left !== undefined) {
      entry.record = this.recordAt(left, entry.keyId) ?? entry.record
      this.judge(entry)
      return false
    }
    const wasLive = isVisible(entry.record, this.wall())
    this.setLive(entry, false)
    entry.gone = true
    this.entries.delete(entry.keyId)
    this.expiring.delete(entry)
    this.lists.removed()
    return wasLive
  }

  private judge(entry: KeyEntry): void {
    const { record } = entry
    const live = !record.deleted && (record.expiresAtMs === 0 || record.expiresAtMs > this.wall())
    if (live !== entry.live) this.setLive(entry, live)
  }

  private setLive(entry: KeyEntry, live: boolean): void {
    if (entry.live === live) return
    entry.live = live
    const by = live ? 1 : -1
    const bin = Math.min(DENSITY_BINS - 1, Math.floor(turnOf(this.space, entry.keyId) * DENSITY_BINS))
    this.density[bin] = (this.density[bin] as number) + by
    this.liveKeys += by
    this.dirtyKeys = true
    for (const holder of entry.holders) this.count(holder, by)
  }

  private count(node: Id, by: number): void {
    this.counts.set(node, (this.counts.get(node) ?? 0) + by)
    this.dirtyNodes.add(node)
  }

  private watchExpiry(entry: KeyEntry): void {
    this.expiring.add(entry)
    this.nextExpiryMs = Math.min(this.nextExpiryMs, entry.record.expiresAtMs)
  }
}
