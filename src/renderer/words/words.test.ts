import { describe, expect, it } from 'vitest'
import type { LookupView, NodeView } from '../../shared/model'
import { eventMatches, eventWords } from './event-words'
import { bytes, clockTime, expiry, fileName, groupId, longerId, millis, percent, plural, seconds } from './format'
import { hopReason, ownerReason, resultLine } from './lookup-words'
import { behindWords, lookOf, stateSentence } from './node-look'
import { splitSentence } from './sentence'
import { bytesOf, hexOf, jsonOf, textOf } from './value'

const id = (short: string) => short.padEnd(40, '0')

const LOOKUP: LookupView = {
  lookup: 'l1',
  op: 'get',
  key: 'user:0013',
  target: id('d90a'),
  origin: id('12da'),
  owner: id('f360'),
  predecessor: id('c6b2'),
  path: [
    { from: id('12da'), to: id('9521'), via: 'finger', exponent: 159, tookMs: 0.08, ok: true },
    { from: id('9521'), to: id('c6b2'), via: 'finger', exponent: 158, tookMs: 0.07, ok: true },
    { from: id('c6b2'), to: id('f360'), via: 'owner', tookMs: 0.06, ok: true }
  ],
  hops: 2,
  timeouts: 0,
  tookMs: 0.21,
  atMs: 0,
  ok: true,
  result: 'found'
}

const NODE: NodeView = {
  id: id('8fb0'),
  address: '127.0.0.1:50060',
  port: 50_060,
  state: 'running',
  sinceMs: 1_000,
  startedAtMs: 1_000,
  predecessor: id('82fb'),
  successors: [],
  fingers: [],
  servedFrom: id('82fb'),
  keys: 6,
  rpcPerSecond: 31
}

describe('figures', () => {
  it('are written with their units after a space', () => {
    expect([clockTime(0), clockTime(79_234), clockTime(3_599_999), clockTime(6_000_000)]).toEqual([
      '00:00.0',
      '01:19.2',
      '59:59.9',
      '1:40:00.0'
    ])
    expect([seconds(840), millis(0.214), millis(123.4), millis(12_000)]).toEqual([
      '0.8 s',
      '0.21 ms',
      '123 ms',
      '12.0 s'
    ])
    expect([percent(0.0504), plural(1, 'key'), plural(1_200, 'key')]).toEqual(['5.0 %', '1 key', '1,200 keys'])
    expect([bytes(24), bytes(1_434), bytes(1024 * 1024)]).toEqual(['24 B', '1.4 KiB', '1.0 MiB'])
  })

  it('name ids and files', () => {
    expect(groupId('8fb0f040c47d')).toBe('8fb0 f040 c47d')
    expect(longerId(id('8fb0f040'))).toBe('8fb0f040…')
    expect(fileName(new Date(2026, 0, 31, 14, 25, 1), 'torus.json')).toBe('torus-lab-2026-01-31-142501.torus.json')
  })

  it('say when a key expires', () => {
    expect([expiry(null, 0), expiry(12_400, 0), expiry(5, 10), expiry(600_000, 0), expiry(86_400_000, 0)]).toEqual([
      'never expires',
      'expires in 12.4 s',
      'expired',
      'expires in 10 min',
      'expires in 24 h'
    ])
  })
})

describe('a request', () => {
  it('ends in one line that counts every contact', () => {
    expect(resultLine(LOOKUP)).toBe('found at f360 · 3 hops · 0.21 ms')
    expect(resultLine({ ...LOOKUP, op: 'put', result: 'stored' })).toBe('stored at f360 · 3 hops · 0.21 ms')
    expect(resultLine({ ...LOOKUP, op: 'lookup' })).toBe('owned by f360 · 3 hops · 0.21 ms')
    expect(resultLine({ ...LOOKUP, ok: false, result: 'not found' })).toBe(
      'not found: no copy of user:0013 · 3 hops · 0.21 ms'
    )
    expect(resultLine({ ...LOOKUP, ok: false, owner: null, result: 'timeout', timeouts: 2 })).toBe(
      'timeout · 3 hops · 0.21 ms · 2 timeouts'
    )
  })

  it('says why each hop was taken, and why the owner owns', () => {
    const [first, , last] = LOOKUP.path
    if (first === undefined || last === undefined) throw new Error('no path')
    expect(hopReason(first, LOOKUP)).toEqual({
      text: 'finger ',
      exponent: 159,
      rest: ' of 12da is the closest before d90a'
    })
    expect(hopReason(last, LOOKUP).text).toBe('successor of c6b2, and d90a lies between them')
    expect(ownerReason(LOOKUP)).toBe('Key d90a lies in (c6b2, f360], so f360 owns it.')
  })
})

describe('a node', () => {
  const behind = { node: NODE.id, stale: [id('b07c')], missing: [id('055f')], predecessorWrong: true, fingersWrong: 3 }

  it('looks behind only while it runs', () => {
    const known = new Map([[NODE.id, behind]])
    expect(lookOf(NODE, known)).toBe('behind')
    expect(lookOf({ ...NODE, state: 'hung' }, known)).toBe('hung')
    expect(lookOf({ ...NODE, state: 'starting' }, null)).toBe('joining')
    expect(lookOf({ ...NODE, state: 'failed' }, null)).toBe('crashed')
  })

  it('has its state in a sentence, the gravest thing first', () => {
    expect(stateSentence(NODE, undefined, [], 0)).toBe('Running')
    expect(stateSentence(NODE, behind, [], 0)).toBe('Running, successor list 2 entries behind')
    expect(stateSentence({ ...NODE, state: 'crashed' }, undefined, [], 1_800)).toBe(
      'Crashed 0.8 s ago, its memory is gone'
    )
    expect(stateSentence({ ...NODE, state: 'failed', reason: 'port in use: 50051' }, undefined, [], 0)).toBe(
      'Failed: port in use: 50051'
    )
    expect(behindWords({ ...behind, stale: [], missing: [] })).toBe('predecessor behind')
    expect(behindWords({ ...behind, stale: [], missing: [], predecessorWrong: false })).toBe('3 fingers behind')
  })
})

describe('an event', () => {
  it('is a line with its nodes', () => {
    const words = eventWords({
      seq: 1,
      atMs: 0,
      type: 'successors-changed',
      node: id('8fb0'),
      before: [id('b07c'), id('c6b2')],
      after: [id('c6b2'), id('f360')],
      cause: 'dead'
    })
    expect(words).toMatchObject({
      kind: 'successors',
      text: '8fb0: successor list + f360 − b07c (dead)',
      nodes: [id('8fb0')]
    })
  })

  it('of an unknown type keeps its name', () => {
    expect(eventWords({ seq: 1, atMs: 0, type: 'from-the-future' } as never)).toMatchObject({ kind: 'from-the-future' })
  })

  it('is found by its words and by its nodes', () => {
    const event = { seq: 1, atMs: 0, type: 'keys-lost', node: id('b07c'), keys: 23, sample: ['a'] } as const
    const recorded = { ...event, sample: [...event.sample] }
    expect(eventMatches(recorded, '23 KEYS')).toBe(true)
    expect(eventMatches(recorded, 'b07c00')).toBe(true)
    expect(eventMatches(recorded, 'f360')).toBe(false)
  })
})

describe('a sentence', () => {
  it('has a head that stands out', () => {
    expect(splitSentence('Healing 0.8 s: 3 lists name b07c')).toEqual({
      lead: 'Healing 0.8 s',
      rest: ': 3 lists name b07c'
    })
    expect(splitSentence('16 nodes · ring ideal')).toEqual({ lead: '16 nodes', rest: ' · ring ideal' })
    expect(splitSentence('No nodes running')).toEqual({ lead: 'No nodes running', rest: '' })
  })
})

describe('a value', () => {
  it('is read as text, JSON and hex where it is that', () => {
    const json = { encoding: 'utf8', data: '{"plan":"pro"}' } as const
    expect(jsonOf(textOf(json))).toBe('{\n  "plan": "pro"\n}')
    expect(jsonOf('pro')).toBeNull()
    const binary = { encoding: 'base64', data: '/wBB' } as const
    expect(textOf(binary)).toBeNull()
    expect(hexOf(bytesOf(binary))).toBe('0000  ff 00 41                 ··A')
  })
})
