/**
 * What the ring owes its clients: the newest acknowledged write of every key. A debt ends only when the last copy that
 * is as new is destroyed with its disk.
 */
import type { Id } from '../../shared/ids'
import type { StoredRecord, Version } from '../chord/messages'
import type { Store } from '../chord/ports'
import { compareVersions } from '../chord/records'

/** A message is under way no longer than this, a hung receiver included, ms. */
const MESSAGE_LIFE_MS = 10_000

interface Debt {
  readonly key: string
  readonly version: Version
}

export class Ledger {
  readonly #debts = new Map<Id, Debt>()
  /** The newest version of each key of which every copy was destroyed; its acknowledgement may still be on its way. */
  readonly #destroyed = new Map<Id, Version>()
  /** The newest version of each key of which some copy was destroyed, and when. */
  readonly #copies = new Map<Id, { version: Version; atMs: number }>()
  /** Acknowledged writes in all, and debts whose last copy was destroyed. */
  acknowledged = 0
  forgiven = 0

  get debts(): ReadonlyMap<Id, Debt> {
    return this.#debts
  }

  acknowledge(record: StoredRecord): void {
    this.acknowledged++
    const known = this.#debts.get(record.keyId)
    if (known !== undefined && compareVersions(known.version, record.version) >= 0) return
    const gone = this.#destroyed.get(record.keyId)
    if (gone !== undefined && compareVersions(gone, record.version) >= 0) this.forgiven++
    else this.#debts.set(record.keyId, { key: record.key, version: record.version })
  }

  /** `disk` is destroyed while `others` are not: forgives what nobody holds any more. */
  destroy(disk: Store, others: readonly Store[], atMs: number): void {
    for (const { keyId, version } of disk.range('', '')) {
      this.#copies.set(keyId, { version, atMs })
      if (others.some((one) => holds(one, keyId, version))) continue
      this.#forgive(keyId, version)
    }
  }

  #forgive(keyId: Id, version: Version): void {
    this.#destroyed.set(keyId, version)
    const debt = this.#debts.get(keyId)
    if (debt === undefined || compareVersions(debt.version, version) > 0) return
    this.#debts.delete(keyId)
    this.forgiven++
  }

  /**
   * A node dropped a record that another one had confirmed. That one may have been destroyed while its confirmation was on
   * its way: then the last copy is gone, and nobody did wrong.
   */
  drop(keyId: Id, disks: readonly Store[], atMs: number): void {
    const copy = this.#copies.get(keyId)
    if (copy === undefined || copy.atMs + MESSAGE_LIFE_MS < atMs) return
    if (!disks.some((one) => holds(one, keyId, copy.version))) this.#forgive(keyId, copy.version)
  }
}

/** Whether a disk has the key at least as new as `version`. */
export function holds(disk: Store, keyId: Id, version: Version): boolean {
  const record = disk.get(keyId)
  return record !== undefined && compareVersions(record.version, version) >= 0
}
