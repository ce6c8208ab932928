import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SimClock } from '../sim/sim-clock'
import { Maintenance, type Pace } from './maintenance'
import type { Cancel, Clock } from './ports'

const SLOW_MS = 2000
/** No jitter: 0.5 is the middle of the generator's range. */
const STEADY = { next: () => 0.5 }

interface Rounds {
  clock: SimClock
  maintenance: Maintenance
  /** When each round started. */
  starts: number[]
  paces: Pace[]
}

function rounds(
  round: (n: number) => Promise<boolean> | boolean = () => false,
  { clock = new SimClock(), random = STEADY, use = clock as Clock } = {}
): Rounds {
  const [starts, paces]: [number[], Pace[]] = [[], []]
  const maintenance = new Maintenance(use, random, SLOW_MS, async (pace) => {
    starts.push(clock.now())
    paces.push(pace)
    return round(starts.length)
  })
  return { clock, maintenance, starts, paces }
}

const gaps = (starts: readonly number[]): number[] => starts.slice(1).map((at, i) => at - (starts[i] as number))

describe('when rounds run (DESIGN: change wakes, quiet sleeps)', () => {
  test('at once, then after pauses that double up to the slow period and stay there', async () => {
    const { clock, maintenance, starts } = rounds()
    maintenance.start()
    await clock.run(9000)
    expect(starts[0]).toBe(0)
    expect(gaps(starts)).toEqual([20, 40, 80, 160, 320, 640, 1280, 2000, 2000, 2000])
  })

  test('hurried when woken, thorough while the pauses are short, calm once they are slow', async () => {
    const { clock, maintenance, paces } = rounds()
    maintenance.start()
    await clock.run(9000)
    expect(paces).toEqual(['hurried', ...Array<Pace>(6).fill('thorough'), ...Array<Pace>(4).fill('calm')])
  })

  test('a round that asks for another is followed by it at once', async () => {
    const { clock, maintenance, starts } = rounds((n) => n < 4)
    maintenance.start()
    await clock.run(100)
    expect(gaps(starts)).toEqual([1, 1, 1, 20, 40])
  })

  test('a hint in the quiet period wakes at once, and the pauses are short again', async () => {
    const { clock, maintenance, starts } = rounds()
    maintenance.start()
    await clock.run(9000)
    const quiet = starts.length
    maintenance.wake()
    await clock.run(70)
    expect(starts.slice(quiet)).toEqual([9000, 9020, 9060])
  })

  test('a stir makes the pauses short again without a round at once', async () => {
    const { clock, maintenance, starts } = rounds()
    maintenance.start()
    await clock.run(9000)
    const quiet = starts.length
    maintenance.stir()
    await clock.run(70)
    expect(starts.slice(quiet)).toEqual([9020, 9060])
  })

  test('hints in a storm are answered together, with a spacing between rounds', async () => {
    const { clock, maintenance, starts } = rounds()
    maintenance.start()
    await clock.run(0.5)
    for (let i = 0; i < 100; i++) maintenance.wake()
    await clock.run(10)
    expect(starts).toEqual([0, 1])
  })

  test('hints during a round make one more round after it, and rounds never run side by side', async () => {
    const clock = new SimClock()
    let running = 0
    const { maintenance, starts } = rounds(
      async (n) => {
        running++
        expect(running).toBe(1)
        await new Promise<void>((resolve) => clock.deadline(5, resolve))
        if (n === 1) for (let i = 0; i < 10; i++) maintenance.wake()
        await new Promise<void>((resolve) => clock.deadline(5, resolve))
        running--
        return false
      },
      { clock }
    )
    maintenance.start()
    await clock.run(29)
    expect(starts).toEqual([0, 10])
  })

  test('a pause is three times as long as the round before it, at least', async () => {
    const clock = new SimClock()
    const { maintenance, starts } = rounds(
      async (n) => {
        await new Promise<void>((resolve) => clock.deadline(n === 2 ? 100 : 1, resolve))
        return false
      },
      { clock }
    )
    maintenance.start()
    await clock.run(1000)
    // The slow round takes 100 and is followed by 300; afterwards the doubling goes on where it was.
    expect(gaps(starts).slice(0, 4)).toEqual([21, 400, 81, 161])
  })

  test('pauses vary by a fifth either way, so that nodes do not march in step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), async (x) => {
        const { clock, maintenance, starts } = rounds(() => false, { random: { next: () => x } })
        maintenance.start()
        await clock.run(20_000)
        const all = gaps(starts)
        expect(all[0]).toBeCloseTo(20 * (0.8 + 0.4 * x), 6)
        expect(all.at(-1)).toBeCloseTo(SLOW_MS * (0.8 + 0.4 * x), 6)
      }),
      { numRuns: 20 }
    )
  })
})

describe('stopping', () => {
  test('no round starts after stop, not even one that was woken for', async () => {
    const { clock, maintenance, starts } = rounds()
    maintenance.start()
    await clock.run(100)
    const before = starts.length
    maintenance.wake()
    maintenance.stop()
    maintenance.wake()
    await maintenance.step()
    await clock.run(10_000)
    expect(starts).toHaveLength(before)
  })

  test('a stop during a round lets it end, and it is the last', async () => {
    const clock = new SimClock()
    const { maintenance, starts } = rounds(
      async () => {
        await new Promise<void>((resolve) => clock.deadline(5, resolve))
        return true
      },
      { clock }
    )
    maintenance.start()
    await clock.run(1)
    maintenance.stop()
    await clock.run(10_000)
    expect(starts).toEqual([0])
  })

  test('a node started again after a stop in the middle of a wake-up goes on', async () => {
    const { clock, maintenance, starts } = rounds()
    maintenance.start()
    maintenance.stop()
    maintenance.start()
    await clock.run(10)
    expect(starts).toEqual([0])
  })
})

describe('stepping', () => {
  /** The lab's clock while it is paused: what is scheduled waits, deadlines run. */
  class PausedClock implements Clock {
    readonly inner: SimClock

    constructor(inner: SimClock) {
      this.inner = inner
    }

    now(): number {
      return this.inner.now()
    }

    wall(): number {
      return this.inner.wall()
    }

    schedule(): Cancel {
      return () => {}
    }

    deadline(delayMs: number, task: () => void): Cancel {
      return this.inner.deadline(delayMs, task)
    }
  }

  test('each step is one round while the clock is paused, and nothing else runs', async () => {
    const clock = new SimClock()
    const { maintenance, starts } = rounds(() => true, { clock, use: new PausedClock(clock) })
    maintenance.start()
    await clock.run(5000)
    expect(starts).toEqual([])
    await maintenance.step()
    await maintenance.step()
    await clock.run(5000)
    expect(starts).toEqual([5000, 5000])
  })

  test('steps asked for together run one after the other', async () => {
    const clock = new SimClock()
    const { maintenance, starts } = rounds(
      async () => {
        await new Promise<void>((resolve) => clock.deadline(5, resolve))
        return false
      },
      { clock, use: new PausedClock(clock) }
    )
    maintenance.start()
    const steps = Promise.all([maintenance.step(), maintenance.step(), maintenance.step()])
    await clock.run(100)
    await steps
    expect(starts).toEqual([0, 5, 10])
  })

  test('a step waits for the round under way and then runs its own', async () => {
    const clock = new SimClock()
    const { maintenance, starts } = rounds(
      async () => {
        await new Promise<void>((resolve) => clock.deadline(5, resolve))
        return false
      },
      { clock }
    )
    maintenance.start()
    await clock.run(2)
    const step = maintenance.step()
    await clock.run(9)
    await step
    expect(starts).toEqual([0, 5])
  })
})
