import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Snapshot } from '../../shared/snapshot'
import { readSnapshot, SnapshotError } from './snapshot'

const A = 'a'.repeat(40)
const B = 'b'.repeat(40)

function snapshot(): Snapshot {
  const node = {
    address: '127.0.0.1:50051',
    state: 'running',
    sinceMs: 1,
    startedAtMs: 0,
    predecessor: A,
    successors: [A],
    fingers: [{ from: 0, to: 159, node: A }],
    servedFrom: A
  } as const
  return {
    format: 'torus-lab-snapshot',
    version: 1,
    exportedAt: '2030-01-01T00:00:00.000Z',
    writer: 'test',
    lab: { startedAt: 0, atMs: 5, seq: 7 },
    settings: { bits: 160, successors: 8, stabilizeIntervalMs: 2000 },
    clock: { rate: 1, paused: false },
    latency: [{ from: A, to: null, ms: 2 }],
    health: { level: 'ideal', sentence: '1 node · ring ideal · 1 key', broken: [], lostKeys: 0 },
    nodes: [{ ...node, id: A, successors: [...node.successors], fingers: [...node.fingers] }],
    keys: [
      {
        key: 'k',
        id: B,
        encoding: 'utf8',
        value: 'v',
        version: `1.0.${A}`,
        expiresAt: null,
        deleted: false,
        holders: [A]
      }
    ],
    events: [{ type: 'user', action: 'node.add', text: 'add 1', nodes: [], seq: 7, atMs: 4 }]
  }
}

test('a document comes back as it was written', () => {
  expect(readSnapshot(JSON.parse(JSON.stringify(snapshot())))).toEqual(snapshot())
})

const flaws: [name: string, spoil: (document: Record<string, any>) => unknown, message: string][] = [
  ['an array', () => [], 'snapshot is not an object: []'],
  ['another format', (d) => ({ ...d, format: 'zip' }), 'snapshot format is not torus-lab-snapshot: "zip"'],
  ['no format', ({ format: _, ...d }) => d, 'snapshot format is not torus-lab-snapshot: null'],
  ['no version', ({ version: _, ...d }) => d, 'snapshot version is not a number above 0: null'],
  ['version 0', (d) => ({ ...d, version: 0 }), 'snapshot version is not a number above 0: 0'],
  ['a newer version', (d) => ({ ...d, version: 3 }), 'snapshot version not supported: 3 (this lab reads up to 1)'],
  ['a bad state', (d) => (d.nodes[0].state = 'asleep') && d, 'snapshot nodes.0.state'],
  ['a missing field', (d) => delete d.keys[0].version && d, 'snapshot keys.0.version'],
  ['too many bits', (d) => (d.settings.bits = 161) && d, 'snapshot settings.bits'],
  ['an id too short', (d) => (d.nodes[0].predecessor = 'a') && d, 'snapshot nodes.0: not an id of 160 bits: a'],
  ['a node twice', (d) => d.nodes.push(d.nodes[0]) && d, `snapshot nodes.1.id: duplicate node: ${A}`],
  ['a key twice', (d) => d.keys.push(d.keys[0]) && d, 'snapshot keys.1.id: duplicate key: k'],
  ['a stranger', (d) => d.keys[0].holders.push(B) && d, `snapshot keys.0.holders: unknown node: ${B}`],
  ['latency for no id', (d) => (d.latency[0].from = 'ff') && d, 'snapshot latency: not an id of 160 bits: ff']
]

test.each(flaws)('%s is refused by name', (_name, spoil, message) => {
  const read = (): unknown => readSnapshot(spoil(JSON.parse(JSON.stringify(snapshot()))))
  expect(read).toThrow(SnapshotError)
  expect(read).toThrow(message)
})

test('the example of the documentation is a snapshot, and every field of it is documented', () => {
  const text = readFileSync(new URL('../../../docs/snapshot.md', import.meta.url), 'utf8')
  const example = JSON.parse(/```json\n([^]*?)```/.exec(text)![1]!)
  expect(readSnapshot(example)).toEqual(example)
  const documented = text.slice(0, text.indexOf('## Example'))
  const names = (value: unknown): string[] =>
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([name, inner]) => [...(Array.isArray(value) ? [] : [name]), ...names(inner)])
  const { events: _, ...fields } = example
  for (const name of names(fields)) expect(documented).toMatch(new RegExp(`[\`.]${name}[\`.\\[]`))
})
