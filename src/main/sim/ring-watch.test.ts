import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idealRing, brokenSafety, regimeOf } from './predicates'
import { RingWatch } from './ring-watch'

const IDS = Array.from({ length: 12 }, (_, i) => i.toString(16))
const id = fc.constantFrom(...IDS)
const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ id, succ: fc.array(id, { minLength: 1, maxLength: 3 }), pred: id }) },
  { weight: 4, arbitrary: fc.record({ id, succ: fc.constant(null), pred: id }) },
  { weight: 1, arbitrary: fc.record({ id, succ: fc.constant(undefined), pred: id }) }
)

test('says what the predicates say, after every change', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), fc.integer({ min: 2, max: 3 }), (changes, r) => {
      const watch = new RingWatch(r)
      for (const [self, belief] of idealRing(IDS.slice(0, 6), r)) watch.set(self, belief)
      for (const { id: self, succ, pred } of changes) {
        if (succ === undefined) watch.remove(self)
        else watch.set(self, succ === null ? idealFor(self, watch, r) : { succ, pred })
        const view = new Map(watch.view)
        expect(watch.regime()).toBe(regimeOf(view, r))
        expect(normal(watch.broken())).toEqual(normal(brokenSafety(view, r)))
      }
    }),
    { numRuns: 100 }
  )
})

function idealFor(self: string, watch: RingWatch, r: number) {
  return idealRing([...watch.view.keys(), self].filter(unique), r).get(self)!
}

function unique(one: string, i: number, all: string[]): boolean {
  return all.indexOf(one) === i
}

function normal(broken: ReturnType<typeof brokenSafety>) {
  return broken.map(({ predicate, nodes }) => ({ predicate, nodes: [...nodes].sort() }))
}
