import { expect, test } from 'vitest'
import { check, type CheckOptions } from './check'
import { knownCount } from './known-counts'
import { CORRECT_RULES } from './rules'

const START = [0, 1, 3]

test('every interleaving from {0,1,3} keeps the invariants and can heal, under the guard of principals', () => {
  const report = check({ ids: 5, r: 2, guard: 'principals' })
  expect(report).toMatchObject({ outcome: 'clean', states: 777_771, stuck: 0, broken: [] })
  expect(report.states).toBe(knownCount(5, 2, START, 'principals', 'slot'))
}, 120_000)

test('every interleaving with at most r − 1 failures between Ideal states keeps them too', () => {
  const report = check({ ids: 5, r: 2, guard: 'window' })
  expect(report).toMatchObject({ outcome: 'clean', states: 184_136, stuck: 0, broken: [] })
}, 60_000)

test('rings of the same identifiers are all reached: the count does not depend on where it starts', () => {
  const report = check({ ids: 5, r: 2, guard: 'window', start: [1, 2, 3, 4] })
  expect(report).toMatchObject({ outcome: 'clean', states: 184_136 })
}, 60_000)

test('each Ideal ring of three, four and five nodes is quiet exactly once', () => {
  expect(check({ ids: 5, r: 2, guard: 'window' }).quietIdeal).toBe(10 + 5 + 1)
}, 60_000)

test('a ring that grows from two nodes without failures can always reach Ideal, over queued notifications', () => {
  const report = check({ ids: 5, r: 2, guard: 'joins', start: [0, 2], network: 'queue' })
  expect(report).toMatchObject({ outcome: 'clean', stuck: 0 })
  expect(report.states).toBeGreaterThan(10_000)
}, 60_000)

test('a step that throws is a crash, with the schedule that leads to it', () => {
  const options: CheckOptions = {
    ids: 5,
    r: 2,
    guard: 'window',
    rules: {
      ...CORRECT_RULES,
      stabilizeFromPredecessor: () => {
        throw new Error('no such peer')
      }
    }
  }
  const report = check(options)
  expect(report).toMatchObject({
    outcome: 'crash',
    schedule: ['join 2@1', 'stabilize 2 from 3', 'rectify 3 from 2', 'stabilize 1 from 3']
  })
  expect(String(report.error)).toContain('no such peer')
})

test('a search with a limit says that it is undecided', () => {
  expect(check({ ids: 5, r: 2, guard: 'window', maxStates: 1000 }).outcome).toBe('undecided')
})
