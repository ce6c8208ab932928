/**
 * The trace of a run as one number: every event is mixed in, in order, so two runs with the same hash did the same. Two
 * 32-bit lanes; not cryptographic.
 */
export class Trace {
  #a = 0x811c9dc5
  #b = 0x9747b28c
  readonly #float = new Float64Array(1)
  readonly #words = new Uint32Array(this.#float.buffer)

  number(value: number): void {
    this.#float[0] = value
    this.#mix(this.#words[0] as number)
    this.#mix(this.#words[1] as number)
  }

  text(value: string): void {
    for (let i = 0; i < value.length; i++) this.#mix(value.charCodeAt(i))
  }

  #mix(word: number): void {
    this.#a = Math.imul(this.#a ^ word, 0x01000193)
    this.#b = Math.imul((this.#b << 13) | (this.#b >>> 19), 5) + (word ^ 0xe6546b64)
  }

  /** Sixteen hex digits. */
  get hash(): string {
    return finish(this.#a) + finish(this.#b)
  }
}

function finish(lane: number): string {
  let h = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0).toString(16).padStart(8, '0')
}
