import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addToId,
  arcShare,
  between,
  clockwiseFrom,
  distance,
  fingerStart,
  type Id,
  idSpace,
  inArc,
  isId,
  nextId,
  parseId,
  shortId,
  SPACE_160,
  toId,
  toNumber,
  turnOf
} from './ids'

const SIZE = SPACE_160.size
const number160 = fc.oneof(
  fc.bigInt({ min: 0n, max: SIZE - 1n }),
  // The wrap-around and the carries are where arithmetic goes wrong.
  fc.constantFrom(0n, 1n, SIZE - 1n, SIZE - 2n, SIZE / 2n, SIZE / 2n - 1n, 1n << 48n, (1n << 48n) - 1n)
)
const id160 = number160.map((value) => toId(SPACE_160, value))
/** Two ids that are often equal or neighbours, and a third. */
const three = fc.tuple(number160, number160, number160, fc.constantFrom(0, 1, 2, 3)).map(([a, b, c, kind]) => {
  if (kind === 1) return [a, a, b] as const
  if (kind === 2) return [a, (a + 1n) % SIZE, b] as const
  return kind === 3 ? ([a, b, a] as const) : ([a, b, c] as const)
})

/** PROTOCOL §1 by counting steps on the circle: x is inside when it comes before b on the way from a. */
function betweenByCounting(size: bigint, a: bigint, x: bigint, b: bigint): boolean {
  const steps = (to: bigint): bigint => (((to - a) % size) + size) % size
  const whole = steps(b) === 0n ? size : steps(b)
  return steps(x) > 0n && steps(x) < whole
}

function inArcByCounting(size: bigint, a: bigint, x: bigint, b: bigint): boolean {
  return a === b || x === b || betweenByCounting(size, a, x, b)
}

describe('between and inArc (PROTOCOL §1)', () => {
  test.each([1, 2, 3, 4, 5])('agree with counting on every triple of a circle of %i bits', (bits) => {
    const space = idSpace(bits)
    const all = Array.from({ length: 2 ** bits }, (_, i) => BigInt(i))
    const wrong: bigint[][] = []
    for (const a of all)
      for (const x of all)
        for (const b of all) {
          const [idA, idX, idB] = [toId(space, a), toId(space, x), toId(space, b)] as const
          const open = between(idA, idX, idB) === betweenByCounting(space.size, a, x, b)
          const halfOpen = inArc(idA, idX, idB) === inArcByCounting(space.size, a, x, b)
          if (!open || !halfOpen) wrong.push([a, x, b])
        }
    expect(wrong).toEqual([])
  })

  test('agree with counting on 160 bits', () => {
    fc.assert(
      fc.property(three, ([a, x, b]) => {
        const [idA, idX, idB] = [toId(SPACE_160, a), toId(SPACE_160, x), toId(SPACE_160, b)] as const
        expect(between(idA, idX, idB)).toBe(betweenByCounting(SIZE, a, x, b))
        expect(inArc(idA, idX, idB)).toBe(inArcByCounting(SIZE, a, x, b))
      }),
      { numRuns: 2000 }
    )
  })

  test('between(a, x, a) holds for every x other than a, and (a, a] is the whole circle', () => {
    fc.assert(
      fc.property(id160, id160, (a, x) => {
        expect(between(a, x, a)).toBe(x !== a)
        expect(inArc(a, x, a)).toBe(true)
      })
    )
  })

  test('of the arcs between neighbours each id lies in exactly one', () => {
    const places = fc.uniqueArray(id160, { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(places, id160, (nodes, x) => {
        const sorted = [...nodes].sort()
        const owners = sorted.filter((node, i) => inArc(sorted.at(i - 1) as Id, x, node))
        expect(owners).toHaveLength(1)
      })
    )
  })
})

describe('arithmetic of the circle', () => {
  test('toId and toNumber undo each other, and wrap below zero and above the size', () => {
    fc.assert(
      fc.property(number160, fc.bigInt({ min: -3n, max: 3n }), (value, turns) => {
        expect(toNumber(toId(SPACE_160, value + turns * SIZE))).toBe(value)
      })
    )
  })

  test('addToId is addition modulo the size, on any number of bits', () => {
    const sums = fc.integer({ min: 1, max: 160 }).chain((bits) => {
      const max = (1n << BigInt(bits)) - 1n
      return fc.tuple(fc.constant(bits), fc.bigInt({ min: 0n, max }), fc.bigInt({ min: -2n * max, max: 2n * max }))
    })
    fc.assert(
      fc.property(sums, ([bits, value, offset]) => {
        const space = idSpace(bits)
        const sum = addToId(space, toId(space, value), offset)
        expect(sum).toHaveLength(space.digits)
        expect(toNumber(sum)).toBe((((value + offset) % space.size) + space.size) % space.size)
      })
    )
  })

  test('the id after the last is the first', () => {
    expect(nextId(SPACE_160, 'f'.repeat(40))).toBe('0'.repeat(40))
    expect(nextId(idSpace(6), '3f')).toBe('00')
    expect(nextId(idSpace(6), '0f')).toBe('10')
  })

  test('finger e starts 2^e after the node, beyond zero too (§4.2)', () => {
    const space = idSpace(6)
    const starts = Array.from({ length: 6 }, (_, e) => Number(toNumber(fingerStart(space, '38', e))))
    expect(starts).toEqual([57, 58, 60, 0, 8, 24])
    fc.assert(
      fc.property(id160, fc.integer({ min: 0, max: 159 }), (id, e) => {
        expect(distance(SPACE_160, id, fingerStart(SPACE_160, id, e))).toBe(1n << BigInt(e))
      })
    )
  })

  test('distance is what must be added to get there', () => {
    fc.assert(
      fc.property(id160, id160, (a, b) => {
        const steps = distance(SPACE_160, a, b)
        expect(steps >= 0n && steps < SIZE).toBe(true)
        expect(addToId(SPACE_160, a, steps)).toBe(b)
      })
    )
  })

  test('clockwiseFrom sorts by distance from the origin, the origin first', () => {
    fc.assert(
      fc.property(id160, fc.array(id160, { maxLength: 20 }), (origin, ids) => {
        const byDistance = (a: Id, b: Id): number => {
          const difference = distance(SPACE_160, origin, a) - distance(SPACE_160, origin, b)
          return difference < 0n ? -1 : difference > 0n ? 1 : 0
        }
        const sorted = [...ids, origin].sort(clockwiseFrom(origin))
        expect(sorted).toEqual([...ids, origin].sort(byDistance))
        expect(sorted[0]).toBe(origin)
      })
    )
  })
})

describe('fractions of a turn', () => {
  test('turnOf is value over size to twelve digits, and never a whole turn, on any number of bits', () => {
    const places = fc.integer({ min: 1, max: 160 }).chain((bits) => {
      const max = (1n << BigInt(bits)) - 1n
      return fc.tuple(fc.constant(bits), fc.oneof(fc.bigInt({ min: 0n, max }), fc.constant(max)))
    })
    fc.assert(
      fc.property(places, ([bits, value]) => {
        const space = idSpace(bits)
        const turn = turnOf(space, toId(space, value))
        const exact = Number((value << 60n) / space.size) / 2 ** 60
        expect(turn).toBeGreaterThanOrEqual(0)
        expect(turn).toBeLessThan(1)
        expect(Math.abs(turn - exact)).toBeLessThan(1e-12)
      }),
      { numRuns: 1000 }
    )
  })

  test('the shares of all arcs of a ring add up to one circle', () => {
    const places = fc.uniqueArray(id160, { minLength: 1, maxLength: 12, selector: (id) => id.slice(0, 12) })
    fc.assert(
      fc.property(places, (nodes) => {
        const sorted = [...nodes].sort()
        const shares = sorted.map((node, i) => arcShare(SPACE_160, sorted.at(i - 1) as Id, node))
        expect(shares.every((share) => share > 0 && share <= 1)).toBe(true)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
      })
    )
  })
})

describe('ids as people write them', () => {
  test('parseId takes any case, a prefix, blanks and missing zeros', () => {
    fc.assert(
      fc.property(number160, fc.boolean(), fc.boolean(), (value, upper, prefix) => {
        const digits = value.toString(16)
        const typed = ` ${prefix ? '0x' : ''}${upper ? digits.toUpperCase() : digits} `
        expect(parseId(SPACE_160, typed)).toBe(toId(SPACE_160, value))
      })
    )
  })

  test.each(['', '0x', 'xyz', '12 34', '-1', '1.5', '0x0x1'])('parseId names %j, which is not hexadecimal', (text) => {
    expect(() => parseId(SPACE_160, text)).toThrow(new RangeError(`id is not hexadecimal: ${JSON.stringify(text)}`))
  })

  test('parseId names a value that does not fit', () => {
    expect(() => parseId(idSpace(6), '40')).toThrow(new RangeError('id does not fit in 6 bits: 40'))
    expect(parseId(idSpace(6), '3f')).toBe('3f')
    const tooLong = '1'.repeat(41)
    expect(() => parseId(SPACE_160, tooLong)).toThrow(new RangeError(`id does not fit in 160 bits: ${tooLong}`))
  })

  test('isId takes exactly what toId writes', () => {
    fc.assert(
      fc.property(id160, (id) => {
        expect(isId(SPACE_160, id)).toBe(true)
        expect(isId(SPACE_160, id.slice(1))).toBe(false)
        expect(isId(SPACE_160, `${id.slice(1)}G`)).toBe(false)
      })
    )
    expect(isId(SPACE_160, 'A'.repeat(40))).toBe(false)
    expect(isId(idSpace(6), '3f')).toBe(true)
    expect(isId(idSpace(6), '40')).toBe(false)
  })

  test.each([0, -1, 161, 2.5, Number.NaN])('a circle of %d bits is refused by name', (bits) => {
    expect(() => idSpace(bits)).toThrow(new RangeError(`id bits not in 1..160: ${bits}`))
  })

  test('a node is named by its first four digits', () => {
    expect(shortId('df4aa48e0cd363692f238d192f914cb9591d129f')).toBe('df4a')
  })
})
