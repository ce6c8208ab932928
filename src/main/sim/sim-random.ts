/** Randomness for simulations: a small generator (mulberry32) with a text for a seed, and the draws that runs need. */
import type { Random } from '../chord/ports'

export class SimRandom implements Random {
  #state = 0x9e3779b9

  /** Different texts give independent streams: one seed is split by naming the concern in the text. */
  constructor(seed: string) {
    for (let i = 0; i < seed.length; i++) this.#state = Math.imul(this.#state ^ seed.charCodeAt(i), 0x01000193)
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** A whole number, 0 ≤ n < `below`. */
  int(below: number): number {
    return Math.floor(this.next() * below)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(from: readonly T[]): T {
    return from[this.int(from.length)] as T
  }

  /** Between `low` and `high`, every order of magnitude equally likely. */
  magnitude(low: number, high: number): number {
    return low * (high / low) ** this.next()
  }
}
