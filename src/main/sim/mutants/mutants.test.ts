import { expect, test } from 'vitest'
import { check } from '../checker/check'
import { brokenSafety, cycles, idealRing } from '../predicates'
import { playOriginal, SPLITTING_SCHEDULE } from './original'
import { MUTANTS } from './table'

const caught = [...MUTANTS].filter(([, mutant]) => mutant.equivalent === undefined)
const equivalent = [...MUTANTS].filter(([, mutant]) => mutant.equivalent !== undefined)

test('there are at least 25 mutants', () => {
  expect(caught.length).toBeGreaterThanOrEqual(25)
})

test.each(caught)(
  '%s is caught',
  (_name, { rules }) => {
    const { outcome, schedule } = check({ ids: 5, r: 2, guard: 'window', rules })
    expect(['safety', 'liveness']).toContain(outcome)
    expect(schedule.length).toBeGreaterThan(0)
  },
  60_000
)

test.each(equivalent)(
  '%s keeps every promise, as its explanation says',
  (_name, { rules }) => {
    expect(check({ ids: 5, r: 2, guard: 'window', rules })).toMatchObject({ outcome: 'clean', stuck: 0 })
  },
  60_000
)

test('the guard of principals hides the loss of fault tolerance that the window guard shows', () => {
  const { rules } = MUTANTS.get('adopt-unasked')!
  expect(check({ ids: 5, r: 2, guard: 'window', rules }).broken[0]?.predicate).toBe('I1')
  expect(check({ ids: 5, r: 2, guard: 'principals', rules }).outcome).toBe('clean')
}, 60_000)

test('the published operations split {0,1,2,3} into two rings by the schedule of PROTOCOL §2', () => {
  const seen = playOriginal(idealRing(['0', '1', '2', '3'], 2), SPLITTING_SCHEDULE, 2)
  const last = seen.at(-1)!
  expect(cycles(last).map((cycle) => cycle.sort())).toEqual([['0', '2'], ['1']])
  expect(brokenSafety(last, 2, 'full').map(({ predicate }) => predicate)).toContain('D4')
  expect(Math.min(...seen.map((ring) => ring.size))).toBe(3)
})
