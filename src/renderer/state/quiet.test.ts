import { describe, expect, it } from 'vitest'
import type { Batch } from '../../shared/contract'
import type { LabEvent, Recorded } from '../../shared/events'
import { FixtureDoor } from '../testing/fixture-door'
import { picturedRing } from '../testing/fixture-ring'
import { applyUpdate, EMPTY_LAB } from './lab-view'
import { isQuiet } from './quiet'

const door = new FixtureDoor(await picturedRing(8, 40))
let view = EMPTY_LAB
door.subscribe(
  (update) => (view = applyUpdate(view, update, 0).view),
  () => {}
)
const [first, second] = view.nodes.map((node) => node.id) as [string, string]

const told = (events: readonly LabEvent[] = [], change: Partial<Batch> = {}): Batch => ({
  kind: 'batch',
  firstSeq: view.seq + 1,
  lastSeq: view.seq + events.length,
  atMs: view.atMs + 100,
  nodes: [],
  removedNodes: [],
  transfers: [],
  tasks: [],
  events: events.map((event, at): Recorded => ({ ...event, seq: view.seq + 1 + at, atMs: view.atMs + 100 })),
  droppedPulses: 0,
  rpcs: events.length,
  ...change
})
const rpc = (method: string, ok = true): LabEvent => ({
  type: 'rpc',
  from: first,
  to: second,
  method,
  startedMs: 0,
  tookMs: 1,
  ok
})
const round = (changed: boolean): LabEvent => ({
  type: 'stabilized',
  node: first,
  successor: second,
  changed,
  tookMs: 1
})

describe('a quiet batch', () => {
  it('is maintenance that found all in place, and what it cost', () => {
    const busier = view.nodes.map((node) => ({ ...node, rpcPerSecond: node.rpcPerSecond + 3 }))
    expect(isQuiet(view, told([rpc('ping'), round(false)], { nodes: busier, health: { ...view.health } }))).toBe(true)
  })

  it.each([
    ['a lookup', told([rpc('route')])],
    ['a call that failed', told([rpc('ping', false)])],
    ['a round that changed something', told([round(true)])],
    ['a person', told([{ type: 'user', action: 'x', text: 'x', nodes: [] }])],
    ['another sentence', told([], { health: { ...view.health, sentence: 'Healing 0.1 s' } })],
    ['another state of a node', told([], { nodes: [{ ...view.nodes[0]!, state: 'crashed' }] })],
    ['keys that came', told([], { nodes: [{ ...view.nodes[0]!, keys: 999 }] })],
    ['a node that nobody knew', told([], { nodes: [{ ...view.nodes[0]!, id: 'f'.repeat(40) }] })],
    ['a node that went', told([], { removedNodes: [first] })],
    ['events that were left out', told([], { droppedPulses: 1 })],
    ['another clock', told([], { clock: { rate: 0.25, paused: false } })]
  ])('is not %s', (_, batch) => {
    expect(isQuiet(view, batch)).toBe(false)
  })
})
