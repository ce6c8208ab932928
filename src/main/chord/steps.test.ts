import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { between, clockwiseFrom, type Id, idSpace, nextId, SPACE_160, toId } from '../../shared/ids'
import {
  alone,
  dropHead,
  inBootstrap,
  join,
  rectify,
  rectifyNeedsPing,
  type RingState,
  sameState,
  stabilizeFromPredecessor,
  stabilizeFromSuccessor
} from './steps'

const space = idSpace(8)
const R = 3
const state = (self: Id, pred: Id, ...succ: Id[]): RingState => ({ self, pred, succ })
const answer = (pred: Id, ...succ: Id[]): { pred: Id; succ: Id[] } => ({ pred, succ })

/** Nodes in order around the circle, from which a stretch of a right ring is read. */
const ring160 = fc
  .uniqueArray(fc.bigInt({ min: 0n, max: SPACE_160.size - 1n }), { minLength: 6, maxLength: 14 })
  .map((values) => values.map((value) => toId(SPACE_160, value)).sort())
const at = (ring: readonly Id[], i: number): Id => ring[((i % ring.length) + ring.length) % ring.length] as Id
const after = (ring: readonly Id[], i: number, count: number): Id[] =>
  Array.from({ length: count }, (_, k) => at(ring, i + 1 + k))
const ideal = (ring: readonly Id[], i: number): RingState => ({
  self: at(ring, i),
  pred: at(ring, i - 1),
  succ: after(ring, i, R)
})

/** D1 and D2: an extended successor list without doubles, once around the circle at most. */
function isClean({ self, succ }: RingState): boolean {
  const list = [self, ...succ]
  return new Set(list).size === list.length && [...list].sort(clockwiseFrom(self)).join() === list.join()
}

describe('join (§2)', () => {
  test('succ(j) is a copy of the whole list of m, and pred(j) is m', () => {
    expect(join('15', '10', answer('0a', '20', '30', '40'), R)).toEqual(state('15', '10', '20', '30', '40'))
  })

  test('a place across zero is a place like any other', () => {
    expect(join('02', 'f0', answer('e0', '10', '20', '30'), R)).toEqual(state('02', 'f0', '10', '20', '30'))
  })

  test('if m is dead, look up again', () => {
    expect(join('15', '10', 'dead', R)).toBeNull()
  })

  test.each([
    ['25', 'beyond the first successor'],
    ['0f', 'before the member'],
    ['20', 'the successor itself: it is still believed to be there'],
    ['10', 'the member itself']
  ])('if between(m, j, m.succ[0]) fails, look up again: %s, %s', (joiner) => {
    expect(join(joiner, '10', answer('0a', '20', '30', '40'), R)).toBeNull()
  })

  test('a member that names nobody is no way in', () => {
    expect(join('15', '10', answer('10'), R)).toBeNull()
  })

  test('a joiner of a right ring gets r clean successors, and lies between its neighbours', () => {
    fc.assert(
      fc.property(ring160, fc.nat(), (ring, i) => {
        const [joiner, others] = [at(ring, i), ring.filter((id) => id !== at(ring, i))]
        const m = others.indexOf(at(ring, i - 1))
        const member = ideal(others, m)
        const joined = join(joiner, member.self, member, R) as RingState
        expect(joined).toEqual({ self: joiner, pred: member.self, succ: after(others, m, R) })
        expect(isClean(joined) && between(joined.pred, joiner, joined.succ[0] as Id)).toBe(true)
      })
    )
  })
})

describe('stabilize, step 1 (§2)', () => {
  const before = state('10', '00', '20', '30', '40')

  test('dead: drop the head, pad with the identifier right after the last entry, try the new head', () => {
    expect(stabilizeFromSuccessor(space, before, 'dead', R)).toEqual({
      state: state('10', '00', '30', '40', '41'),
      next: { do: 'retry' }
    })
  })

  test('the padding skips nobody, wraps at zero, and grows by one at each death', () => {
    const first = dropHead(space, state('10', '00', '20', '30', 'ff'), R)
    expect(first.succ).toEqual(['30', 'ff', '00'])
    expect(dropHead(space, first, R).succ).toEqual(['ff', '00', '01'])
    fc.assert(
      fc.property(ring160, fc.nat(), (ring, i) => {
        const { succ } = dropHead(SPACE_160, ideal(ring, i), R)
        const last = succ[R - 2] as Id
        expect(succ[R - 1]).toBe(nextId(SPACE_160, last))
        expect(ring.some((id) => between(last, id, succ[R - 1] as Id))).toBe(false)
      })
    )
  })

  test('a list stays exactly r long through r deaths, without doubles', () => {
    let now: RingState = before
    for (let death = 0; death < R; death++) {
      now = stabilizeFromSuccessor(space, now, 'dead', R).state
      expect(now.succ).toHaveLength(R)
      expect(isClean(now)).toBe(true)
    }
  })

  test('the predecessor is never touched', () => {
    expect(stabilizeFromSuccessor(space, before, 'dead', R).state.pred).toBe('00')
    expect(stabilizeFromSuccessor(space, before, answer('10', '30', '40', '50'), R).state.pred).toBe('00')
    expect(stabilizeFromPredecessor(before, '18', answer('10', '20', '30', '40'), R).state.pred).toBe('00')
  })

  test('alive: succ(t) = [s, ...succ(s) without its last], adopted every time s answers', () => {
    const { state: adopted } = stabilizeFromSuccessor(space, before, answer('10', '28', '30', '38'), R)
    expect(adopted.succ).toEqual(['20', '28', '30'])
    const { state: also } = stabilizeFromSuccessor(space, before, answer('18', '28', '30', '38'), R)
    expect(also.succ).toEqual(['20', '28', '30'])
  })

  test('then, if between(t, pred(s), s), go to step 2 with p = pred(s), without adopting p unasked', () => {
    const { state: now, next } = stabilizeFromSuccessor(space, before, answer('18', '30', '40', '50'), R)
    expect(next).toEqual({ do: 'ask', peer: '18' })
    expect(now.succ).not.toContain('18')
  })

  test.each(['10', '08', '20', '28'])('else notify s: pred(s) = %s is not between', (pred) => {
    const { next } = stabilizeFromSuccessor(space, before, answer(pred, '30', '40', '50'), R)
    expect(next).toEqual({ do: 'notify', peer: '20' })
  })

  test('in a right ring it changes nothing and notifies the successor', () => {
    fc.assert(
      fc.property(ring160, fc.nat(), (ring, i) => {
        const { state: now, next } = stabilizeFromSuccessor(SPACE_160, ideal(ring, i), ideal(ring, i + 1), R)
        expect(sameState(now, ideal(ring, i))).toBe(true)
        expect(next).toEqual({ do: 'notify', peer: at(ring, i + 1) })
      })
    )
  })
})

describe('stabilize, step 2 (§2)', () => {
  const before = state('10', '00', '20', '30', '40')

  test('alive: succ(t) = [p, ...succ(p) without its last]; notify p', () => {
    expect(stabilizeFromPredecessor(before, '18', answer('08', '20', '30', '40'), R)).toEqual({
      state: state('10', '00', '18', '20', '30'),
      next: { do: 'notify', peer: '18' }
    })
  })

  test('dead: keep, notify s', () => {
    expect(stabilizeFromPredecessor(before, '18', 'dead', R)).toEqual({
      state: before,
      next: { do: 'notify', peer: '20' }
    })
  })

  test('only if between(t, p, succ(t)[0]) still holds', () => {
    for (const peer of ['20', '28', '10', '08']) {
      expect(stabilizeFromPredecessor(before, peer, answer('10', '30', '40', '50'), R)).toEqual({
        state: before,
        next: { do: 'notify', peer: '20' }
      })
    }
  })
})

describe('rectify (§2)', () => {
  const before = state('20', '10', '30', '40', '50')

  test('between(pred, q, n): pred = q, and nobody needs to be asked', () => {
    expect(rectifyNeedsPing(before, '18')).toBe(false)
    expect(rectify(before, '18', true).pred).toBe('18')
  })

  test('otherwise, if pred is dead: pred = q', () => {
    expect(rectifyNeedsPing(before, '08')).toBe(true)
    expect(rectify(before, '08', false).pred).toBe('08')
  })

  test('otherwise nothing', () => {
    expect(rectify(before, '08', true)).toBe(before)
    expect(rectify(before, '10', true)).toBe(before)
    expect(rectify(before, '10', false)).toBe(before)
    expect(rectifyNeedsPing(before, '10')).toBe(false)
  })

  test('a node is never made its own predecessor by a notify, nor is the list touched', () => {
    expect(rectify(before, '20', false)).toBe(before)
    expect(rectify(before, '18', true).succ).toBe(before.succ)
  })

  test('the predecessor only ever comes nearer while it lives', () => {
    fc.assert(
      fc.property(ring160, fc.nat(), fc.nat(), fc.nat(), (ring, n, p, q) => {
        const now: RingState = { self: at(ring, n), pred: at(ring, p), succ: after(ring, n, R) }
        const { pred } = rectify(now, at(ring, q), true)
        expect(pred === now.pred || between(now.pred, pred, now.self)).toBe(true)
      })
    )
  })
})

describe('the bootstrap phase (§2): full membership known to all until there are r + 1', () => {
  test('a ring of one is its own successor and predecessor', () => {
    expect(alone('10')).toEqual(state('10', '10', '10'))
    expect(inBootstrap(alone('10'), R)).toBe(true)
  })

  test('the second node joins the first anywhere on the circle, and the lists are as long as the ring', () => {
    const joined = join('40', '10', alone('10'), R)
    expect(joined).toEqual(state('40', '10', '10'))
    const first = rectify(alone('10'), '40', true)
    expect(first).toEqual(state('10', '40', '10'))
    const { next } = stabilizeFromSuccessor(space, first, first, R)
    expect(next).toEqual({ do: 'ask', peer: '40' })
    expect(stabilizeFromPredecessor(first, '40', joined as RingState, R)).toEqual({
      state: state('10', '40', '40'),
      next: { do: 'notify', peer: '40' }
    })
  })

  test('a list ends where it comes back to its own node, and is never padded with it', () => {
    const { state: now } = stabilizeFromSuccessor(space, state('10', '30', '20', '30'), answer('10', '30', '10'), R)
    expect(now.succ).toEqual(['20', '30'])
    expect(inBootstrap(now, R)).toBe(true)
  })

  test('with r + 1 nodes every list has r entries, and the phase is over', () => {
    const { state: now } = stabilizeFromSuccessor(
      space,
      state('10', '40', '20', '30'),
      answer('10', '30', '40', '10'),
      R
    )
    expect(now.succ).toEqual(['20', '30', '40'])
    expect(inBootstrap(now, R)).toBe(false)
  })

  test('a dead head shortens a list that held the whole ring, down to the node itself', () => {
    const two = dropHead(space, state('10', '30', '20', '30'), R)
    expect(two.succ).toEqual(['30'])
    const one = dropHead(space, two, R)
    expect(one.succ).toEqual(['10'])
    expect(stabilizeFromPredecessor(one, '30', 'dead', R).state).toEqual(alone('10'))
  })

  test.each([1, 2, 3, 4, 5, 6])('%i nodes stay as they are once each knows all others', (count) => {
    const ring = ['10', '28', '40', '70', 'a0', 'f0'].slice(0, count)
    const views = ring.map((self, i): RingState => {
      const others = after(ring, i, Math.min(R, count - 1))
      return { self, pred: at(ring, i - 1), succ: others.length === 0 ? [self] : others }
    })
    for (const [i, view] of views.entries()) {
      const { state: now, next } = stabilizeFromSuccessor(space, view, views[(i + 1) % count] as RingState, R)
      expect(now).toEqual(view)
      expect(next).toEqual({ do: 'notify', peer: at(ring, i + 1) })
      expect(inBootstrap(view, R)).toBe(count <= R)
    }
  })
})
