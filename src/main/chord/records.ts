/** Versions, expiry and digests of records: which write wins, and whether two nodes hold the same (PROTOCOL §4). */
import type { Id } from '../../shared/ids'
import type { StoredRecord, Version } from './messages'

/** Orders two versions of one key: wall time, then counter, then writer. Positive when `a` is newer. */
export function compareVersions(a: Version, b: Version): number {
  return a.wallMs - b.wallMs || a.counter - b.counter || (a.writer < b.writer ? -1 : a.writer > b.writer ? 1 : 0)
}

/** Whether `incoming` replaces `held`: a record is never replaced by an older one, nor by itself. */
export function replaces(incoming: StoredRecord, held: StoredRecord | undefined): boolean {
  return held === undefined || compareVersions(incoming.version, held.version) > 0
}

/**
 * A version newer than both `last` (this writer's last) and `held` (what the key has), near the wall clock: a hybrid
 * logical clock, so that a clock that runs behind never loses a write.
 */
export function nextVersion(writer: Id, wallMs: number, last: Version, held: Version | undefined): Version {
  const floor = held !== undefined && compareVersions(held, last) > 0 ? held : last
  if (wallMs > floor.wallMs) return { wallMs, counter: 0, writer }
  return { wallMs: floor.wallMs, counter: floor.counter + 1, writer }
}

/** `wallMs.counter.writer`, as snapshots and clients write it. */
export function formatVersion(version: Version): string {
  return `${version.wallMs}.${version.counter}.${version.writer}`
}

/** Whether a reader sees the record at `wallMs`: neither deleted nor expired. */
export function isVisible(record: StoredRecord | undefined, wallMs: number): record is StoredRecord {
  return record !== undefined && !record.deleted && !isExpired(record, wallMs)
}

export function isExpired(record: StoredRecord, wallMs: number): boolean {
  return record.expiresAtMs !== 0 && record.expiresAtMs <= wallMs
}

const FNV_PRIME = 0x01000193

/**
 * Digest of a set of records: equal exactly when both sides hold the same versions of the same keys, up to chance
 * (2^−64). It does not depend on order, so it can be compared without sorting.
 */
export function digestOf(records: Iterable<StoredRecord>): string {
  let high = 0
  let low = 0
  let count = 0
  for (const { keyId, version } of records) {
    const text = `${keyId}${version.wallMs}.${version.counter}.${version.writer}`
    high ^= mix(text, 0x811c9dc5)
    low ^= mix(text, 0x9747b28c)
    count++
  }
  return `${count}:${hex32(high)}${hex32(low)}`
}

/** FNV-1a with a final avalanche, so that the exclusive or of many keeps all bits apart. */
function mix(text: string, seed: number): number {
  let hash = seed
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

function hex32(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0')
}
