import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { LabClock } from './lab-clock'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('LabClock', () => {
  test('runs a task after its delay, once', () => {
    const task = vi.fn<() => void>()
    new LabClock().schedule(100, task)
    vi.advanceTimersByTime(99)
    expect(task).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1000)
    expect(task).toHaveBeenCalledTimes(1)
  })

  test('runs a task without delay in the next turn, without a timer', () => {
    const task = vi.fn<() => void>()
    new LabClock().schedule(0, task)
    expect(task).not.toHaveBeenCalled()
    vi.advanceTimersByTime(0)
    expect(task).toHaveBeenCalledTimes(1)
  })

  test('forgets a cancelled task, and a second cancel does nothing', () => {
    const clock = new LabClock()
    const task = vi.fn<() => void>()
    const other = vi.fn<() => void>()
    const cancel = clock.schedule(100, task)
    clock.schedule(100, other)
    cancel()
    cancel()
    clock.setRate(0.5, false)
    vi.advanceTimersByTime(1000)
    expect(task).not.toHaveBeenCalled()
    expect(other).toHaveBeenCalledTimes(1)
    cancel()
  })

  test('ends long waits together, late rather than early, each once and not when cancelled', () => {
    const clock = new LabClock()
    const ended: number[] = []
    const wait = (ms: number) => clock.deadline(ms, () => ended.push(performance.now()))
    const startMs = performance.now()
    const cancels = [2000, 2003, 2040, 2090].map(wait)
    const timers = vi.getTimerCount()
    expect(timers).toBeLessThanOrEqual(2)
    cancels[1]!()
    vi.advanceTimersByTime(1999)
    expect(ended).toEqual([])
    vi.advanceTimersByTime(300)
    expect(ended).toHaveLength(3)
    for (const [i, ms] of [2000, 2040, 2090].entries()) {
      expect(ended[i]! - startMs).toBeGreaterThanOrEqual(ms)
      expect(ended[i]! - startMs).toBeLessThanOrEqual(ms + 101)
    }
    expect(vi.getTimerCount()).toBe(0)
  })

  test('leaves no timer behind when every wait that ends together was cancelled', () => {
    const clock = new LabClock()
    for (const cancel of [500, 501, 5000].map((ms) => clock.deadline(ms, () => undefined))) cancel()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('stretches delays in slow motion, and counts no delay as a tick', () => {
    const clock = new LabClock()
    clock.setRate(0.01, false)
    const delayed = vi.fn<() => void>()
    const immediate = vi.fn<() => void>()
    clock.schedule(10, delayed)
    clock.schedule(0, immediate)
    vi.advanceTimersByTime(99)
    expect(immediate).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(immediate).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(899)
    expect(delayed).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(delayed).toHaveBeenCalledTimes(1)
  })

  test('a change of pace counts only for the rest of a delay', () => {
    const clock = new LabClock()
    const task = vi.fn<() => void>()
    clock.schedule(100, task)
    vi.advanceTimersByTime(60)
    clock.setRate(0.1, false)
    vi.advanceTimersByTime(399)
    expect(task).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(task).toHaveBeenCalledTimes(1)
  })

  test('holds everything while paused, and goes on where it stood', () => {
    const clock = new LabClock()
    const delayed = vi.fn<() => void>()
    const immediate = vi.fn<() => void>()
    const later = vi.fn<() => void>()
    clock.schedule(100, delayed)
    clock.schedule(0, immediate)
    vi.advanceTimersByTime(0)
    expect(immediate).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(60)
    clock.schedule(0, immediate)
    clock.setRate(1, true)
    expect(clock.paused).toBe(true)
    clock.schedule(0, later)
    vi.advanceTimersByTime(10_000)
    expect(delayed).not.toHaveBeenCalled()
    expect(immediate).toHaveBeenCalledTimes(1)
    expect(later).not.toHaveBeenCalled()
    clock.setRate(1, false)
    vi.advanceTimersByTime(0)
    expect(immediate).toHaveBeenCalledTimes(2)
    expect(later).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(39)
    expect(delayed).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(delayed).toHaveBeenCalledTimes(1)
  })

  test('a task may be cancelled while paused', () => {
    const clock = new LabClock()
    clock.setRate(1, true)
    const task = vi.fn<() => void>()
    clock.schedule(10, task)()
    clock.setRate(1, false)
    vi.advanceTimersByTime(100)
    expect(task).not.toHaveBeenCalled()
  })

  test('deadlines know neither pace nor pause', () => {
    const clock = new LabClock()
    clock.setRate(0.01, true)
    const task = vi.fn<() => void>()
    const cancelled = vi.fn<() => void>()
    clock.deadline(100, task)
    clock.deadline(100, cancelled)()
    clock.deadline(Infinity, cancelled)
    vi.advanceTimersByTime(99)
    expect(task).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(task).toHaveBeenCalledTimes(1)
    expect(cancelled).not.toHaveBeenCalled()
  })

  test.each([0, -1, 1.5, Number.NaN])('refuses the rate %d and keeps its own', (rate) => {
    const clock = new LabClock()
    expect(() => clock.setRate(rate, true)).toThrow(`clock rate not in 0..1: ${rate}`)
    expect([clock.rate, clock.paused]).toEqual([1, false])
  })
})
