import { expect, test } from 'vitest'
import type { LabEvent, Recorded } from '../../shared/events'
import { Transfers } from './transfers'

type TransferEvent = Recorded<Extract<LabEvent, { type: 'transfer' }>>

function event(phase: TransferEvent['phase'], moved: number, changes: Partial<TransferEvent> = {}): TransferEvent {
  const base = {
    transfer: 't-1',
    cause: 'join',
    from: 'f360',
    to: 'e7aa',
    start: 'b07c',
    end: 'e7aa',
    total: 30
  } as const
  return { type: 'transfer', ...base, phase, moved, tookMs: moved, seq: moved, atMs: 1000 + moved, ...changes }
}

const ring = { keys: 200, nodes: 17 }

test('a transfer is entered with the ring as it was when it began', () => {
  const transfers = new Transfers()
  expect(transfers.enter(event('started', 0), ring)).toMatchObject({
    state: 'moving',
    moved: 0,
    total: 30,
    ringKeys: 200,
    ringNodes: 17,
    startedAtMs: 1000,
    tookMs: null
  })
  expect(transfers.enter(event('progress', 17), { keys: 210, nodes: 18 })).toMatchObject({
    moved: 17,
    ringKeys: 200,
    ringNodes: 17
  })
  expect(transfers.enter(event('committed', 30), ring)).toMatchObject({ state: 'done', moved: 30, tookMs: 30 })
  // What comes after the commit says nothing new about how long it took, and a failure cannot undo it.
  expect(transfers.enter(event('confirmed', 30, { tookMs: 0 }), ring)).toMatchObject({ state: 'done', tookMs: 30 })
  expect(transfers.enter(event('failed', 30), ring).state).toBe('done')
})

test('a failure tells why, and so does the end of one side', () => {
  const transfers = new Transfers()
  transfers.enter(event('started', 0), ring)
  expect(transfers.enter(event('failed', 3, { reason: 'link lost' }), ring)).toMatchObject({
    state: 'failed',
    reason: 'link lost'
  })
  transfers.enter(event('started', 0, { transfer: 't-2' }), ring)
  expect(transfers.abandon('0000', 'x')).toEqual([])
  expect(transfers.abandon('f360', 'node is crashed: f360')).toMatchObject([
    { transfer: 't-2', state: 'failed', reason: 'node is crashed: f360' }
  ])
})

test('only the last ended transfers are kept; those under way always', () => {
  const transfers = new Transfers()
  transfers.enter(event('started', 0, { transfer: 'going' }), ring)
  for (let i = 0; i < 200; i++) transfers.enter(event('committed', 1, { transfer: `t-${i}` }), ring)
  const kept = transfers.all().map((view) => view.transfer)
  expect(kept).toHaveLength(51)
  expect(kept[0]).toBe('going')
  expect(kept.at(-1)).toBe('t-199')
})
