import { afterEach, expect, test, vi } from 'vitest'
import type { LabDoor } from '../../shared/contract'
import type { DoorLab } from '../door/lab'
import type { Lab } from './lab'
import { inlineLab, keysSettled, Listener, nodeOf, ok, settled } from './testing'

// A machine that does other things beside may be slow; nothing here depends on how long it takes.
vi.setConfig({ testTimeout: 60_000 })

let lab: Lab
afterEach(() => lab.close())

async function ringOf(count: number, sampleKeys: number): Promise<string[]> {
  lab = inlineLab()
  const { nodes } = await ok(lab, 'lab.start', { count, sampleKeys })
  await settled(lab, count)
  return nodes
}

async function allKeys(): Promise<string[]> {
  return (await ok(lab, 'key.list', { limit: 1000 })).rows.map((row) => row.key)
}

/** Every listed key is found from some node, by a real get. */
async function expectAllFound(from: string): Promise<void> {
  for (const key of await allKeys()) {
    const { value } = await ok(lab, 'key.get', { key, from })
    expect(value, key).not.toBeNull()
  }
}

test('a lab is what a door needs', () => {
  lab = inlineLab()
  const door: DoorLab = lab
  expect(door).toBe(lab)
  const call: LabDoor['call'] = (command, request) => lab.handle(command, request)
  expect(call).toBeTypeOf('function')
})

test('8 nodes start at once, exactly right, with their sample keys', async () => {
  const nodes = await ringOf(8, 50)
  expect(new Set(nodes).size).toBe(8)
  const state = lab.model.state()
  expect(state.health.sentence).toBe('8 nodes · ring ideal · 50 keys')
  expect(state.keys).toBe(50)
  expect(state.density.reduce((sum, n) => sum + n)).toBe(50)
  expect(state.nodes.reduce((sum, node) => sum + node.keys, 0)).toBe(50)
  const { rows } = await ok(lab, 'key.list', { limit: 1000 })
  for (const row of rows) expect(row.holders).toEqual([row.owner])
  await expectAllFound(nodes[5]!)
})

test('a join moves exactly the keys of its range, and the ledger counts them', async () => {
  await ringOf(8, 80)
  const listener = new Listener(lab)
  const { node } = await ok(lab, 'node.add', {})
  const state = await settled(lab, 9)
  await keysSettled(lab, 80)
  expect(state.nodes).toHaveLength(9)

  const { rows } = await ok(lab, 'key.list', { limit: 1000 })
  for (const row of rows) expect(row.holders).toEqual([row.owner])
  const taken = rows.filter((row) => row.owner === node.id).length
  const transfer = lab.model.state().transfers.find((one) => one.to === node.id)!
  expect(transfer).toMatchObject({
    cause: 'join',
    state: 'done',
    moved: taken,
    total: taken,
    ringKeys: 80,
    ringNodes: 9
  })
  expect(nodeOf(lab, node.id).keys).toBe(taken)
  expect(listener.gaps()).toEqual([])
  await expectAllFound(node.id)
})

test('a leave hands everything over first', async () => {
  const nodes = await ringOf(8, 80)
  const leaver = nodes[3]!
  const held = nodeOf(lab, leaver).keys
  const { node, keysHandedOver } = await ok(lab, 'node.leave', { node: leaver })
  expect({ state: node.state, keysHandedOver }).toEqual({ state: 'left', keysHandedOver: held })
  await settled(lab, 7)
  await keysSettled(lab, 80)
  expect(lab.model.health.lostKeys).toBe(0)
  await expectAllFound(nodes[0]!)
})

test('a crash loses what only that node held, counted exactly; a restart comes back empty and takes its range', async () => {
  const nodes = await ringOf(8, 80)
  const victim = [...lab.model.nodes.values()].sort((a, b) => b.keys - a.keys)[0]!
  const doomed = (await ok(lab, 'key.list', { node: victim.id, limit: 1000 })).rows.map((row) => row.key)
  const { keysLost, node } = await ok(lab, 'node.crash', { node: victim.id.slice(0, 8) })
  expect(keysLost).toBe(victim.keys)
  expect(keysLost).toBe(doomed.length)
  expect(node.state).toBe('crashed')
  const healed = await settled(lab, 7)
  expect(healed.keys).toBe(80 - keysLost)
  expect(healed.health).toMatchObject({ level: 'lost', lostKeys: keysLost })
  expect(healed.health.sentence).toBe(`${keysLost} keys lost: all copies crashed`)
  expect(await allKeys()).toHaveLength(80 - keysLost)
  await expectAllFound(nodes.find((id) => id !== victim.id)!)

  const again = await ok(lab, 'node.restart', { node: String(victim.port) })
  expect(again.node).toMatchObject({ id: victim.id, port: victim.port, keys: 0 })
  await settled(lab, 8)
  await expectAllFound(victim.id)

  // A lost key that is written again is lost no more.
  await ok(lab, 'key.put', { key: doomed[0]!, value: { encoding: 'utf8', data: 'again' } })
  await keysSettled(lab, 81 - keysLost)
  expect(lab.model.health.lostKeys).toBe(keysLost - 1)
})

test('a hung node is found by its silence, and comes back when it is resumed', async () => {
  const nodes = await ringOf(5, 20)
  await ok(lab, 'node.hang', { node: nodes[2]! })
  expect(nodeOf(lab, nodes[2]!).state).toBe('hung')
  expect((await ok(lab, 'node.resume', { node: nodes[2]! })).node.state).toBe('running')
  await settled(lab, 5)
  await expectAllFound(nodes[2]!)
})

test('put, get, delete and lookup tell the path that they took', async () => {
  const nodes = await ringOf(8, 0)
  const put = await ok(lab, 'key.put', { from: nodes[1]!, key: 'naïve', value: { encoding: 'base64', data: '/wA=' } })
  expect(put).toMatchObject({
    op: 'put',
    ok: true,
    result: 'stored',
    origin: nodes[1],
    owner: lab.model.truth.ownerOf(put.target)
  })
  const got = await ok(lab, 'key.get', { from: nodes[2]!, key: 'naïve' })
  expect(got.value).toEqual({ encoding: 'base64', data: '/wA=', size: 2, expiresAt: null })
  const looked = await ok(lab, 'key.lookup', { from: nodes[3]!, key: 'naïve' })
  expect(looked).toMatchObject({
    owner: put.owner,
    target: put.target,
    predecessor: lab.model.truth.predecessorOf(put.owner!)
  })
  await keysSettled(lab, 1)
  await ok(lab, 'key.delete', { key: 'naïve' })
  expect(await ok(lab, 'key.get', { key: 'naïve' })).toMatchObject({ value: null, ok: true, result: 'not found' })
  await keysSettled(lab, 0)
})

test('a node can be put at a chosen id, and a ring can end and begin again', async () => {
  lab = inlineLab()
  const first = await ok(lab, 'node.add', { id: 'f'.repeat(40) })
  expect(first.node).toMatchObject({ id: 'f'.repeat(40), state: 'running' })
  const second = await ok(lab, 'node.add', { id: '8' })
  expect(second.node.id).toBe('8'.padStart(40, '0'))
  await settled(lab, 2)
  await ok(lab, 'key.put', { key: 'a', value: { encoding: 'utf8', data: '1' } })
  await ok(lab, 'node.leave', { node: '8'.padStart(40, '0') })
  await settled(lab, 1)
  expect(await ok(lab, 'node.crash', { node: 'ffff', confirm: true })).toMatchObject({ keysLost: 1 })
  expect(lab.model.health).toMatchObject({ level: 'none', sentence: 'No nodes running' })
  await ok(lab, 'node.restart', { node: 'ffff' })
  await settled(lab, 1)
})

test('stepping runs one round on every node while the clock is paused', async () => {
  const nodes = await ringOf(5, 0)
  expect(await ok(lab, 'clock.set', { paused: true })).toEqual({ rate: 1, paused: true })
  const victim = nodes[2]!
  await ok(lab, 'node.crash', { node: victim })
  expect(lab.model.health.behind.length).toBeGreaterThan(0)
  for (let round = 0; round < 8 && lab.model.state().health.broken.length > 0; round++)
    expect(await ok(lab, 'clock.step', {})).toEqual({ nodes: 4 })
  expect(lab.model.state().health.broken).toEqual([])
  expect(lab.model.clock.paused).toBe(true)
})

test('bulk keys are a task with progress, numbered on from what is there, and can be cancelled', async () => {
  await ringOf(5, 10)
  const { task } = await ok(lab, 'key.generate', { count: 300 })
  expect(task).toMatchObject({ title: 'Generate 300 keys', total: 300, state: 'running' })
  await keysSettled(lab, 310)
  expect((await ok(lab, 'key.list', { search: 'USER:03', limit: 1000 })).rows.map((row) => row.key)).toEqual(
    Array.from({ length: 11 }, (_, i) => `user:0${300 + i}`)
  )
  const long = await ok(lab, 'key.generate', { count: 100_000, prefix: 'bulk:' })
  await ok(lab, 'task.cancel', { task: long.task.task })
  const ended = lab.model.state().tasks.find((one) => one.task === long.task.task)!
  expect(ended.state).toBe('cancelled')
  expect(ended.done).toBeLessThan(100_000)
})

test('reset forgets everything and tells the state anew', async () => {
  await ringOf(5, 10)
  const listener = new Listener(lab)
  await ok(lab, 'lab.reset', { confirm: true })
  expect(lab.model.state()).toMatchObject({ nodes: [], keys: 0, transfers: [], health: { level: 'none' } })
  expect(listener.updates.filter((update) => update.kind === 'state')).toHaveLength(2)
  expect(listener.gaps()).toEqual([])
  await ok(lab, 'lab.start', { count: 3, sampleKeys: 5 })
  await settled(lab, 3)
  expect(listener.gaps()).toEqual([])
})
