/**
 * What the ring owes its clients: the newest acknowledged write of every key. A debt ends only when the last copy that
 * is as new is destroyed with its disk.
 */
import type { Id } from '../../shared/ids'
import type { StoredRecord, Version } from '../chord/messages'
import type { Store } from '../chord/ports'
import { compareVersions } from '../chord/records'

interface Debt {
  readonly key: string
  readonly version: Version
}

export class Ledger {
  readonly #debts = new Map<Id, Debt>()
  /** The newest version of each key of which every copy was destroyed; its acknowledgement may still be on its way. */
  readonly #destroyed = new Map<Id, Version>()
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
  destroy(disk: Store, others: readonly Store[]): void {
    for (const { keyId, version } of disk.range('', '')) {
      if (others.some((one) => holds(one, keyId, version))) continue
      this.#destroyed.set(keyId, version)
      const debt = this.#debts.get(keyId)
      if (debt === undefined || compareVersions(debt.version, version) > 0) continue
      this.#debts.delete(keyId)
      this.forgiven++
    }
  }
}

/** Whether a disk has the key at least as new as `version`. */
export function holds(disk: Store, keyId: Id, version: Version): boolean {
  const record = disk.get(keyId)
  return record !== undefined && compareVersions(record.version, version) >= 0
}
