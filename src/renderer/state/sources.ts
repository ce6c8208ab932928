/** Where inspectors and tables read details from: the lab, or the file while one is open. */
import type { KeyRow, NodeDetail, Request, Responses } from '../../shared/contract'
import { inArc, type Id } from '../../shared/ids'
import { LIVE_STATES } from '../../shared/model'
import type { SnapshotRecord } from '../../shared/snapshot'
import { ask, type Answer } from './door-session'
import { windowStore } from './lab'
import { detailFrom, successorOf } from './truth'
import type { OpenSnapshot } from './window-state'

/** A node's beliefs beside the truth. */
export async function nodeDetail(id: Id): Promise<Answer<'node.detail'>> {
  const { snapshot } = windowStore.get()
  if (snapshot === null) return ask('node.detail', { node: id })
  const view = snapshot.lab.byId.get(id)
  if (view === undefined) return { ok: false, error: { code: 'not-found', message: `unknown node: ${id}` } }
  const { successors, bits } = snapshot.lab.settings
  return { ok: true, value: detailFrom(snapshot.lab.nodes, view, successors, bits) satisfies NodeDetail }
}

/** One page of the keys. */
export async function keyPage(query: Request<'key.list'>): Promise<Answer<'key.list'>> {
  const { snapshot } = windowStore.get()
  return snapshot === null ? ask('key.list', query) : { ok: true, value: pageOf(snapshot, query) }
}

/** The row of one key, or null when no node holds it. */
export async function keyRow(key: string): Promise<KeyRow | null> {
  const answer = await keyPage({ search: key, limit: 1000 })
  return answer.ok ? (answer.value.rows.find((row) => row.key === key) ?? null) : null
}

/** The value that a file holds for a key. */
export function snapshotRecord(snapshot: OpenSnapshot, key: string): SnapshotRecord | null {
  return snapshot.snapshot.keys.find((record) => record.key === key && !record.deleted) ?? null
}

function pageOf(open: OpenSnapshot, query: Request<'key.list'>): Responses['key.list'] {
  const live = open.lab.nodes.filter((node) => LIVE_STATES.includes(node.state)).map((node) => node.id)
  const search = (query.search ?? '').toLowerCase()
  const rows = open.snapshot.keys
    .filter((record) => !record.deleted)
    .map((record) => rowOf(record, live))
    .filter((row) => search === '' || row.key.toLowerCase().includes(search) || row.id.startsWith(search))
    .filter((row) => query.node === undefined || row.holders.includes(query.node))
    .filter((row) => query.within === undefined || inArc(query.within.after, row.id, query.within.upTo))
    .sort(byColumn(query.sort ?? 'key', query.descending ?? false))
  const offset = query.offset ?? 0
  return { total: rows.length, rows: rows.slice(offset, offset + (query.limit ?? 200)) }
}

function rowOf(record: SnapshotRecord, live: readonly Id[]): KeyRow {
  const { key, id, holders, expiresAt } = record
  return { key, id, holders, expiresAt, owner: successorOf(live, id), size: sizeOf(record) }
}

/** Bytes of a record's value. */
export const sizeOf = (record: SnapshotRecord): number =>
  record.encoding === 'utf8'
    ? new TextEncoder().encode(record.value).length
    : Math.floor((record.value.replace(/=+$/, '').length * 3) / 4)

function byColumn(column: 'key' | 'id' | 'owner' | 'size', descending: boolean) {
  const sign = descending ? -1 : 1
  return (a: KeyRow, b: KeyRow) => (a[column] < b[column] ? -sign : a[column] > b[column] ? sign : 0)
}
