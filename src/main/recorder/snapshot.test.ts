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

type Fields = Record<string, unknown>

/** A document of which any field may be spoilt. */
interface Loose {
  settings: Fields
  nodes: Fields[]
  keys: (Fields & { holders: string[] })[]
  latency: Fields[]
}

/** Changes a document, or gives another one instead. */
type Spoil = (document: Loose) => unknown

const flaws: [name: string, spoil: Spoil, message: string][] = [
  ['an array', () => [], 'snapshot is not an object: []'],
  ['another format', (d) => ({ ...d, format: 'zip' }), 'snapshot format is not torus-lab-snapshot: "zip"'],
  ['no format', (d) => ({ ...d, format: undefined }), 'snapshot format is not torus-lab-snapshot: null'],
  ['no version', (d) => ({ ...d, version: undefined }), 'snapshot version is not a number above 0: null'],
  ['version 0', (d) => ({ ...d, version: 0 }), 'snapshot version is not a number above 0: 0'],
  ['a newer version', (d) => ({ ...d, version: 3 }), 'snapshot version not supported: 3 (this lab reads up to 1)'],
  ['a bad state', ({ nodes }) => void (nodes[0]!['state'] = 'asleep'), 'snapshot nodes.0.state'],
  ['a missing field', ({ keys }) => void delete keys[0]!['version'], 'snapshot keys.0.version'],
  ['too many bits', ({ settings }) => void (settings['bits'] = 161), 'snapshot settings.bits'],
  ['a short id', ({ nodes }) => void (nodes[0]!['predecessor'] = 'a'), 'snapshot nodes.0: not an id of 160 bits: a'],
  ['a node twice', ({ nodes }) => void nodes.push(nodes[0]!), `snapshot nodes.1.id: duplicate node: ${A}`],
  ['a key twice', ({ keys }) => void keys.push(keys[0]!), 'snapshot keys.1.id: duplicate key: k'],
  ['a stranger', ({ keys }) => void keys[0]!.holders.push(B), `snapshot keys.0.holders: unknown node: ${B}`],
  ['a bad end', ({ latency }) => void (latency[0]!['from'] = 'ff'), 'snapshot latency: not an id of 160 bits: ff']
]

test.each(flaws)('%s is refused by name', (_name, spoil, message) => {
  const document = JSON.parse(JSON.stringify(snapshot())) as Loose
  const spoilt = spoil(document) ?? document
  expect(() => readSnapshot(spoilt)).toThrow(SnapshotError)
  expect(() => readSnapshot(spoilt)).toThrow(message)
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
