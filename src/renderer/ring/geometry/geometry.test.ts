import { describe, expect, test } from 'vitest'
import { seededDensity, seededIds, turnOfId } from '../testing/seeded-ring'
import { sectorPath, trimmedArc } from './arcs'
import { alongChord, chordBend, chordBetween, chordLength, trimmedChord } from './chords'
import { arcHolds, binCount, densityBars, foldDensity } from './density'
import { discSteps } from './discs'
import { ringFrame } from './frame'
import { placeOnChords } from './pills'
import { distanceBetween, pointAt, shortWay, turnAt } from './polar'
import { evenSpacing } from './spacing'

describe('frame', () => {
  test('the radius follows the stage as the look says', () => {
    expect(ringFrame(840, 644, 16).radius).toBe(240)
    expect(ringFrame(560, 800, 16).radius).toBe(560 / 2 - 154)
    expect(ringFrame(504, 476, 16)).toMatchObject({ small: true, radius: 176 })
    expect(ringFrame(680, 544, 16).radius).toBe(544 / 2 - 56)
  })

  test('role words take 12 px of a small stage and nothing of a large one', () => {
    expect(ringFrame(680, 544, 16, { roleWords: true }).radius).toBe((544 - 12) / 2 - 56)
    expect(ringFrame(840, 644, 16, { roleWords: true }).radius).toBe(240)
  })

  test('bands and label line', () => {
    const large = ringFrame(840, 644, 16)
    expect([large.bandInner - large.radius, large.bandHeight, large.labelLine - large.radius, large.disc]).toEqual([
      14, 28, 54, 6
    ])
    const small = ringFrame(504, 476, 16)
    expect([small.bandInner - small.radius, small.bandHeight, small.labelLine - small.radius, small.disc]).toEqual([
      10, 18, 38, 5
    ])
  })

  test('zooming moves things apart and keeps their size', () => {
    const frame = ringFrame(840, 644, 16, { zoom: { k: 2, x: -420, y: -322 } })
    expect(frame.radius).toBe(480)
    expect(frame.centre).toEqual({ x: 420, y: 322 })
    expect([frame.disc, frame.bandHeight]).toEqual([6, 28])
  })

  test('discs shrink only where they would touch on average', () => {
    expect(ringFrame(840, 644, 64).disc).toBe(6)
    expect(ringFrame(840, 644, 256).disc).toBe(2.5)
    expect(ringFrame(840, 644, 256, { zoom: { k: 4, x: 0, y: 0 } }).disc).toBe(6)
  })
})

describe('density', () => {
  const density = seededDensity(5_000)
  const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0)

  test('folding keeps every key, in both spacings', () => {
    const even = evenSpacing(seededIds(16).map(turnOfId))
    expect(sum(foldDensity(density, 180, []))).toBe(5_000)
    expect(sum(foldDensity(density, 180, even))).toBe(5_000)
  })

  test('eight source bins make one of 2 degrees', () => {
    const bins = new Array<number>(1440).fill(0)
    bins.splice(8, 8, 1, 1, 1, 1, 1, 1, 1, 1)
    const folded = foldDensity(bins, 180, [])
    expect(folded[1]).toBe(8)
    expect(sum(folded)).toBe(8)
  })

  test('bars are at least 3 px and at most the band', () => {
    const frame = ringFrame(840, 644, 16)
    const heights = densityBars(foldDensity(density, 180, []), frame).map((bar) => bar.height)
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(3)
    expect(Math.max(...heights)).toBe(28)
    expect(densityBars([0, 1, 0], frame)[0]?.height).toBe(7)
  })

  test('more bins only where zoom and data have room', () => {
    expect([1, 1.9, 2, 4, 8, 24].map(binCount)).toEqual([180, 180, 360, 720, 1440, 1440])
  })

  test('an arc over the top, and the whole circle', () => {
    expect(arcHolds({ from: 0.9, to: 0.1 }, 0.95)).toBe(true)
    expect(arcHolds({ from: 0.9, to: 0.1 }, 0.5)).toBe(false)
    expect(arcHolds({ from: 0.3, to: 0.3 }, 0.7)).toBe(true)
  })
})

describe('discs', () => {
  const frame = ringFrame(840, 644, 16)
  const points = (turns: number[], steps: number[]) =>
    turns.map((turn, index) => pointAt(frame.centre, frame.radius + (steps[index] ?? 0), turn))

  test('a near pair steps outward and inward by the same amount, until 2r + 2 apart', () => {
    const turns = [0.1, 0.104]
    const steps = discSteps(turns, frame)
    expect(steps[0]).toBeGreaterThan(0)
    expect(steps[1]).toBe(-(steps[0] ?? 0))
    const [a, b] = points(turns, steps)
    expect(distanceBetween(a ?? frame.centre, b ?? frame.centre)).toBeGreaterThan(13.5)
  })

  test('far discs stay on the line, also a single one', () => {
    expect(discSteps([0, 0.25, 0.5], frame)).toEqual([0, 0, 0])
    expect(discSteps([0.3], frame)).toEqual([0])
  })

  test('a pair over the top is one pair', () => {
    const steps = discSteps([0.001, 0.5, 0.999], frame)
    expect(steps[1]).toBe(0)
    expect(steps[0]).toBe(-(steps[2] ?? 0))
    expect(steps[0]).not.toBe(0)
  })

  test.each([8, 64])('%i hashed nodes never cover each other', (count) => {
    const ringed = ringFrame(840, 644, count)
    const turns = seededIds(count).map(turnOfId)
    const steps = discSteps(turns, ringed)
    const all = turns.map((turn, index) => pointAt(ringed.centre, ringed.radius + (steps[index] ?? 0), turn))
    for (const [index, a] of all.entries())
      for (const b of all.slice(index + 1)) expect(distanceBetween(a, b)).toBeGreaterThan(2 * ringed.disc - 0.5)
  })

  test('256 evenly spaced nodes stay on the line', () => {
    const even = Array.from({ length: 256 }, (_, index) => index / 256)
    expect(discSteps(even, ringFrame(840, 644, 256)).every((step) => step === 0)).toBe(true)
  })
})

describe('chords', () => {
  const { centre, radius } = ringFrame(840, 644, 16)

  test('the control point goes from 0.8 for near to 0.25 for far', () => {
    expect(chordBend(0, 0)).toBe(0.8)
    expect(chordBend(0, 0.5)).toBeCloseTo(0.25)
    expect(chordBend(0.9, 0.15)).toBeCloseTo(0.8 - 0.55 * 0.5)
  })

  test('trimming keeps the curve and leaves the room that was asked for', () => {
    const chord = chordBetween(centre, pointAt(centre, radius, 0.1), pointAt(centre, radius, 0.4))
    const cut = trimmedChord(chord, 11, 8)
    expect(distanceBetween(cut.from, chord.from)).toBeCloseTo(11, 1)
    expect(distanceBetween(cut.to, chord.to)).toBeCloseTo(8, 1)
    expect(chordLength(cut)).toBeLessThan(chordLength(chord) - 18)
    const near = Array.from({ length: 101 }, (_, step) => alongChord(chord, step / 100))
    const middle = alongChord(cut, 0.5)
    expect(Math.min(...near.map((point) => distanceBetween(point, middle)))).toBeLessThan(2)
  })

  test('labels on chords never touch', () => {
    const from = pointAt(centre, radius, 0.6)
    const chords = [0.05, 0.06, 0.07, 0.3].map((turn) => chordBetween(centre, from, pointAt(centre, radius, turn)))
    const places = placeOnChords(chords, () => ({ width: 80, height: 22 }))
    const placed = places.filter((place) => place !== null)
    expect(placed.length).toBeGreaterThanOrEqual(3)
    for (const [index, a] of placed.entries())
      for (const b of placed.slice(index + 1)) expect(Math.abs(a.x - b.x) >= 84 || Math.abs(a.y - b.y) >= 25).toBe(true)
  })
})

describe('arcs', () => {
  test('an arc shorter than its discs is empty', () => {
    expect(trimmedArc({ x: 0, y: 0 }, 100, { from: 0.1, to: 0.11 }, 4, 4)).toBe('')
    expect(trimmedArc({ x: 0, y: 0 }, 100, { from: 0.1, to: 0.2 }, 4, 4)).toMatch(/^M/)
  })

  test('a sector lies around the centre', () => {
    const numbers = (
      sectorPath({ x: 300, y: 300 }, 100, 145, { from: 0, to: 0.25 }).match(/[ML]([\d.]+),([\d.]+)/g) ?? []
    ).map((part) => part.slice(1).split(',').map(Number))
    for (const [x = 0, y = 0] of numbers) expect([100, 145]).toContain(Math.round(Math.hypot(x - 300, y - 300)))
  })

  test('turns and points agree', () => {
    const point = pointAt({ x: 10, y: 20 }, 50, 0.83)
    expect(Math.abs(shortWay(0.83, turnAt({ x: 10, y: 20 }, point)))).toBeLessThan(1e-12)
    expect(pointAt({ x: 0, y: 0 }, 1, 0.25).x).toBeCloseTo(1)
  })
})
