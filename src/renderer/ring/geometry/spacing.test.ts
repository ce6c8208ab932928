import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shortWay, wrapTurn } from './polar'
import { evenSpacing, mixSpacing, shownTurn, trueAnchors, trueTurn, TRUE_SPACING } from './spacing'

const turns = fc
  .uniqueArray(fc.integer({ min: 0, max: 99_999 }), { minLength: 2, maxLength: 64 })
  .map((all) => all.map((n) => n / 100_000))
const place = fc.integer({ min: 0, max: 99_999 }).map((n) => n / 100_000)

describe('spacing', () => {
  test('true spacing shows everything where it is', () => {
    expect(shownTurn(TRUE_SPACING, 0.25)).toBe(0.25)
    expect(shownTurn(trueAnchors([0.1, 0.9]), 0.95)).toBeCloseTo(0.95, 12)
    expect(shownTurn(trueAnchors([0.1, 0.9]), 0.01)).toBeCloseTo(0.01, 12)
  })

  test('even spacing puts neighbours 1/n apart', () => {
    fc.assert(
      fc.property(turns, (all) => {
        const spacing = evenSpacing(all)
        const shown = [...all].sort((a, b) => a - b).map((turn) => shownTurn(spacing, turn))
        for (const [index, turn] of shown.entries()) {
          const next = shown[(index + 1) % shown.length] ?? 0
          expect(Math.abs(shortWay(1 / all.length, wrapTurn(next - turn)))).toBeLessThan(1e-9)
        }
      })
    )
  })

  test('a key stays in the arc of its owner, and in its order within it', () => {
    const spacing = evenSpacing([0.1, 0.2, 0.7])
    const inArc = [0.25, 0.4, 0.6].map((turn) => shownTurn(spacing, turn))
    const [from, to] = [shownTurn(spacing, 0.2), shownTurn(spacing, 0.7)]
    const along = inArc.map((turn) => wrapTurn(turn - from))
    expect(along).toEqual([...along].sort((a, b) => a - b))
    expect(along.every((way) => way > 0 && way < wrapTurn(to - from))).toBe(true)
  })

  test('trueTurn undoes shownTurn, also half way between the two', () => {
    fc.assert(
      fc.property(turns, place, fc.constantFrom(0, 0.5, 1), (all, turn, share) => {
        const spacing = mixSpacing(trueAnchors(all), evenSpacing(all), share)
        expect(Math.abs(shortWay(turn, trueTurn(spacing, shownTurn(spacing, turn))))).toBeLessThan(1e-6)
      })
    )
  })

  test('a node that joins starts where its id was shown a moment ago', () => {
    const before = evenSpacing([0.1, 0.2, 0.7])
    const start = mixSpacing(before, evenSpacing([0.1, 0.2, 0.5, 0.7]), 0)
    expect(shownTurn(start, 0.5)).toBeCloseTo(shownTurn(before, 0.5), 9)
  })

  test('one node, or none, needs no stretching', () => {
    expect(evenSpacing([])).toEqual([])
    expect(evenSpacing([0.4])).toEqual([])
  })
})
