/**
 * The states that a search has seen: three 32-bit words each, in the order in which they were found, behind an
 * open-addressing hash table. Typed arrays, because a million small objects would not fit the time.
 */
export class StateSet {
  words: Uint32Array
  size = 0
  #table: Int32Array
  #mask: number

  constructor(capacity = 1 << 16) {
    this.words = new Uint32Array(capacity * 3)
    this.#table = new Int32Array(capacity * 2).fill(-1)
    this.#mask = this.#table.length - 1
  }

  /** Index of the state, which is `size − 1` when it was new. Compare `size` before and after. */
  add(a: number, b: number, c: number): number {
    let at = hash(a, b, c) & this.#mask
    for (;;) {
      const index = this.#table[at]!
      if (index < 0) break
      const w = index * 3
      if (this.words[w] === a && this.words[w + 1] === b && this.words[w + 2] === c) return index
      at = (at + 1) & this.#mask
    }
    const index = this.size++
    this.#table[at] = index
    this.words[index * 3] = a
    this.words[index * 3 + 1] = b
    this.words[index * 3 + 2] = c
    if (this.size * 2 === this.#table.length) this.#grow()
    return index
  }

  #grow(): void {
    const words = new Uint32Array(this.words.length * 2)
    words.set(this.words)
    this.words = words
    this.#table = new Int32Array(this.#table.length * 2).fill(-1)
    this.#mask = this.#table.length - 1
    for (let index = 0; index < this.size; index++) {
      let at = hash(words[index * 3]!, words[index * 3 + 1]!, words[index * 3 + 2]!) & this.#mask
      while (this.#table[at]! >= 0) at = (at + 1) & this.#mask
      this.#table[at] = index
    }
  }
}

/** A list of 32-bit numbers that grows. */
export class Uint32List {
  items = new Uint32Array(1 << 16)
  length = 0

  push(value: number): void {
    if (this.length === this.items.length) {
      const items = new Uint32Array(this.items.length * 2)
      items.set(this.items)
      this.items = items
    }
    this.items[this.length++] = value
  }
}

function hash(a: number, b: number, c: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77) ^ Math.imul(c, 0xc2b2ae3d)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  return h ^ (h >>> 13)
}
