/** The situations of the pictures, over the fixture door. */
import type { LabEvent } from '../../shared/events'
import type { Id } from '../../shared/ids'
import { connect } from '../state/door-session'
import { windowStore } from '../state/lab'
import { openSnapshotFile } from '../state/file-actions'
import { editRequest, runRequest } from '../state/request-actions'
import { selectNode, showInspectorTab } from '../state/window-actions'
import { FixtureDoor } from './fixture-door'
import { FixtureRing, hashId, picturedRing } from './fixture-ring'

export const SCENES = ['live', 'ideal', 'lookup', 'migrating', 'empty', 'snapshot', 'disconnected', 'many'] as const
export type Scene = (typeof SCENES)[number]

/** Brings the window into a scene; returns its door for the page to play with. */
export async function enter(scene: Scene): Promise<FixtureDoor> {
  const ring =
    scene === 'empty'
      ? new FixtureRing()
      : await picturedRing(scene === 'many' ? 64 : 16, scene === 'many' ? 5000 : 200)
  const door = new FixtureDoor(ring)
  const at = (short: string) => [...ring.nodes.keys()].find((id) => id.startsWith(short)) ?? ''
  if (scene === 'live') crashed(ring, at('b07c'))
  connect(door)
  if (scene !== 'empty') history(door)
  if (scene === 'live') {
    selectNode(at('8fb0'))
    editRequest({ key: 'user:0201', value: '{"plan":"pro"}', from: at('4e90'), ttl: '60' })
  }
  if (scene === 'lookup') {
    editRequest({ op: 'get', key: 'user:0013', from: at('12da') })
    await runRequest()
    selectNode(at('12da'))
    showInspectorTab('rpcs')
  }
  if (scene === 'migrating') await migrating(door)
  if (scene === 'snapshot') await openSnapshot(door)
  if (scene === 'disconnected') door.close('the main process stopped')
  return door
}

function crashed(ring: FixtureRing, id: Id): void {
  const node = ring.nodes.get(id)
  if (node === undefined) return
  node.state = 'crashed'
  node.sinceMs = 78_400
  for (const short of ['81e1', '82fb', '8fb0']) {
    const behind = [...ring.nodes.values()].find((entry) => entry.id.startsWith(short))
    if (behind !== undefined) behind.believesIn = id
  }
}

function history(door: FixtureDoor): void {
  const ids = door.ring.liveIds()
  const events: [number, LabEvent][] = [
    [4_000, { type: 'user', action: 'start', text: 'start 16', nodes: [] }],
    [14_000, { type: 'user', action: 'generate', text: 'put × 200', nodes: [] }],
    [26_000, { type: 'user', action: 'get', text: 'get × 50', nodes: [] }],
    [78_400, { type: 'user', action: 'crash', text: 'crash b07c', nodes: [] }]
  ]
  const end = door.atMs
  for (const [atMs, event] of events) {
    door.atMs = atMs
    door.tell([event])
  }
  for (let i = 0; i < 300; i++) {
    door.atMs = 5_000 + i * 245
    const from = ids[i % ids.length] ?? ''
    const to = ids[(i * 7 + 3) % ids.length] ?? ''
    door.tell([{ type: 'rpc', from, to, method: 'GetNeighbours', startedMs: door.atMs, tookMs: 0.08, ok: true }], {
      nodes: [],
      rpcs: 90 + ((i * 37) % 60)
    })
  }
  door.atMs = end
  door.tell([])
}

async function migrating(door: FixtureDoor): Promise<void> {
  const to = await hashId('127.0.0.1:50067')
  const from = door.ring.ownerOf(to)
  const start = door.ring.view(from).predecessor
  door.ring.nodes.set(to, {
    id: to,
    port: 50_067,
    state: 'joining',
    sinceMs: door.atMs - 1_600,
    startedAtMs: door.atMs - 1_600,
    rpcPerSecond: 58,
    believesIn: null
  })
  door.transfers = [
    {
      transfer: 'x1',
      from,
      to,
      cause: 'join',
      start,
      end: to,
      total: 30,
      moved: 17,
      ringKeys: 200,
      ringNodes: 17,
      state: 'moving',
      startedAtMs: door.atMs - 1_600,
      tookMs: null
    }
  ]
  door.tell([
    {
      type: 'transfer',
      transfer: 'x1',
      phase: 'progress',
      cause: 'join',
      from,
      to,
      start,
      end: to,
      total: 30,
      moved: 17,
      tookMs: 1_600
    }
  ])
  selectNode(to)
  showInspectorTab('keys')
}

async function openSnapshot(door: FixtureDoor): Promise<void> {
  const answer = await door.call('snapshot.export', {})
  if (!answer.ok) return
  await openSnapshotFile(new File([JSON.stringify(answer.value)], 'torus-lab-2026-01-31-142501.torus.json'))
  const first = windowStore.get().snapshot?.lab.nodes[6]
  if (first !== undefined) selectNode(first.id)
}
