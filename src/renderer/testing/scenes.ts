/** The situations of the pictures, over the fixture door. */
import type { LabEvent } from '../../shared/events'
import type { Id } from '../../shared/ids'
import type { NodeState } from '../../shared/model'
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
  const end = door.atMs
  door.atMs = scene === 'empty' ? 0 : 5_000
  connect(door)
  if (scene !== 'empty') history(door, end)
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

/** A minute of what a lab tells: the start, a hang that healed, traffic, and what the scene itself brings. */
function history(door: FixtureDoor, end: number): void {
  const ids = door.ring.liveIds()
  const node = (short: string) => [...door.ring.nodes.keys()].find((id) => id.startsWith(short)) ?? ''
  const state = (short: string, before: NodeState | null, after: NodeState): LabEvent => ({
    type: 'node-state',
    node: node(short),
    address: '127.0.0.1:50058',
    before,
    after
  })
  const user = (action: string, text: string): LabEvent => ({ type: 'user', action, text, nodes: [] })
  const health = (level: 'ideal' | 'healing', sentence: string): LabEvent => ({
    type: 'health-changed',
    level,
    sentence,
    broken: level === 'ideal' ? [] : ['D1', 'D4']
  })
  const script: [number, LabEvent[]][] = [
    [7_100, [user('start', 'add 16'), health('healing', 'Healing: 16 nodes starting')]],
    [9_600, [health('ideal', '16 nodes · ring ideal')]],
    [14_000, [user('generate', 'put × 200')]],
    [26_400, [user('get', 'get × 50')]],
    [
      39_800,
      [user('hang', 'hang 6682'), state('6682', 'running', 'hung'), health('healing', 'Healing: 4 lists name 6682')]
    ],
    [46_300, [user('resume', 'resume 6682'), state('6682', 'hung', 'running')]],
    [48_100, [health('ideal', '16 nodes · ring ideal')]],
    [62_000, [user('get', 'get × 50')]],
    ...(node('b07c') !== '' && door.ring.nodes.get(node('b07c'))?.state === 'crashed'
      ? ([
          [
            78_400,
            [
              user('crash', 'crash b07c'),
              state('b07c', 'running', 'crashed'),
              health('healing', 'Healing: 3 lists name b07c')
            ]
          ]
        ] as [number, LabEvent[]][])
      : [])
  ]
  for (let at = 5_000; at <= end; at += 250) {
    door.atMs = at
    const due = script.filter(([when]) => when > at - 250 && when <= at).flatMap(([, events]) => events)
    const i = Math.round(at / 250)
    const rpc = {
      type: 'rpc',
      from: ids[i % ids.length] ?? '',
      to: ids[(i * 7 + 3) % ids.length] ?? '',
      method: 'GetNeighbours',
      startedMs: at,
      tookMs: 0.08,
      ok: true
    } as const
    door.tell([...due, rpc], { nodes: [], rpcs: (at > 14_000 && at < 17_000 ? 190 : 90) + ((i * 37) % 40) })
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
