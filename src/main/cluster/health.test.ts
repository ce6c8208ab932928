import { expect, test } from 'vitest'
import { type Id, idSpace } from '../../shared/ids'
import type { NodeState, NodeView, TransferView } from '../../shared/model'
import { type HealthInput, HealthMonitor } from './health'
import { Truth } from './truth'

const space = idSpace(16)
const settings = { successors: 3, stabilizeIntervalMs: 2000, bits: 16 }
const RING = ['0dd7', '3237', '5457', '6682', '81e1', 'b07c', 'e7aa']

/** Nodes that believe what is true of the ring of `believed`. */
function nodes(ids: Id[], believed: Id[] = ids, states: Record<Id, NodeState> = {}): NodeView[] {
  const truth = new Truth(space, settings.successors, believed)
  return ids.map((id, i) => ({
    id,
    address: `127.0.0.1:${5000 + i}`,
    port: 5000 + i,
    state: states[id] ?? 'running',
    sinceMs: 100,
    startedAtMs: 0,
    predecessor: truth.predecessorOf(id),
    successors: truth.successorsOf(id),
    fingers: truth.isLive(id) ? truth.fingersOf(id) : [],
    servedFrom: truth.predecessorOf(id),
    keys: 0,
    rpcPerSecond: 0
  }))
}

function input(changes: Partial<HealthInput>): HealthInput {
  return {
    nodes: nodes(RING),
    settings,
    clock: { rate: 1, paused: false },
    transfers: [],
    keys: 200,
    lostKeys: 0,
    starting: null,
    atMs: 1000,
    ...changes
  }
}

test('no nodes, starting, ideal', () => {
  expect(new HealthMonitor().look(input({ nodes: [] }))).toMatchObject({
    level: 'none',
    regime: 'empty',
    sentence: 'No nodes running',
    broken: []
  })
  expect(new HealthMonitor().look(input({ starting: { total: 16, up: 9 } }))).toMatchObject({
    level: 'starting',
    sentence: 'Starting 16 nodes, 9 up'
  })
  expect(new HealthMonitor().look(input({}))).toMatchObject({
    level: 'ideal',
    live: 7,
    behind: [],
    broken: [],
    sinceMs: null,
    regime: 'full',
    sentence: '7 nodes · ring ideal · 200 keys',
    short: '7 nodes · ideal'
  })
  const one = new HealthMonitor().look(input({ nodes: nodes(['3237']), keys: 1 }))
  expect(one).toMatchObject({ level: 'ideal', regime: 'bootstrap', sentence: '1 node · ring ideal · 1 key' })
})

test('fingers that are still wrong are told, though the ring is ideal', () => {
  const [first, ...others] = nodes(RING)
  if (first === undefined) throw new Error('no node')
  const fingers = first.fingers.map((span, at) => (at === 0 ? { ...span, node: first.id } : span))
  expect(new HealthMonitor().look(input({ nodes: [{ ...first, fingers }, ...others] }))).toMatchObject({
    level: 'ideal',
    sinceMs: null,
    sentence: expect.stringMatching(/^7 nodes · ring ideal · [1-9]\d* fingers? still settling$/),
    short: expect.stringMatching(/^7 nodes · [1-9]\d* fingers? settling$/)
  })
})

test('a crash heals: who is still named, since when, and how many are behind', () => {
  const monitor = new HealthMonitor()
  monitor.look(input({}))
  const dead = nodes(RING, RING, { b07c: 'crashed' })
  const first = monitor.look(input({ nodes: dead, atMs: 2000 }))
  expect(first).toMatchObject({ level: 'healing', sinceMs: 2000, live: 6 })
  expect(first.broken).toContain('L0')
  expect(first.behind.map((one) => one.node)).toEqual(['0dd7', '5457', '6682', '81e1', 'e7aa'])
  // The first of them only by a finger.
  expect(first.behind[0]).toMatchObject({ stale: [], missing: [], predecessorWrong: false, fingersWrong: 1 })
  expect(first.behind.find((one) => one.node === 'e7aa')).toMatchObject({ predecessorWrong: true, stale: [] })
  const later = monitor.look(input({ nodes: dead, atMs: 2800 }))
  expect(later.sentence).toBe('Healing 0.8 s: 3 successor lists still name b07c')
  expect(later.short).toBe('Healing 0.8 s · 4 nodes behind')
  const healed = monitor.look(input({ nodes: nodes(RING.filter((id) => id !== 'b07c')), atMs: 3000, keys: 180 }))
  expect(healed).toMatchObject({ level: 'ideal', sinceMs: null, sentence: '6 nodes · ring ideal · 180 keys' })
})

test('a hung node is not live; what names it is behind', () => {
  const view = new HealthMonitor().look(input({ nodes: nodes(RING, RING, { '6682': 'hung' }) }))
  expect(view).toMatchObject({
    level: 'healing',
    live: 6,
    sentence: 'Healing 0.0 s: 3 successor lists still name 6682'
  })
})

test('a list that misses somebody, and a predecessor out of date', () => {
  const others = RING.filter((id) => id !== 'e7aa')
  const views = [...nodes(others), ...nodes(['e7aa'], RING)]
  const health = new HealthMonitor().look(input({ nodes: views }))
  expect(health.sentence).toBe('Healing 0.0 s: 3 successor lists miss e7aa')
  const onlyPredecessor = nodes(RING)
  onlyPredecessor[3] = { ...onlyPredecessor[3]!, predecessor: '3237' }
  expect(new HealthMonitor().look(input({ nodes: onlyPredecessor })).sentence).toBe(
    'Healing 0.0 s: 1 predecessor out of date'
  )
  const oneList = nodes(RING)
  oneList[3] = { ...oneList[3]!, successors: ['81e1', 'b07c', 'e7aa', '9999'] }
  expect(new HealthMonitor().look(input({ nodes: oneList })).sentence).toBe(
    'Healing 0.0 s: 1 successor list still names 9999'
  )
})

test('a join tells how far its keys have come', () => {
  const transfer: TransferView = {
    transfer: 't',
    from: '0dd7',
    to: 'e7aa',
    cause: 'join',
    start: 'b07c',
    end: 'e7aa',
    total: 30,
    moved: 17,
    ringKeys: 200,
    ringNodes: 7,
    state: 'moving',
    startedAtMs: 200,
    tookMs: null
  }
  const joining = nodes(RING, RING, { e7aa: 'joining' })
  expect(new HealthMonitor().look(input({ nodes: joining, transfers: [transfer], atMs: 1700 }))).toMatchObject({
    level: 'starting',
    joining: 1,
    sentence: 'e7aa joining 1.6 s · 17 of 30 keys moved',
    short: 'e7aa joining 1.6 s'
  })
  const two = nodes(RING, RING.slice(0, 5), { e7aa: 'joining', b07c: 'starting' })
  expect(new HealthMonitor().look(input({ nodes: two, atMs: 1700 })).sentence).toBe('2 nodes joining 1.6 s')
  const leaving = nodes(RING, RING, { '0dd7': 'leaving' })
  const out = { ...transfer, cause: 'leave' as const, to: '3237' }
  expect(new HealthMonitor().look(input({ nodes: leaving, transfers: [out], atMs: 600 })).sentence).toBe(
    '0dd7 leaving 0.5 s · 17 of 30 keys moved'
  )
})

test('lost keys are said once the ring is whole again; wrong fingers alone are no illness', () => {
  expect(new HealthMonitor().look(input({ lostKeys: 2 }))).toMatchObject({
    level: 'lost',
    sentence: '2 keys lost: all copies crashed',
    short: '2 keys lost'
  })
  const fingers = nodes(RING).map((node) => ({ ...node, fingers: [] }))
  const view = new HealthMonitor().look(input({ nodes: fingers }))
  expect(view.level).toBe('ideal')
  expect(view.behind).toHaveLength(7)
})
