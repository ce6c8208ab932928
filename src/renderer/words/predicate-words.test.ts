import { expect, test } from 'vitest'
import type { PredicateName, PredicateView } from '../../shared/model'
import { eventWords } from './event-words'
import { PREDICATE_MEANINGS, verdict } from './predicate-words'

const NAMES = Object.keys(PREDICATE_MEANINGS) as PredicateName[]
const views = (levels: Partial<Record<PredicateName, PredicateView['level']>>): PredicateView[] =>
  NAMES.map((name) => ({ name, title: name, level: levels[name] ?? 'holds', sinceMs: 0, seq: null, nodes: [] }))

test('the verdict counts what holds, what heals and what is broken', () => {
  expect(verdict(views({}))).toBe('10 of 10 predicates hold')
  expect(verdict(views({ L0: 'healing' }))).toBe('9 of 10 predicates hold, 1 healing')
  expect(verdict(views({ L0: 'healing', I1: 'broken', D3: 'broken' }))).toBe(
    '7 of 10 predicates hold, 1 healing, 2 broken'
  )
})

test('an invariant in the log: its name, what became of it, for how long, and the nodes', () => {
  const nodes = ['aaaa1111', 'bbbb2222']
  const frame = { seq: 9, atMs: 2_300, name: 'L0' as const, nodes, since: 1_500, cause: 7 }
  expect(eventWords({ ...frame, type: 'invariant-broken', level: 'healing' })).toEqual({
    kind: 'L0 healing',
    text: 'L0 does not hold: 2 nodes, aaaa bbbb',
    tone: 'warn',
    nodes: ['aaaa1111', 'bbbb2222']
  })
  expect(eventWords({ ...frame, type: 'invariant-broken', level: 'broken', nodes: [] })).toMatchObject({
    kind: 'L0 broken',
    text: 'L0 does not hold',
    tone: 'bad'
  })
  expect(eventWords({ ...frame, type: 'invariant-restored' })).toMatchObject({
    kind: 'L0 holds',
    text: 'L0 holds again after 0.8 s',
    tone: 'ok'
  })
})
