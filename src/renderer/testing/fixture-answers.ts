/** What a fixture lab answers to questions that change nothing. */
import type { Request, Responses } from '../../shared/contract'
import type { LabState, NodeView } from '../../shared/model'
import type { FixtureRing } from './fixture-ring'

/** One page of its keys. */
export function keyPage(ring: FixtureRing, query: Request<'key.list'>): Responses['key.list'] {
  const search = (query.search ?? '').toLowerCase()
  const rows = [...ring.keys.values()]
    .map(({ key, id, value, expiresAt }) => {
      const owner = ring.ownerOf(id)
      return { key, id, owner, holders: [owner], size: value.length, expiresAt }
    })
    .filter((row) => row.key.includes(search) || row.id.startsWith(search))
    .filter((row) => query.node === undefined || row.owner === query.node)
  const column = query.sort ?? 'key'
  rows.sort((a, b) => (a[column] < b[column] ? -1 : 1) * (query.descending === true ? -1 : 1))
  const offset = query.offset ?? 0
  return { total: rows.length, rows: rows.slice(offset, offset + (query.limit ?? 200)) }
}

/** Its document. */
export function snapshotOf(ring: FixtureRing, state: LabState): Responses['snapshot.export'] {
  return {
    format: 'torus-lab-snapshot',
    version: 1,
    exportedAt: new Date(state.startedAt + state.atMs).toISOString(),
    writer: 'fixture',
    lab: { startedAt: state.startedAt, atMs: state.atMs, seq: state.seq },
    settings: state.settings,
    clock: state.clock,
    latency: state.latency,
    health: state.health,
    nodes: state.nodes,
    keys: [...ring.keys.values()].map((entry) => ({
      ...entry,
      encoding: 'utf8',
      version: '0.0.fixture',
      deleted: false,
      holders: [ring.ownerOf(entry.id)]
    })),
    events: []
  }
}

/** The last calls of a node, newest first. */
export function recentRpcs({ id, successors: peers }: NodeView, atMs: number): Responses['node.detail']['recentRpcs'] {
  const methods = ['Get', 'GetNeighbours', 'Notify', 'FindSuccessor', 'Ping']
  return Array.from({ length: 24 }, (_, i) => ({
    atMs: atMs - i * 137,
    direction: i % 3 === 2 ? ('in' as const) : ('out' as const),
    method: methods[i % methods.length] ?? 'Ping',
    peer: peers[i % Math.max(1, peers.length)] ?? id,
    tookMs: 0.03 + (i % 7) * 0.02,
    ok: true
  }))
}
