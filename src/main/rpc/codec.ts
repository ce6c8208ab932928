/** Whole messages to bytes and back, for the unary methods and for streams other than links. */
import type { IdSpace } from '../../shared/ids'
import type { Shape } from './fields'
import { idWidth, WireReader, WireWriter } from './wire'

interface Pair {
  readonly writer: WireWriter
  readonly reader: WireReader
}

/** A writer and a reader per width of ids: a message is written or read within one turn, so they can be shared. */
const pairs = new Map<number, Pair>()

function pairOf(space: IdSpace): Pair {
  let pair = pairs.get(space.bits)
  if (pair === undefined) {
    const width = idWidth(space)
    pair = { writer: new WireWriter(width), reader: new WireReader(width) }
    pairs.set(space.bits, pair)
  }
  return pair
}

/** The protobuf form of a message. Throws ChordError 'invalid' on what the wire cannot carry. */
export function encode<T>(space: IdSpace, shape: Shape<T>, value: T): Buffer {
  const { writer } = pairOf(space)
  writer.length = 0
  shape.write(writer, value)
  return writer.take()
}

/** Reads a whole message. Throws ChordError 'invalid' naming the value. */
export function decode<T>(space: IdSpace, shape: Shape<T>, message: Buffer): T {
  const { reader } = pairOf(space)
  reader.open(message)
  return shape.read(reader, message.length)
}
