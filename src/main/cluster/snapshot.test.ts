import { afterEach, expect, test, vi } from 'vitest'
import { snapshotSchema } from '../../shared/snapshot'
import type { Lab } from './lab'
import { inlineLab, keysSettled, Listener, nodeOf, ok, settled } from './testing'

vi.setConfig({ testTimeout: 60_000 })

let lab: Lab
afterEach(() => lab.close())

test('a ring survives export, reading and restoring', async () => {
  lab = inlineLab({ successors: 3 })
  const { nodes } = await ok(lab, 'lab.start', { count: 6, sampleKeys: 30 })
  await ok(lab, 'key.put', { key: 'binary', value: { encoding: 'base64', data: '/wD+' }, ttlSeconds: 3600 })
  await ok(lab, 'key.put', { key: 'deleted', value: { encoding: 'utf8', data: 'x' } })
  await ok(lab, 'key.delete', { key: 'deleted' })
  await settled(lab, 6)
  const victim = nodes[4]!
  const { keysLost } = await ok(lab, 'node.crash', { node: victim })
  const before = await settled(lab, 5)
  await ok(lab, 'latency.set', { from: nodes[0]!, to: null, ms: 1 })

  const snapshot = await ok(lab, 'snapshot.export', {})
  expect(snapshotSchema.safeParse(snapshot).error).toBeUndefined()
  expect(snapshot.nodes).toHaveLength(6)
  expect(snapshot.keys.filter((record) => !record.deleted)).toHaveLength(before.keys)
  expect(snapshot.keys.filter((record) => record.deleted).map((record) => record.key)).toEqual(
    snapshot.keys.some((record) => record.key === 'deleted') ? ['deleted'] : []
  )
  expect(snapshot.events.at(-1)!.seq).toBe(snapshot.lab.seq)
  const text = JSON.stringify(snapshot)

  // Reading shows the same and touches nothing.
  const listener = new Listener(lab)
  const read = await ok(lab, 'snapshot.read', { text })
  expect(read.snapshot).toEqual(snapshot)
  const views = (state: typeof before) =>
    state.nodes.map(({ id, state: life, predecessor, successors, fingers, keys }) => {
      return { id, life, predecessor, successors, fingers, keys }
    })
  expect(views(read.state)).toEqual(views(lab.model.state()))
  const { rpcTimeoutMs: _, ...settings } = before.settings
  expect(read.state).toMatchObject({ keys: before.keys, density: before.density })
  expect(read.state.settings).toEqual(settings)
  expect(read.state.health).toMatchObject({ level: 'lost', lostKeys: keysLost, behind: [] })
  expect(listener.batches.flatMap((batch) => batch.events)).toEqual([])

  // Restoring brings the same ring to life in another lab.
  await lab.close()
  lab = inlineLab()
  await ok(lab, 'lab.start', { count: 3, sampleKeys: 5 })
  const restored = await ok(lab, 'snapshot.restore', { text, confirm: true })
  expect(new Set(restored.nodes)).toEqual(new Set(nodes.filter((id) => id !== victim)))
  await settled(lab, 5)
  await keysSettled(lab, before.keys)
  const after = lab.model.state()
  expect(after.settings.successors).toBe(3)
  expect(after.latency).toEqual([{ from: nodes[0], to: null, ms: 1 }])
  expect(nodeOf(lab, victim).state).toBe('crashed')
  const pointers = (state: typeof before) =>
    state.nodes
      .filter((node) => node.id !== victim)
      .map(({ id, predecessor, successors, fingers, keys }) => ({ id, predecessor, successors, fingers, keys }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  expect(pointers(after)).toEqual(pointers(before))

  for (const record of snapshot.keys.filter((one) => !one.deleted)) {
    const { value } = await ok(lab, 'key.get', { key: record.key })
    expect(value).toMatchObject({ encoding: record.encoding, data: record.value })
    // The time to live goes on from where it was.
    if (record.expiresAt !== null) expect(Math.abs(value!.expiresAt! - record.expiresAt)).toBeLessThan(60_000)
  }
})
