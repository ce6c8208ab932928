import { expect, it } from 'vitest'
import type { LagView } from '../../shared/model'
import { overloadMs } from './overload'

const lag = (atMs: number, maxMs: number, p50Ms = 0): LagView => ({ atMs, maxMs, p50Ms, p99Ms: maxMs })

it('takes two late seconds out of three, and forgets them', () => {
  expect(overloadMs([], 0)).toBeNull()
  expect(overloadMs([lag(1000, 900)], 1100)).toBeNull()
  expect(overloadMs([lag(1000, 900), lag(2000, 10), lag(3000, 400)], 3100)).toBe(900)
  expect(overloadMs([lag(1000, 900), lag(2000, 900), lag(3000, 10), lag(4000, 10)], 4100)).toBeNull()
  expect(overloadMs([lag(1000, 60, 55), lag(2000, 60, 55)], 2100)).toBe(60)
  expect(overloadMs([lag(1000, 900), lag(2000, 900)], 7000)).toBeNull()
})
