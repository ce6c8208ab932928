/** The lab over a host in a thread of its own, from a bundle like the one that ships. */
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { threadedHost, WorkerHost } from '../host/worker-host'
import { createLab, DEFAULT_SETTINGS } from './create-lab'
import { Lab } from './lab'
import { keysSettled, Listener, ok, PROTO_DIR, refusal, settled } from './testing'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
let outDir: string
let hostEntry: string
let lab: Lab | undefined

beforeAll(async () => {
  // Inside the project, so that the bundle finds its dependencies and the .proto files as the shipped one does.
  outDir = await mkdtemp(join(ROOT, 'node_modules', '.host-test-'))
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: 'src/main/host/worker.ts',
      outDir,
      target: 'node18',
      minify: false,
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'host.cjs' } }
    }
  })
  hostEntry = join(outDir, 'host.cjs')
})
afterEach(() => lab?.close())
afterAll(() => rm(outDir, { recursive: true, force: true }))

test('a threaded lab does what an inline one does, and its stream has no gaps', async () => {
  lab = createLab({ connect: threadedHost(hostEntry), protoDir: PROTO_DIR })
  const listener = new Listener(lab)
  const { nodes } = await ok(lab, 'lab.start', { count: 5, sampleKeys: 40 })
  await settled(lab, 5)
  await keysSettled(lab, 40)
  const { node, keysLost } = await ok(lab, 'node.crash', { node: nodes[2]! })
  expect(node.state).toBe('crashed')
  // The answer comes after its effects.
  expect(lab.model.nodes.get(nodes[2]!)?.state).toBe('crashed')
  await keysSettled(lab, 40 - keysLost)
  await settled(lab, 4)
  expect(await refusal(lab, 'node.hang', { node: nodes[2]! })).toMatchObject({ code: 'conflict' })
  const detail = await ok(lab, 'node.detail', { node: nodes[0]! })
  expect(detail.recentRpcs.length).toBeGreaterThan(0)
  // Lab time is the same on both sides of the thread.
  for (const { atMs } of detail.recentRpcs) expect(Math.abs(atMs - lab.model.atMs())).toBeLessThan(60_000)
  const times = listener.batches.flatMap((batch) => batch.events.map((event) => event.atMs))
  expect(Math.min(...times)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...times)).toBeLessThanOrEqual(lab.model.atMs())
  expect(listener.gaps()).toEqual([])
})

test('a host that ends by itself is told, its nodes are crashed and their keys lost, and the lab goes on', async () => {
  const hosts: WorkerHost[] = []
  const startedAt = Date.now()
  const connect = (settings: typeof DEFAULT_SETTINGS): WorkerHost => {
    const host = new WorkerHost(hostEntry, { settings, startedAt, protoDir: PROTO_DIR })
    hosts.push(host)
    return host
  }
  lab = new Lab({ settings: DEFAULT_SETTINGS, startedAt, version: 'test', atMs: () => Date.now() - startedAt, connect })
  const { nodes } = await ok(lab, 'lab.start', { count: 3, sampleKeys: 10 })
  await settled(lab, 3)
  await keysSettled(lab, 10)
  await hosts[0]!.kill()
  await vi.waitFor(() => expect(lab!.model.state().health.live).toBe(0), { timeout: 10_000, interval: 5 })
  const state = lab.model.state()
  expect(state.nodes.map((node) => node.state)).toEqual(['crashed', 'crashed', 'crashed'])
  expect(state.nodes[0]!.reason).toMatch(/^host ended: /)
  expect(state).toMatchObject({ keys: 0, health: { level: 'none', lostKeys: 10 } })
  expect((await ok(lab, 'events.page', {})).events.filter((event) => event.type === 'error')).toHaveLength(1)

  // The next command starts a new host, which knows the dead nodes.
  await ok(lab, 'node.restart', { node: nodes[0]! })
  await settled(lab, 1)
  expect(hosts).toHaveLength(2)
  expect(lab.model.nodes.size).toBe(3)
  await ok(lab, 'node.forget', { node: nodes[1]! })
  expect(lab.model.nodes.size).toBe(2)
})

test('closing stops the thread, and what was under way is told so', async () => {
  lab = createLab({ connect: threadedHost(hostEntry), protoDir: PROTO_DIR })
  await ok(lab, 'lab.start', { count: 8, sampleKeys: 0 })
  const { task } = await ok(lab, 'key.generate', { count: 100_000 })
  await lab.close()
  expect(lab.model.tasks.get(task.task)?.state).not.toBe('running')
  expect(await refusal(lab, 'node.add', {})).toMatchObject({ code: 'cancelled' })
})
