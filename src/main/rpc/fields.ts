/**
 * Messages as tables of fields: what stands in the .proto files, once more as values, because the hot path encodes
 * straight from and to the protocol core's own objects. One field is one line.
 */
import type { Id } from '../../shared/ids'
import { ChordError } from '../chord/errors'
import { LENGTH, VARINT } from './wire'
import type { WireReader, WireWriter } from './wire'

/** How one message is written and read. */
export interface Shape<T> {
  write(writer: WireWriter, value: T): void
  /** Reads up to `end`. Throws ChordError 'invalid' naming the value. */
  read(reader: WireReader, end: number): T
}

/** How one field is written and read. */
export interface Field<V> {
  readonly number: number
  readonly wireTypes: readonly number[]
  /** What an absent field reads as. */
  readonly blank: V
  /** Whether a message without it is refused. */
  readonly required: boolean
  put(writer: WireWriter, value: V): void
  /** `before` is the value so far: a repeated field appends to it. */
  take(reader: WireReader, before: V, wireType: number): V
}

type Fields<T> = { [K in keyof T]: Field<T[K]> }
type Loose = Record<string, unknown>

/** A message. An absent field has its blank value; `kind` is a constant that does not travel. */
export function message<T extends object>(fields: Fields<Omit<T, 'kind'>>, kind?: string): Shape<T> {
  const names = Object.keys(fields)
  const list = Object.values(fields) as Field<unknown>[]
  const required = names.filter((_, i) => list[i]!.required)
  const repeated = names.filter((_, i) => Array.isArray(list[i]!.blank))
  const blank: Loose = kind === undefined ? {} : { kind }
  names.forEach((name, i) => (blank[name] = list[i]!.blank))
  const indexOfTag: (number | undefined)[] = []
  list.forEach((field, i) => field.wireTypes.forEach((type) => (indexOfTag[(field.number << 3) | type] = i)))

  return {
    write(writer, value) {
      for (let i = 0; i < list.length; i++) list[i]!.put(writer, (value as Loose)[names[i]!])
    },
    read(reader, end) {
      const value = { ...blank }
      for (let i = 0; i < repeated.length; i++) value[repeated[i]!] = []
      while (reader.position < end) {
        const tag = reader.uint32()
        const index = indexOfTag[tag]
        if (index === undefined) reader.skip(tag & 7)
        else value[names[index]!] = list[index]!.take(reader, value[names[index]!], tag & 7)
      }
      for (let i = 0; i < required.length; i++) {
        const found = value[required[i]!]
        if (found === '' || found === null) throw new ChordError('invalid', `field is missing: ${required[i]}`)
      }
      return value as T
    }
  }
}

/** A message without fields. */
export function empty<T extends object>(): Shape<T> {
  return message<T>({} as Fields<Omit<T, 'kind'>>)
}

/** A message that is one of several, told apart by `kind`: a oneof of messages. */
export function oneOf<T extends { kind: string }>(variants: {
  [K in T['kind']]: readonly [number, Shape<Extract<T, { kind: K }>>]
}): Shape<T> {
  const byKind = variants as unknown as Record<string, readonly [number, Shape<T>]>
  const byTag: (Shape<T> | undefined)[] = []
  for (const [number, shape] of Object.values(byKind)) byTag[(number << 3) | LENGTH] = shape

  return {
    write(writer, value) {
      const [number, shape] = byKind[value.kind]!
      writeNested(writer, number, shape, value)
    },
    read(reader, end) {
      let value: T | null = null
      while (reader.position < end) {
        const tag = reader.uint32()
        const shape = byTag[tag]
        if (shape === undefined) reader.skip(tag & 7)
        else value = shape.read(reader, nestedEnd(reader))
      }
      if (value === null) throw new ChordError('invalid', `none is set: ${Object.keys(byKind).join(', ')}`)
      return value
    }
  }
}

function writeNested<T>(writer: WireWriter, number: number, shape: Shape<T>, value: T): void {
  writer.tag(number, LENGTH)
  const start = writer.begin()
  shape.write(writer, value)
  writer.end(start)
}

function nestedEnd(reader: WireReader): number {
  const size = reader.size()
  return reader.position + size
}

const NOTHING = new Uint8Array(0)
const NESTED = [LENGTH]
const NUMBER = [VARINT]

/** An id that must be there. */
export function id(number: number): Field<Id> {
  return { ...idOrEmpty(number), required: true }
}

/** An id that may be absent, as the empty string. */
export function idOrEmpty(number: number): Field<Id> {
  return {
    number,
    wireTypes: NESTED,
    blank: '',
    required: false,
    put(writer, value) {
      if (value === '') return
      writer.tag(number, LENGTH)
      writer.id(value)
    },
    take: (reader) => reader.id()
  }
}

/** An id that may be absent, as null. */
export function idOrNull(number: number): Field<Id | null> {
  const { wireTypes, put } = idOrEmpty(number)
  return {
    number,
    wireTypes,
    blank: null,
    required: false,
    put: (writer, value) => put(writer, value ?? ''),
    take: (reader) => reader.id() || null
  }
}

export function ids(number: number): Field<Id[]> {
  return {
    number,
    wireTypes: NESTED,
    blank: [],
    required: false,
    put(writer, values) {
      for (const value of values) {
        writer.tag(number, LENGTH)
        writer.id(value)
      }
    },
    take(reader, before) {
      before.push(reader.id())
      return before
    }
  }
}

export function text(number: number): Field<string> {
  return {
    number,
    wireTypes: NESTED,
    blank: '',
    required: false,
    put(writer, value) {
      if (value === '') return
      writer.tag(number, LENGTH)
      writer.text(value)
    },
    take: (reader) => reader.text()
  }
}

/** A key: 1 to `max` bytes of UTF-8. */
export function key(number: number, max: number): Field<string> {
  return {
    ...text(number),
    required: true,
    take(reader) {
      const size = reader.size()
      if (size > max) throw new ChordError('invalid', `key is longer than ${max} bytes: ${size}`)
      return reader.utf8(size)
    }
  }
}

/** A value of at most `max` bytes. */
export function value(number: number, max: number): Field<Uint8Array> {
  return {
    number,
    wireTypes: NESTED,
    blank: NOTHING,
    required: false,
    put(writer, bytes) {
      if (bytes.length === 0) return
      writer.tag(number, LENGTH)
      writer.bytes(bytes)
    },
    take(reader) {
      const size = reader.size()
      if (size > max) throw new ChordError('invalid', `value is longer than ${max} bytes: ${size}`)
      return reader.copy(size)
    }
  }
}

/** An integer from 0 to 2^53 − 1. */
export function uint(number: number): Field<number> {
  return {
    number,
    wireTypes: NUMBER,
    blank: 0,
    required: false,
    put(writer, amount) {
      if (amount === 0) return
      writer.tag(number, VARINT)
      writer.uint53(amount)
    },
    take: (reader) => reader.uint53()
  }
}

export function bool(number: number): Field<boolean> {
  return {
    number,
    wireTypes: NUMBER,
    blank: false,
    required: false,
    put(writer, truth) {
      if (!truth) return
      writer.tag(number, VARINT)
      writer.uint32(1)
    },
    take: (reader) => reader.uint53() !== 0
  }
}

/** One of `names`; its number on the wire is its place. */
export function choice<N extends string>(number: number, names: readonly N[]): Field<N> {
  return {
    number,
    wireTypes: NUMBER,
    blank: names[0]!,
    required: false,
    put(writer, name) {
      const index = names.indexOf(name)
      if (index < 0) throw new ChordError('invalid', `none of ${names.join(', ')}: ${name}`)
      if (index === 0) return
      writer.tag(number, VARINT)
      writer.uint32(index)
    },
    take(reader) {
      const index = reader.uint32()
      const name = names[index]
      if (name === undefined) throw new ChordError('invalid', `none of ${names.join(', ')}: ${index}`)
      return name
    }
  }
}

/** Signed integers, packed. */
export function sints(number: number): Field<number[]> {
  return {
    number,
    wireTypes: [LENGTH, VARINT],
    blank: [],
    required: false,
    put(writer, values) {
      if (values.length === 0) return
      writer.tag(number, LENGTH)
      const start = writer.begin()
      for (const amount of values) writer.sint32(amount)
      writer.end(start)
    },
    take(reader, before, wireType) {
      if (wireType === VARINT) {
        before.push(reader.sint32())
        return before
      }
      const end = nestedEnd(reader)
      while (reader.position < end) before.push(reader.sint32())
      return before
    }
  }
}

/** A nested message that must be there. */
export function one<T>(number: number, shape: Shape<T>): Field<T> {
  return {
    number,
    wireTypes: NESTED,
    blank: null as never,
    required: true,
    put: (writer, nested) => writeNested(writer, number, shape, nested),
    take: (reader) => shape.read(reader, nestedEnd(reader))
  }
}

/** A nested message that may be absent, as null. */
export function oneOrNull<T>(number: number, shape: Shape<T>): Field<T | null> {
  return {
    number,
    wireTypes: NESTED,
    blank: null,
    required: false,
    put(writer, nested) {
      if (nested !== null) writeNested(writer, number, shape, nested)
    },
    take: (reader) => shape.read(reader, nestedEnd(reader))
  }
}

export function many<T>(number: number, shape: Shape<T>): Field<T[]> {
  return {
    number,
    wireTypes: NESTED,
    blank: [],
    required: false,
    put(writer, values) {
      for (const nested of values) writeNested(writer, number, shape, nested)
    },
    take(reader, before) {
      before.push(shape.read(reader, nestedEnd(reader)))
      return before
    }
  }
}
