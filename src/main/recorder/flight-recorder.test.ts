import { expect, test } from 'vitest'
import type { Recorded } from '../../shared/events'
import { FlightRecorder } from './flight-recorder'

const A = 'a'.repeat(40)

function stateEvent(seq: number): Recorded {
  return { type: 'peer-dead', node: A, peer: A, evidence: 'refused', seq, atMs: seq }
}

function traffic(seq: number): Recorded {
  return { type: 'rpc', from: A, to: A, method: 'ping', startedMs: 0, tookMs: 1, ok: true, seq, atMs: seq }
}

const seqs = (events: Recorded[]): number[] => events.map((event) => event.seq)

test('pages go back in time without gaps, whatever kind the events are', () => {
  const recorder = new FlightRecorder()
  recorder.record(Array.from({ length: 10 }, (_, i) => (i % 3 === 0 ? stateEvent(i + 1) : traffic(i + 1))))
  expect(seqs(recorder.page(Infinity, 4).events)).toEqual([7, 8, 9, 10])
  expect(seqs(recorder.page(7, 4).events)).toEqual([3, 4, 5, 6])
  expect(seqs(recorder.page(3, 4).events)).toEqual([1, 2])
  expect(recorder.page(1, 4)).toEqual({ events: [], oldestSeq: 1 })
})

test('when it is full, traffic goes first, the oldest first; then the oldest of the rest', () => {
  const recorder = new FlightRecorder(5)
  recorder.record([stateEvent(1), traffic(2), stateEvent(3), traffic(4), traffic(5), stateEvent(6), stateEvent(7)])
  expect(seqs(recorder.page(Infinity, 10).events)).toEqual([1, 3, 5, 6, 7])
  recorder.record([stateEvent(8), stateEvent(9)])
  expect(seqs(recorder.page(Infinity, 10).events)).toEqual([3, 6, 7, 8, 9])
  expect(recorder.oldestSeq).toBe(3)
  // Traffic that comes into a log full of the rest leaves again at once.
  recorder.record([traffic(10)])
  expect(seqs(recorder.page(Infinity, 10).events)).toEqual([3, 6, 7, 8, 9])
})

test('it stays within its bound however much comes, and forgets on demand', () => {
  const recorder = new FlightRecorder(100)
  for (let seq = 1; seq <= 10_000; seq++) recorder.record([seq % 10 === 0 ? stateEvent(seq) : traffic(seq)])
  expect(recorder.size).toBe(100)
  expect(seqs(recorder.page(Infinity, 3).events)).toEqual([9980, 9990, 10_000])
  recorder.clear()
  expect(recorder.page(Infinity, 3)).toEqual({ events: [], oldestSeq: 0 })
})
