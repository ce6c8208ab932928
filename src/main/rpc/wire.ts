/**
 * The primitives of the protobuf wire format, for the hot path of the links. Ids go between hex strings and raw bytes
 * without an object in between, and a writer keeps one growing buffer: measured three to five times as fast as the
 * object conversion of proto-loader. That both speak the same format is tested field by field against proto-loader.
 */
import type { Id, IdSpace } from '../../shared/ids'
import { MAX_ID_BYTES } from '../../shared/limits'
import { ChordError } from '../chord/errors'

export const VARINT = 0
export const LENGTH = 2

/** Bound of every text but keys and values. */
export const MAX_TEXT_BYTES = 1024

const HEX_VALUE = new Uint8Array(128)
for (let i = 0; i < 16; i++) HEX_VALUE['0123456789abcdef'.charCodeAt(i)] = i
const TWO_32 = 2 ** 32

/** How the ids of one circle travel: `bytes` big-endian bytes, of which `topBits` bits of the first are used. */
export interface IdWidth {
  readonly digits: number
  readonly bytes: number
  readonly topBits: number
}

/** The width of the ids of a circle on the wire. */
export function idWidth(space: IdSpace): IdWidth {
  const bytes = Math.ceil(space.bits / 8)
  if (bytes > MAX_ID_BYTES) throw new RangeError(`id is longer than ${MAX_ID_BYTES} bytes: ${bytes}`)
  return { digits: space.digits, bytes, topBits: space.bits - (bytes - 1) * 8 }
}

/** Appends fields to a growing buffer. */
export class WireWriter {
  private buffer = Buffer.allocUnsafeSlow(1024)
  private readonly width: IdWidth
  /** Number of bytes written. */
  length = 0

  constructor(width: IdWidth) {
    this.width = width
  }

  /** What was written so far, copied out; the writer is empty again. */
  take(): Buffer {
    const bytes = Buffer.allocUnsafe(this.length)
    this.buffer.copy(bytes, 0, 0, this.length)
    this.length = 0
    // A writer that once carried a large value must not hold its memory for good.
    if (this.buffer.length > 64 * 1024) this.buffer = Buffer.allocUnsafeSlow(1024)
    return bytes
  }

  tag(field: number, wireType: number): void {
    this.uint32((field << 3) | wireType)
  }

  uint32(value: number): void {
    if (this.buffer.length - this.length < 5) this.grow(5)
    const buffer = this.buffer
    let at = this.length
    let rest = value >>> 0
    while (rest > 127) {
      buffer[at++] = (rest & 127) | 128
      rest >>>= 7
    }
    buffer[at++] = rest
    this.length = at
  }

  /** An integer of up to 53 bits, which is what a number holds. */
  uint53(value: number): void {
    if (value < TWO_32 && value >= 0 && value >>> 0 === value) return this.uint32(value)
    if (!Number.isSafeInteger(value) || value < 0) throw new ChordError('invalid', `not an unsigned integer: ${value}`)
    if (this.buffer.length - this.length < 10) this.grow(10)
    let rest = value
    while (rest > 127) {
      this.buffer[this.length++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    this.buffer[this.length++] = rest
  }

  sint32(value: number): void {
    this.uint32((value << 1) ^ (value >> 31))
  }

  /** The bytes of an id, with their length. */
  id(id: Id): void {
    const { digits, bytes } = this.width
    if (id.length !== digits) throw new ChordError('invalid', `id is not ${digits} hex digits: ${id}`)
    if (this.buffer.length - this.length < bytes + 1) this.grow(bytes + 1)
    const buffer = this.buffer
    let at = this.length
    buffer[at++] = bytes
    let digit = 0
    if ((digits & 1) === 1) buffer[at++] = HEX_VALUE[id.charCodeAt(digit++) & 127]!
    while (digit < digits) {
      const high = HEX_VALUE[id.charCodeAt(digit) & 127]!
      buffer[at++] = (high << 4) | HEX_VALUE[id.charCodeAt(digit + 1) & 127]!
      digit += 2
    }
    this.length = at
  }

  /** UTF-8 with its length. */
  text(value: string): void {
    const length = value.length
    if (length < 48 && this.shortAscii(value, length)) return
    const bytes = Buffer.byteLength(value)
    this.uint32(bytes)
    if (this.buffer.length - this.length < bytes) this.grow(bytes)
    this.buffer.write(value, this.length, bytes, 'utf8')
    this.length += bytes
  }

  bytes(value: Uint8Array): void {
    this.uint32(value.length)
    if (this.buffer.length - this.length < value.length) this.grow(value.length)
    this.buffer.set(value, this.length)
    this.length += value.length
  }

  /** Starts a nested message; give what it returns to `end`. */
  begin(): number {
    if (this.buffer.length - this.length < 1) this.grow(1)
    return this.length++
  }

  /** Ends the nested message that `begin` started: its length goes in front. */
  end(start: number): void {
    const size = this.length - start - 1
    if (size < 128) {
      this.buffer[start] = size
      return
    }
    const more = size < 1 << 14 ? 1 : size < 1 << 21 ? 2 : 3
    if (this.buffer.length - this.length < more) this.grow(more)
    this.buffer.copyWithin(start + 1 + more, start + 1, this.length)
    const end = this.length + more
    this.length = start
    this.uint32(size)
    this.length = end
  }

  private shortAscii(value: string, length: number): boolean {
    if (this.buffer.length - this.length < length + 1) this.grow(length + 1)
    const buffer = this.buffer
    const at = this.length + 1
    for (let i = 0; i < length; i++) {
      const unit = value.charCodeAt(i)
      if (unit > 127) return false
      buffer[at + i] = unit
    }
    buffer[this.length] = length
    this.length = at + length
    return true
  }

  private grow(more: number): void {
    const next = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, this.length + more))
    this.buffer.copy(next, 0, 0, this.length)
    this.buffer = next
  }
}

/** Reads fields from a received message. Throws ChordError 'invalid' on anything malformed. */
export class WireReader {
  private readonly width: IdWidth
  private buffer: Buffer = Buffer.alloc(0)
  position = 0
  end = 0

  constructor(width: IdWidth) {
    this.width = width
  }

  /** Starts over on `buffer`. */
  open(buffer: Buffer): void {
    this.buffer = buffer
    this.position = 0
    this.end = buffer.length
  }

  uint32(): number {
    const buffer = this.buffer
    let byte = buffer[this.position++]
    if (byte === undefined) throw truncated()
    if (byte < 128) return byte
    let value = byte & 127
    // Numbers of more than 32 bits come as ten bytes at most; what is above the 32nd bit is cut off.
    for (let shift = 7; shift < 70; shift += 7) {
      byte = buffer[this.position++]
      if (byte === undefined) throw truncated()
      if (shift < 32) value |= (byte & 127) << shift
      if (byte < 128) return value >>> 0
    }
    throw new ChordError('invalid', 'message is malformed: number too long')
  }

  uint53(): number {
    let value = 0
    let scale = 1
    for (let i = 0; i < 10; i++) {
      const byte = this.buffer[this.position++]
      if (byte === undefined) throw truncated()
      value += (byte & 127) * scale
      if (byte < 128) {
        if (value > Number.MAX_SAFE_INTEGER) throw new ChordError('invalid', `number is too large: ${value}`)
        return value
      }
      scale *= 128
    }
    throw new ChordError('invalid', 'message is malformed: number too long')
  }

  sint32(): number {
    const value = this.uint32()
    return (value >>> 1) ^ -(value & 1)
  }

  /** The length of what follows, checked against what is there. */
  size(): number {
    const size = this.uint32()
    if (this.position + size > this.end) throw truncated()
    return size
  }

  /** An id; an empty one is the empty string, which stands for an absent one. */
  id(): Id {
    const size = this.size()
    if (size === 0) return ''
    const { bytes, digits, topBits } = this.width
    if (size !== bytes) throw new ChordError('invalid', `id is not ${bytes} bytes: ${size}`)
    const at = this.position
    const hex = this.buffer.toString('hex', at, at + size)
    this.position = at + size
    if (topBits < 8 && this.buffer[at]! >> topBits !== 0) throw new ChordError('invalid', `id does not fit: ${hex}`)
    return hex.length === digits ? hex : hex.slice(1)
  }

  text(): string {
    const size = this.size()
    if (size > MAX_TEXT_BYTES) throw new ChordError('invalid', `text is longer than ${MAX_TEXT_BYTES} bytes: ${size}`)
    return this.utf8(size)
  }

  /** The next `size` bytes as text. */
  utf8(size: number): string {
    const at = this.position
    this.position = at + size
    return size === 0 ? '' : this.buffer.toString('utf8', at, at + size)
  }

  /** The next `size` bytes, copied: a stored value must not keep the whole message that brought it alive. */
  copy(size: number): Uint8Array {
    const at = this.buffer.byteOffset + this.position
    this.position += size
    // A view that is not a Buffer: slicing a Buffer would copy nothing.
    return new Uint8Array(this.buffer.buffer, at, size).slice()
  }

  /** Steps over a field that this version does not know. */
  skip(wireType: number): void {
    if (wireType === VARINT) this.varintSkip()
    else if (wireType === LENGTH) this.lengthSkip()
    else if (wireType === 1) this.position += 8
    else if (wireType === 5) this.position += 4
    else throw new ChordError('invalid', `message is malformed: wire type ${wireType}`)
    if (this.position > this.end) throw truncated()
  }

  private lengthSkip(): void {
    // Not `position += size()`: that would add to the position before the length was read.
    const size = this.size()
    this.position += size
  }

  private varintSkip(): void {
    while (this.buffer[this.position++]! > 127);
  }
}

function truncated(): ChordError {
  return new ChordError('invalid', 'message is malformed: it ends too early')
}
