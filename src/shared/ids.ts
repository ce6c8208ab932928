/**
 * Identifiers on the circle 2^m, and the arithmetic of the circle (Stoica et al., §2; PROTOCOL §1).
 *
 * An id is a lower-case hex string of fixed width, so that comparing two ids is comparing two strings and an id is a
 * map key as it stands. BigInt appears only where a power of two or a distance is asked for.
 */
export type Id = string

/** The circle that ids live on. `size` is 2^m for a ring of m bits; the exhaustive checker uses other sizes. */
export interface IdSpace {
  /** m, the number of bits: fingers are numbered 0 to bits − 1. */
  readonly bits: number
  /** Number of identifiers on the circle. */
  readonly size: bigint
  /** Width of an id in hex digits. */
  readonly digits: number
}

/** The circle of `bits` bits, 1 to 160. Throws RangeError on anything else. */
export function idSpace(bits: number): IdSpace {
  if (!Number.isInteger(bits) || bits < 1 || bits > 160) throw new RangeError(`id bits not in 1..160: ${bits}`)
  return { bits, size: 1n << BigInt(bits), digits: Math.ceil(bits / 4) }
}

/** The circle of the lab and of Torus: 160 bits, 40 hex digits. */
export const SPACE_160: IdSpace = idSpace(160)

/** `x` strictly inside the arc that goes clockwise from `a` to `b`, both ends open; `between(a, x, a)` is x ≠ a. */
export function between(a: Id, x: Id, b: Id): boolean {
  return a < b ? a < x && x < b : x > a || x < b
}

/** `x` in the half-open arc (a, b]: what b owns when a is its predecessor; (a, a] is the whole circle. */
export function inArc(a: Id, x: Id, b: Id): boolean {
  return a < b ? a < x && x <= b : x > a || x <= b
}

/** The id of `value` modulo the size of the circle. */
export function toId(space: IdSpace, value: bigint): Id {
  const wrapped = ((value % space.size) + space.size) % space.size
  return wrapped.toString(16).padStart(space.digits, '0')
}

/** Reading an id costs more than the arithmetic, and a node meets the same ids over and over. */
const numbers = new Map<Id, bigint>()
const NUMBERS_KEPT = 4096

/** The number that an id stands for. */
export function toNumber(id: Id): bigint {
  let value = numbers.get(id)
  if (value === undefined) {
    value = BigInt(`0x${id}`)
    if (numbers.size >= NUMBERS_KEPT) numbers.clear()
    numbers.set(id, value)
  }
  return value
}

/** `id + offset` on the circle. */
export function addToId(space: IdSpace, id: Id, offset: bigint): Id {
  return toId(space, toNumber(id) + offset)
}

/** The identifier right after `id`. */
export function nextId(space: IdSpace, id: Id): Id {
  return addToId(space, id, 1n)
}

/** Where finger `exponent` of `id` starts: id + 2^exponent (§4.2). */
export function fingerStart(space: IdSpace, id: Id, exponent: number): Id {
  return addToId(space, id, 1n << BigInt(exponent))
}

/** Clockwise steps from `a` to `b`, 0 to size − 1. */
export function distance(space: IdSpace, a: Id, b: Id): bigint {
  const steps = toNumber(b) - toNumber(a)
  return steps < 0n ? steps + space.size : steps
}

/** Clockwise order as seen from `origin`, for sorting; `origin` itself comes first. */
export function clockwiseFrom(origin: Id): (a: Id, b: Id) => number {
  return (a, b) => {
    const aWraps = a < origin
    const bWraps = b < origin
    if (aWraps !== bWraps) return aWraps ? 1 : -1
    return a < b ? -1 : a > b ? 1 : 0
  }
}

/** Place of an id on the circle as a fraction of a turn, 0 ≤ f < 1. Enough digits for a picture, not for arithmetic. */
export function turnOf(space: IdSpace, id: Id): number {
  if (space.bits <= 48) return Number(toNumber(id)) / Number(space.size)
  const lead = space.digits * 4 - space.bits
  return (Number.parseInt(id.slice(0, 12), 16) / 2 ** 48) * 2 ** lead
}

/** Share of the circle that the arc (a, b] covers, 0 < share ≤ 1. */
export function arcShare(space: IdSpace, a: Id, b: Id): number {
  if (a === b) return 1
  const share = turnOf(space, b) - turnOf(space, a)
  return share <= 0 ? share + 1 : share
}

/** Whether `text` is an id of this circle as we write them: fixed width, lower case, below the size. */
export function isId(space: IdSpace, text: string): boolean {
  return text.length === space.digits && /^[0-9a-f]+$/.test(text) && toNumber(text) < space.size
}

/** Reads an id that a person typed: any case, leading zeros optional. Throws RangeError naming the value. */
export function parseId(space: IdSpace, text: string): Id {
  const digits = text.trim().toLowerCase().replace(/^0x/, '')
  if (!/^[0-9a-f]+$/.test(digits)) throw new RangeError(`id is not hexadecimal: ${JSON.stringify(text)}`)
  const value = BigInt(`0x${digits}`)
  if (value >= space.size) throw new RangeError(`id does not fit in ${space.bits} bits: ${text}`)
  return toId(space, value)
}

/** Index of the first item with an id above `id`, among items in the order of their ids. */
export function firstAbove<T>(items: readonly T[], id: Id, idOf: (item: T) => Id): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (idOf(items[middle] as T) <= id) low = middle + 1
    else high = middle
  }
  return low
}

/** The first four digits, which is how the lab names a node. */
export function shortId(id: Id): string {
  return id.slice(0, 4)
}
