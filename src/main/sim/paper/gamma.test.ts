import { describe, expect, test } from 'vitest'
import { gammaCdf, gammaQuantile, percentile } from './gamma'

describe('Gamma(v, 1/v)', () => {
  test('with v = 1 is the exponential distribution', () => {
    for (const p of [0.01, 0.5, 0.99]) expect(gammaQuantile(1, p)).toBeCloseTo(-Math.log(1 - p), 12)
  })

  // Half the chi-square quantile of 2v degrees of freedom over v, from the usual tables.
  test.each([
    [2, 0.99, 13.277 / 4],
    [5, 0.01, 2.558 / 10],
    [10, 0.99, 37.566 / 20],
    [20, 0.01, 22.164 / 40],
    [20, 0.99, 63.691 / 40]
  ])('v = %i at %d is %d', (v, probability, expected) => {
    expect(gammaQuantile(v, probability)).toBeCloseTo(expected, 3)
  })

  test('quantile undoes distribution', () => {
    for (const v of [1, 2, 5, 10, 20])
      for (const x of [0.5, 0.7, 1, 2]) expect(gammaQuantile(v, gammaCdf(v, x))).toBeCloseTo(x, 6)
  })
})

test('a percentile is the value that so many lie below', () => {
  const values = Array.from({ length: 200 }, (_, i) => i)
  expect([percentile(values, 0), percentile(values, 1), percentile(values, 50), percentile(values, 100)]).toEqual([
    0, 2, 100, 199
  ])
})
