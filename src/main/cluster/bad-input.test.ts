/** Every refused command names the value and changes nothing. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { CommandName, FailureCode } from '../../shared/contract'
import type { LabState } from '../../shared/model'
import type { Lab } from './lab'
import { inlineLab, ok, refusal, settled } from './testing'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let lab: Lab
let live: string
let dead: string
let deadPort: number
let livePort: number
const value = { encoding: 'utf8', data: 'v' }

beforeAll(async () => {
  lab = inlineLab()
  // A paused ring keeps still, so that whatever changes was changed by the command.
  const first = await ok(lab, 'node.add', { id: `1${'0'.repeat(39)}` })
  const second = await ok(lab, 'node.add', { id: `1${'1'.repeat(39)}` })
  ;[live, livePort, dead, deadPort] = [first.node.id, first.node.port, second.node.id, second.node.port]
  await ok(lab, 'key.put', { key: 'kept', value: { encoding: 'utf8', data: 'as it was' } })
  await settled(lab, 2)
  await ok(lab, 'node.crash', { node: dead })
  await settled(lab, 1)
  await ok(lab, 'clock.set', { paused: true })
})
afterAll(() => lab.close())

const SNAPSHOT = {
  format: 'torus-lab-snapshot',
  version: 1,
  exportedAt: '2030-01-01T00:00:00.000Z',
  writer: 'test',
  lab: { startedAt: 0, atMs: 0, seq: 0 },
  settings: { bits: 160, successors: 8, stabilizeIntervalMs: 2000 },
  clock: { rate: 1, paused: false },
  latency: [],
  health: { level: 'none', sentence: '', broken: [], lostKeys: 0 },
  nodes: [],
  keys: [],
  events: []
}
const node = (id: string) => ({
  id,
  address: '127.0.0.1:1',
  state: 'running',
  sinceMs: 0,
  startedAtMs: 0,
  predecessor: id,
  successors: [id],
  fingers: [],
  servedFrom: id
})
const restore = (changes: object) => ({ text: JSON.stringify({ ...SNAPSHOT, ...changes }), confirm: true })

type Row = [command: CommandName, request: () => unknown, code: FailureCode, message: string | RegExp]

const table: Row[] = [
  ['node.crash', () => ({ node: '4f2a' }), 'not-found', 'unknown node: 4f2a'],
  ['node.detail', () => ({ node: 'nobody' }), 'not-found', 'unknown node: nobody'],
  ['node.leave', () => ({ node: '1' }), 'invalid', /^ambiguous node: 1 \(10000000, 11111111\)$/],
  ['node.crash', () => ({ node: dead.slice(0, 4) }), 'conflict', 'node is crashed: 1111'],
  ['node.leave', () => ({ node: dead }), 'conflict', /^node is crashed: 1{40}$/],
  ['node.hang', () => ({ node: '1111' }), 'conflict', 'node is crashed: 1111'],
  ['node.resume', () => ({ node: '1000' }), 'conflict', 'node is running: 1000'],
  ['node.restart', () => ({ node: '1000' }), 'conflict', 'node is running: 1000'],
  ['node.forget', () => ({ node: String(livePort) }), 'conflict', /^node is running: \d+$/],
  ['node.crash', () => ({ node: '1000' }), 'confirm', 'last live node: 1000; 1 key would be lost'],
  ['node.leave', () => ({ node: '1000' }), 'confirm', 'last live node: 1000; 1 key would be lost'],
  ['node.add', () => ({ id: live }), 'conflict', /^duplicate id: 10{39}$/],
  ['node.add', () => ({ id: dead }), 'conflict', /^duplicate id: 1{40}$/],
  ['node.add', () => ({ id: 'xyz' }), 'invalid', 'node.add id: an id is 1 to 40 lower-case hex digits: "xyz"'],
  ['node.add', () => ({ id: 'f'.repeat(41) }), 'invalid', /an id is 1 to 40 lower-case hex digits: "f{41}"$/],
  ['node.add', () => ({ port: livePort }), 'conflict', /^port in use by 1000: \d+$/],
  ['node.add', () => ({ port: deadPort }), 'conflict', /^port in use by 1111: \d+$/],
  ['node.add', () => ({ port: 70_000 }), 'invalid', /port: .*70000$/],
  ['node.addMany', () => ({ count: 511 }), 'conflict', 'too many nodes: 513 (limit 512)'],
  ['lab.start', () => ({ count: 0 }), 'invalid', /^lab.start count: .*: 0$/],
  ['lab.start', () => ({ count: 3, speed: 9 }), 'invalid', /speed/],
  ['lab.reset', () => ({ confirm: false }), 'invalid', /^lab.reset confirm: .*: false$/],
  ['key.put', () => ({ key: '', value }), 'invalid', 'key is empty: ""'],
  ['key.put', () => ({ key: 'ü'.repeat(513), value }), 'invalid', /^key too long: 1026 bytes \(limit 1024\): "ü+…"$/],
  ['key.put', () => ({ key: '\ud800', value }), 'invalid', /^key is not valid Unicode: /],
  [
    'key.put',
    () => ({ key: 'k', value: { encoding: 'utf8', data: 'x'.repeat(1_048_577) } }),
    'invalid',
    'value too large: 1048577 bytes (limit 1048576)'
  ],
  [
    'key.put',
    () => ({ key: 'k', value: { encoding: 'base64', data: 'no!' } }),
    'invalid',
    'value is not base64: "no!"'
  ],
  ['key.put', () => ({ key: 'k', value, ttlSeconds: -1 }), 'invalid', /^key.put ttlSeconds: .*: -1$/],
  ['key.put', () => ({ key: 'k', value, from: '1111' }), 'conflict', 'node is crashed: 1111'],
  ['key.get', () => ({ key: 'k', from: 'abcd' }), 'not-found', 'unknown node: abcd'],
  ['key.delete', () => ({ key: '' }), 'invalid', 'key is empty: ""'],
  ['key.lookup', () => ({}), 'invalid', 'lookup needs a key or an id'],
  ['key.lookup', () => ({ key: 'k', id: '1' }), 'invalid', 'lookup needs a key or an id, not both'],
  ['key.list', () => ({ node: '9999' }), 'not-found', 'unknown node: 9999'],
  ['key.list', () => ({ sort: 'colour' }), 'invalid', /^key.list sort: .*: "colour"$/],
  ['key.generate', () => ({ count: 100_001 }), 'invalid', /^key.generate count: .*: 100001$/],
  ['key.import', () => ({ format: 'json', text: '[\n{"key": "a",}\n]' }), 'invalid', /^line 2: not JSON: /],
  [
    'key.import',
    () => ({ format: 'json', text: '[\n{"key": "a", "value": 1}]' }),
    'invalid',
    'line 2: value is not a text: "1"'
  ],
  ['key.import', () => ({ format: 'csv', text: 'key,value\na,1\n,2\n' }), 'invalid', 'line 3: key is empty: ""'],
  ['task.cancel', () => ({ task: 'task-0' }), 'not-found', 'unknown task: task-0'],
  ['clock.set', () => ({ rate: 7 }), 'invalid', /^clock.set rate: .*: 7$/],
  ['latency.set', () => ({ from: 'beef', to: null, ms: 5 }), 'not-found', 'unknown node: beef'],
  ['latency.set', () => ({ from: null, to: null, ms: -5 }), 'invalid', /^latency.set ms: .*: -5$/],
  ['snapshot.read', () => ({ text: '{"format":\n"x"' }), 'invalid', /^line 2: not JSON: /],
  ['snapshot.read', () => ({ text: '{"format": "x"}' }), 'invalid', 'snapshot format is not torus-lab-snapshot: "x"'],
  [
    'snapshot.restore',
    () => restore({ version: 2 }),
    'invalid',
    'snapshot version not supported: 2 (this lab reads up to 1)'
  ],
  ['snapshot.restore', () => restore({ nodes: [node('zz')] }), 'invalid', 'snapshot nodes.0.id: not an id: "zz"'],
  [
    'snapshot.restore',
    () => restore({ nodes: [node('12')] }),
    'invalid',
    'snapshot nodes.0.id: not an id of 160 bits: 12'
  ],
  [
    'snapshot.restore',
    () => restore({ nodes: [node('a'.repeat(40)), node('a'.repeat(40))] }),
    'invalid',
    /^snapshot nodes.1.id: duplicate node: a{40}$/
  ],
  ['snapshot.restore', () => ({ text: '{}' }), 'invalid', /^snapshot.restore confirm: /]
]

/** What a command must not change; times go on by themselves. */
function substance({
  seq,
  nodes,
  transfers,
  tasks,
  health,
  keys,
  density,
  clock,
  latency,
  settings
}: LabState): unknown {
  return { seq, nodes, transfers, tasks, level: health.level, keys, density, clock, latency, settings }
}

test.each(table)('%s: %s → %s %s', async (command, request, code, message) => {
  const before = substance(lab.model.state())
  const failure = await refusal(lab, command, request())
  expect(failure).toEqual({
    code,
    message: typeof message === 'string' ? message : expect.stringMatching(message)
  })
  expect(substance(lab.model.state())).toEqual(before)
  expect((await ok(lab, 'key.list', {})).rows.map((row) => row.key)).toEqual(['kept'])
})

test('a port that somebody else holds is named, and the row of a node that cannot come back says so', async () => {
  const net = await import('node:net')
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(deadPort, '127.0.0.1', resolve))
  try {
    expect(await refusal(lab, 'node.restart', { node: dead })).toEqual({
      code: 'conflict',
      message: `port in use: ${deadPort}`
    })
    expect(lab.model.nodes.get(dead)).toMatchObject({ state: 'crashed', reason: `port in use: ${deadPort}` })
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
})

test('a closed lab refuses everything', async () => {
  const closed = inlineLab()
  await closed.close()
  expect(await refusal(closed, 'node.add', {})).toEqual({ code: 'cancelled', message: 'lab is closing' })
})
