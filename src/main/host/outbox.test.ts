import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LabEvent } from '../../shared/events'
import { BATCH_INTERVAL_MS, MAX_PULSES_PER_BATCH, ROUTINE_INTERVAL_MS } from '../../shared/limits'
import { Outbox } from './outbox'
import type { HostBatch } from './protocol'

const A = 'a'.repeat(40)
const pulse = (): LabEvent => ({ type: 'rpc', from: A, to: A, method: 'ping', startedMs: 0, tookMs: 0, ok: true })
const state = (): LabEvent => ({ type: 'peer-dead', node: A, peer: A, evidence: 'refused' })

let sent: HostBatch[]
let outbox: Outbox

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  outbox = new Outbox({
    atMs: () => Date.now(),
    collect: () => ({ nodes: [], removed: [], tasks: [], lostKeys: 0, starting: null }),
    send: (batch) => sent.push(batch)
  })
})
afterEach(() => vi.useRealTimers())

test('the first change goes out at once, the next ones together, and then there is silence', () => {
  outbox.tell(state())
  vi.advanceTimersByTime(1)
  expect(sent).toHaveLength(1)
  outbox.tell(state())
  outbox.tell(state())
  vi.advanceTimersByTime(BATCH_INTERVAL_MS - 5)
  expect(sent).toHaveLength(1)
  vi.advanceTimersByTime(5)
  expect(sent.map((batch) => batch.events.length)).toEqual([1, 2])
  vi.advanceTimersByTime(10_000)
  expect(sent).toHaveLength(2)
})

test('maintenance that found everything in place waits for company, and goes with whatever is in a hurry', () => {
  outbox.pulse(pulse())
  vi.advanceTimersByTime(ROUTINE_INTERVAL_MS - 1)
  outbox.pulse(pulse())
  expect(sent).toHaveLength(0)
  vi.advanceTimersByTime(1)
  expect(sent.map((batch) => batch.events.length)).toEqual([2])
  outbox.pulse(pulse())
  outbox.pulse({ ...pulse(), ok: false } as LabEvent)
  vi.advanceTimersByTime(BATCH_INTERVAL_MS)
  expect(sent.map((batch) => batch.events.length)).toEqual([2, 2])
  vi.advanceTimersByTime(10_000)
  expect(sent).toHaveLength(2)
})

test('pulses over the cap are counted, the rest always arrives, and every RPC is counted', () => {
  for (let i = 0; i < MAX_PULSES_PER_BATCH + 100; i++) {
    outbox.countRpc()
    outbox.pulse(pulse())
    if (i % 10 === 0) outbox.tell(state())
  }
  outbox.flush()
  const { events, droppedPulses, rpcs } = sent[0]!
  expect(events.filter((event) => event.type === 'rpc')).toHaveLength(MAX_PULSES_PER_BATCH)
  expect(events.filter((event) => event.type === 'peer-dead')).toHaveLength((MAX_PULSES_PER_BATCH + 100) / 10)
  expect({ droppedPulses, rpcs }).toEqual({ droppedPulses: 100, rpcs: MAX_PULSES_PER_BATCH + 100 })
})

test('a side that takes nothing in is waited for, and then gets everything in one batch', () => {
  for (let i = 0; i < 20; i++) {
    outbox.tell(state())
    vi.advanceTimersByTime(BATCH_INTERVAL_MS)
  }
  const ahead = sent.length
  expect(ahead).toBeLessThan(10)
  outbox.taken()
  vi.advanceTimersByTime(BATCH_INTERVAL_MS)
  expect(sent).toHaveLength(ahead + 1)
  expect(sent.reduce((sum, batch) => sum + batch.events.length, 0)).toBe(20)
})

test('flush sends what there is and nothing when there is nothing', () => {
  outbox.flush()
  outbox.changed()
  outbox.flush()
  outbox.flush()
  vi.advanceTimersByTime(1000)
  expect(sent).toHaveLength(1)
})
