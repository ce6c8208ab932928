import { describe, expect, test } from 'vitest'
import type { LabEvent, Recorded } from '../../shared/events'
import { downSteps, EMPTY_CHRONICLE, extended, MAX_MARKS, writesOnly } from './chronicle'
import { healthSpans, keyBars, memberMarks, ratePoints, type Scale, tickLabel, tickTimes, userMarks } from './lanes'

let seq = 0
const at = (atMs: number, event: LabEvent): Recorded => ({ ...event, seq: ++seq, atMs })
const user = (atMs: number, text: string): Recorded => at(atMs, { type: 'user', action: 'x', text, nodes: [] })
const health = (atMs: number, level: 'ideal' | 'healing' | 'lost'): Recorded =>
  at(atMs, { type: 'health-changed', level, sentence: '', broken: [] })
const state = (
  atMs: number,
  node: string,
  before: 'running' | 'joining' | 'hung' | null,
  after: 'running' | 'joining' | 'crashed' | 'hung'
): Recorded => at(atMs, { type: 'node-state', node, address: '', before, after })
const transfer = (atMs: number, moved: number, phase: 'started' | 'progress' | 'confirmed'): Recorded =>
  at(atMs, {
    type: 'transfer',
    transfer: 't',
    phase,
    cause: 'join',
    from: 'a',
    to: 'b',
    start: 'a',
    end: 'b',
    total: 30,
    moved,
    tookMs: 0
  })

const scale: Scale = { fromMs: 0, toMs: 60_000, pxPerMs: 0.02, liveMs: 60_000 }

describe('chronicle', () => {
  test('takes each event once, whatever is sent again', () => {
    const events = [user(1, 'put a'), user(2, 'put b')]
    const once = extended(EMPTY_CHRONICLE, events)
    expect(extended(once, events)).toBe(once)
    expect(once.user.map((mark) => mark.text)).toEqual(['put a', 'put b'])
  })

  test('health is spans that meet; the last one is open', () => {
    const { health: spans } = extended(EMPTY_CHRONICLE, [
      health(0, 'ideal'),
      health(5, 'healing'),
      health(6, 'healing'),
      health(9, 'ideal')
    ])
    expect(spans).toEqual([
      { level: 'ideal', fromMs: 0, toMs: 5 },
      { level: 'healing', fromMs: 5, toMs: 9 },
      { level: 'ideal', fromMs: 9, toMs: null }
    ])
  })

  test('keys moved are counted once though each message names the sum so far', () => {
    const events = [
      transfer(100, 0, 'started'),
      transfer(200, 10, 'progress'),
      transfer(700, 25, 'progress'),
      transfer(900, 30, 'confirmed')
    ]
    const first = extended(EMPTY_CHRONICLE, events.slice(0, 2))
    const { keys, moving } = extended(first, events.slice(2))
    expect(keys).toEqual([
      { atMs: 0, written: 0, moved: 10 },
      { atMs: 500, written: 0, moved: 20 }
    ])
    expect(moving.size).toBe(0)
    expect(first.keys).toEqual([{ atMs: 0, written: 0, moved: 10 }])
  })

  test('older history keeps the writes that were heard, and counts them once', () => {
    const write: LabEvent = {
      type: 'record-written',
      node: 'a',
      keyId: 'k',
      key: 'k',
      size: 1,
      deleted: false,
      cause: 'put'
    }
    const old = [user(100, 'put k'), transfer(150, 4, 'started')]
    const heard = extended(EMPTY_CHRONICLE, [at(2_000, write), at(2_100, write)])
    expect(extended(writesOnly(heard), old).keys).toEqual([
      { atMs: 0, written: 0, moved: 4 },
      { atMs: 2_000, written: 2, moved: 0 }
    ])
  })

  test('stays bounded', () => {
    const many = Array.from({ length: MAX_MARKS + 500 }, (_, index) => user(index, `put ${index}`))
    const { user: marks } = extended(EMPTY_CHRONICLE, many)
    expect(marks).toHaveLength(MAX_MARKS)
    expect(marks.at(-1)?.text).toBe(`put ${MAX_MARKS + 499}`)
  })

  test('who was down is told backwards from now', () => {
    const { members } = extended(EMPTY_CHRONICLE, [
      state(10, 'a', 'running', 'hung'),
      state(20, 'a', 'hung', 'running'),
      state(30, 'b', 'running', 'crashed')
    ])
    expect(downSteps(members, 1)).toEqual([
      { atMs: -Infinity, down: 0 },
      { atMs: 10, down: 1 },
      { atMs: 20, down: 0 },
      { atMs: 30, down: 1 }
    ])
  })
})

describe('lanes', () => {
  test('the same thing done many times at once is one mark with a count', () => {
    const { user: marks } = extended(EMPTY_CHRONICLE, [
      user(1000, 'get a'),
      user(1100, 'get b'),
      user(1200, 'get c'),
      user(30_000, 'crash b07c')
    ])
    expect(userMarks(marks, scale).map((mark) => mark.label)).toEqual(['get × 3', 'crash b07c'])
  })

  test('a label goes to the left where the live edge is near, and away where there is no room', () => {
    const { user: marks } = extended(EMPTY_CHRONICLE, [user(58_000, 'crash b07c'), user(59_500, 'put x')])
    expect(userMarks(marks, scale).map((mark) => mark.side)).toEqual(['left', 'none'])
  })

  test('a join is one mark at the state it came to; nodes that start together are counted', () => {
    const events = ['a', 'b', 'c'].flatMap((node, index) => [
      state(1000 + index, node, null, 'joining'),
      state(1050 + index, node, 'joining', 'running')
    ])
    const { members } = extended(EMPTY_CHRONICLE, [...events, state(40_000, 'd', 'running', 'crashed')])
    expect(memberMarks(members, scale).map(({ label, look }) => [label, look])).toEqual([
      ['3 nodes', 'running'],
      ['d', 'crashed']
    ])
  })

  test('a healed stretch says how long it took, an open one counts', () => {
    const { health: spans } = extended(EMPTY_CHRONICLE, [
      health(0, 'ideal'),
      health(10_000, 'healing'),
      health(18_300, 'ideal'),
      health(50_000, 'healing')
    ])
    const placed = healthSpans(spans, scale, 50_800)
    expect(placed.map(({ kind, label }) => [kind, label])).toEqual([
      ['ideal', null],
      ['healing', 'healed in 8.3 s'],
      ['ideal', null],
      ['healing', 'healing 0.8 s']
    ])
    expect(placed[3]?.labelSide).toBe('left')
    expect(placed[1]?.width).toBeCloseTo(166)
  })

  test('of two labels between two blocks the one that still counts stays', () => {
    const { health: spans } = extended(EMPTY_CHRONICLE, [
      health(0, 'ideal'),
      health(40_000, 'healing'),
      health(40_300, 'ideal'),
      health(49_000, 'healing')
    ])
    const labels = healthSpans(spans, scale, 49_400).flatMap((span) => span.label ?? [])
    expect(labels).toEqual(['healing 0.4 s'])
  })

  test('bars and rates fit their lane', () => {
    const bars = keyBars([{ atMs: 0, written: 400, moved: 2 }], scale, 15)
    expect(bars.map((bar) => [bar.tone, Math.round(bar.height)])).toEqual([
      ['written', 15],
      ['moved', 2]
    ])
    const points = ratePoints(
      [
        { atMs: 0, rpcs: 50 },
        { atMs: 250, rpcs: 100 }
      ],
      250,
      scale,
      30
    )
    expect(points.map(([, y]) => y)).toEqual([15, 0, 30, 30])
  })

  test('the axis has a label every 96 px or more', () => {
    expect(tickTimes({ ...scale, fromMs: 12_000, toMs: 50_000 })).toEqual([
      15_000, 20_000, 25_000, 30_000, 35_000, 40_000, 45_000, 50_000
    ])
    expect([tickLabel(0), tickLabel(80_000), tickLabel(3_600_000)]).toEqual(['00:00', '01:20', '1:00:00'])
  })
})
