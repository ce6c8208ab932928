import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ATTENDED_MS, Pacer, STIRRED_MS } from './pacer'

/** Lab time is 300 ms ahead of the window's. */
const LAB_AHEAD_MS = 300
let pacer: Pacer
let ticks: number[]

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  pacer = new Pacer({ nowMs: () => Date.now(), labNowMs: () => Date.now() + LAB_AHEAD_MS })
  ticks = []
  pacer.subscribe(() => ticks.push(pacer.atMs))
})
afterEach(() => vi.useRealTimers())

test('ticks ten times a second while somebody is there, then once on each second of the lab', () => {
  vi.advanceTimersByTime(1000)
  expect(ticks.length).toBeGreaterThanOrEqual(9)
  vi.advanceTimersByTime(ATTENDED_MS)
  expect(pacer.isResting).toBe(true)
  ticks = []
  vi.advanceTimersByTime(5000)
  expect(ticks).toHaveLength(5)
  for (const tick of ticks) expect(tick % 1000).toBeLessThan(10)
})

test('wakes at once, and rests again when nothing follows', () => {
  vi.advanceTimersByTime(ATTENDED_MS + 1500)
  ticks = []
  pacer.stir(STIRRED_MS)
  expect(ticks).toHaveLength(1)
  expect(pacer.isResting).toBe(false)
  pacer.stir(1)
  vi.advanceTimersByTime(STIRRED_MS - 1)
  expect(pacer.isResting).toBe(false)
  expect(ticks.length).toBeGreaterThan(30)
  vi.advanceTimersByTime(1)
  expect(pacer.isResting).toBe(true)
})

test('no timer is left when nobody listens', () => {
  const other = new Pacer({ nowMs: () => Date.now(), labNowMs: () => 0 })
  const before = vi.getTimerCount()
  const stop = other.subscribe(() => {})
  expect(vi.getTimerCount()).toBe(before + 1)
  stop()
  expect(vi.getTimerCount()).toBe(before)
})
