import { describe, expect, test } from 'vitest'
import type { Recorded } from '../../../shared/events'
import type { TransferView } from '../../../shared/model'
import { easeMove, KEY_DOT_MS, LEDGER_STAYS_MS, MAX_KEY_DOTS } from './ease'
import { ledgerOf, MoveBoard } from './move-board'
import { motionsOf } from './narrate'
import { MAX_PULSES_PER_SECOND, TrafficMeter } from './traffic-meter'

const transfer = (change: Partial<TransferView> = {}): TransferView => ({
  transfer: 't',
  from: 'a',
  to: 'b',
  cause: 'join',
  start: 's',
  end: 'b',
  total: 30,
  moved: 0,
  ringKeys: 200,
  ringNodes: 17,
  state: 'moving',
  startedAtMs: 0,
  tookMs: null,
  ...change
})

describe('move board', () => {
  const run = (board: MoveBoard, fromMs: number, toMs: number): void => {
    for (let now = fromMs; now <= toMs; now += 16) board.advance(now)
  }

  test('no dot flies for a key that has not arrived', () => {
    const board = new MoveBoard()
    board.take([], 0)
    board.take([transfer({ moved: 5 })], 0)
    run(board, 0, 3000)
    expect(board.shown()[0]).toMatchObject({ launched: 5, landed: 5, endedAtMs: null })
    expect(ledgerOf(board.shown()[0]!)).toMatchObject({ done: 5, inFlight: 0, waiting: 25, ended: false })
  })

  test('a transfer of 38 ms is shown after the fact, 24 dots in the air at most, then its ledger stays', () => {
    const board = new MoveBoard()
    board.take([], 0)
    board.take([transfer({ moved: 30, state: 'done', tookMs: 38 })], 0)
    let most = 0
    for (let now = 0; now < 3000 && board.shown()[0]?.endedAtMs === null; now += 16) {
      board.advance(now)
      most = Math.max(most, board.shown()[0]?.airborne.length ?? 0)
    }
    expect(most).toBeGreaterThan(5)
    expect(most).toBeLessThanOrEqual(MAX_KEY_DOTS)
    const ended = board.shown()[0]?.endedAtMs ?? 0
    expect(ended).toBeGreaterThan(KEY_DOT_MS)
    expect(ledgerOf(board.shown()[0]!)).toMatchObject({ done: 30, inFlight: 0, waiting: 0, ended: true })
    board.advance(ended + LEDGER_STAYS_MS - 1)
    expect(board.shown()).toHaveLength(1)
    board.advance(ended + LEDGER_STAYS_MS + 1)
    expect(board.shown()).toHaveLength(0)
  })

  test('twenty moves at once share the 24 dots', () => {
    const board = new MoveBoard()
    board.take([], 0)
    board.take(
      Array.from({ length: 20 }, (_, index) => transfer({ transfer: String(index), moved: 30, state: 'done' })),
      0
    )
    for (let now = 0; now < 2000; now += 16) {
      board.advance(now)
      expect(board.shown().reduce((sum, move) => sum + move.airborne.length, 0)).toBeLessThanOrEqual(MAX_KEY_DOTS)
    }
  })

  test('of many keys one dot is several', () => {
    const board = new MoveBoard()
    board.take([], 0)
    board.take([transfer({ total: 5000, moved: 5000, state: 'done', ringKeys: 80_000 })], 0)
    run(board, 0, 3000)
    const [move] = board.shown()
    expect(move?.launched).toBeLessThanOrEqual(48)
    expect(ledgerOf(move!)).toMatchObject({ done: 5000, ended: true })
  })

  test('what was over when the window opened is history; a ring without keys has no ledger', () => {
    const board = new MoveBoard()
    board.take([transfer({ state: 'done', moved: 30 })], 0)
    board.take([transfer({ transfer: 'u', total: 0, ringKeys: 0 })], 0)
    expect(board.shown()).toHaveLength(0)
  })

  test('without motion the figures are there at once', () => {
    const board = new MoveBoard()
    board.take([], 0)
    board.take([transfer({ moved: 30, state: 'done' })], 0)
    board.advance(1, true)
    expect(board.shown()[0]).toMatchObject({ airborne: [], endedAtMs: 1 })
  })

  test('a failed move says how far it came', () => {
    const board = new MoveBoard()
    board.take([], 0)
    board.take([transfer({ moved: 7, state: 'failed', reason: 'f360 crashed' })], 0)
    run(board, 0, 2000)
    expect(ledgerOf(board.shown()[0]!)).toMatchObject({ done: 7, waiting: 23, ended: true })
  })
})

describe('traffic meter', () => {
  test('400 a second are drawn, what is over becomes flows, what was dropped counts as seen', () => {
    const meter = new TrafficMeter()
    let drawn = 0
    for (let index = 0; index < 2000; index++) if (meter.admit('a', index % 2 === 0 ? 'b' : 'c', index / 2.1)) drawn++
    meter.addDropped(500, 950)
    expect(drawn).toBe(MAX_PULSES_PER_SECOND)
    expect(meter.read(950)).toEqual({ drawn: 400, seen: 2500 })
    const flows = meter.flows(950)
    expect(flows.map((flow) => flow.to).sort()).toEqual(['b', 'c'])
    expect(meter.flows(950 + 10_000)).toEqual([])
    expect(meter.read(3000)).toEqual({ drawn: 0, seen: 0 })
  })

  test('quiet traffic is drawn whole', () => {
    const meter = new TrafficMeter()
    for (let at = 0; at < 5000; at += 5) expect(meter.admit('a', 'b', at)).toBe(true)
  })
})

describe('narration', () => {
  const event = (data: object): Recorded => ({ seq: 1, atMs: 1, ...data }) as Recorded

  test('a failed rpc is a lost pulse', () => {
    expect(
      motionsOf(event({ type: 'rpc', from: 'a', to: 'b', method: 'ping', startedMs: 0, tookMs: 1, ok: false }))
    ).toEqual([{ kind: 'pulse', from: 'a', to: 'b', lost: true, durationMs: 180, tone: 'bad' }])
  })

  test('a message held back flies as long as it is held back', () => {
    const started = { type: 'rpc-started', from: 'a', to: 'b', method: 'ping' }
    expect(motionsOf(event({ ...started, latencyMs: 500 }))[0]).toMatchObject({ durationMs: 500 })
    expect(motionsOf(event({ ...started, latencyMs: 5 }))).toEqual([])
  })

  test('only fingers to new nodes light up, three at the most', () => {
    const span = (node: string, from: number) => ({ from, to: from, node })
    const moved = motionsOf(
      event({
        type: 'fingers-changed',
        node: 'a',
        before: [span('b', 1)],
        after: [span('b', 1), span('c', 2), span('d', 3), span('e', 4), span('f', 5)]
      })
    )
    expect(moved.map((motion) => 'to' in motion && motion.to)).toEqual(['c', 'd', 'e'])
  })

  test('what is only told moves nothing', () => {
    expect(motionsOf(event({ type: 'health-changed', level: 'ideal', sentence: '', broken: [] }))).toEqual([])
    expect(motionsOf(event({ type: 'stabilized', node: 'a', successor: 'a', changed: false, tookMs: 1 }))).toEqual([])
  })
})

test('the easing starts fast and ends at one', () => {
  expect([easeMove(0), easeMove(1)]).toEqual([0, 1])
  expect(easeMove(0.3)).toBeGreaterThan(0.6)
})
