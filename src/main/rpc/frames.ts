/** The frames of a link: requests, replies, errors and cancellations, many to a gRPC message. */
import type { Id } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import { ChordError } from '../chord/errors'
import type { Method, RequestOf } from '../chord/messages'
import type { Shape } from './fields'
import { helloMessage } from './messages'
import type { MethodSpec } from './messages'
import { LENGTH, MAX_TEXT_BYTES, VARINT, WireReader, WireWriter } from './wire'
import type { IdWidth } from './wire'

/** `Frame.Kind` of proto/ring.proto. */
export const KIND = { hello: 1, request: 2, reply: 3, error: 4, cancel: 5, goodbye: 6 } as const

const tagOf = (field: number, wireType: number): number => (field << 3) | wireType
const FRAMES_FRAME = tagOf(1, LENGTH)
const KIND_TAG = tagOf(1, VARINT)
const ID_TAG = tagOf(2, VARINT)
const METHOD_TAG = tagOf(3, VARINT)
const TIME_LEFT_TAG = tagOf(4, VARINT)
const BODY_TAG = tagOf(5, LENGTH)
const CODE_TAG = tagOf(6, VARINT)
const MESSAGE_TAG = tagOf(7, LENGTH)
const HELLO_TAG = tagOf(8, LENGTH)

/** Collects frames until they are taken as one `Frames` message. A frame that cannot be written leaves no trace. */
export class FrameWriter {
  private readonly wire: WireWriter

  constructor(width: IdWidth) {
    this.wire = new WireWriter(width)
  }

  /** Bytes waiting. */
  get length(): number {
    return this.wire.length
  }

  take(): Buffer {
    return this.wire.take()
  }

  request<M extends Method>(id: number, spec: MethodSpec<M>, timeLeftMs: number, request: RequestOf<M>): void {
    const wire = this.wire
    const before = wire.length
    try {
      const frame = this.begin(KIND.request, id)
      wire.uint32(METHOD_TAG)
      wire.uint32(spec.number)
      if (timeLeftMs < 0xffffffff) {
        wire.uint32(TIME_LEFT_TAG)
        wire.uint32(Math.max(1, Math.ceil(timeLeftMs)))
      }
      this.body(spec.request, request)
      wire.end(frame)
    } catch (cause) {
      wire.length = before
      throw cause
    }
  }

  reply<T>(id: number, shape: Shape<T>, reply: T): void {
    const before = this.wire.length
    try {
      const frame = this.begin(KIND.reply, id)
      this.body(shape, reply)
      this.wire.end(frame)
    } catch (cause) {
      this.wire.length = before
      throw cause
    }
  }

  error(id: number, code: number, message: string): void {
    const frame = this.begin(KIND.error, id)
    this.wire.uint32(CODE_TAG)
    this.wire.uint32(code)
    this.wire.uint32(MESSAGE_TAG)
    this.wire.text(clip(message))
    this.wire.end(frame)
  }

  cancel(id: number): void {
    this.wire.end(this.begin(KIND.cancel, id))
  }

  goodbye(): void {
    this.wire.end(this.begin(KIND.goodbye, 0))
  }

  hello(node: NodeRef, to: Id): void {
    const frame = this.begin(KIND.hello, 0)
    this.wire.uint32(HELLO_TAG)
    const start = this.wire.begin()
    helloMessage.write(this.wire, { node, to })
    this.wire.end(start)
    this.wire.end(frame)
  }

  private begin(kind: number, id: number): number {
    const wire = this.wire
    wire.uint32(FRAMES_FRAME)
    const frame = wire.begin()
    wire.uint32(KIND_TAG)
    wire.uint32(kind)
    if (id !== 0) {
      wire.uint32(ID_TAG)
      wire.uint32(id)
    }
    return frame
  }

  private body<T>(shape: Shape<T>, value: T): void {
    this.wire.uint32(BODY_TAG)
    const start = this.wire.begin()
    shape.write(this.wire, value)
    this.wire.end(start)
  }
}

/** A frame as it was read. `body` is read with `FrameReader.body`, while the frame is being handled. */
export interface FrameHead {
  kind: number
  id: number
  method: number
  /** Infinity when the caller set no deadline. */
  timeLeftMs: number
  code: number
  message: string
  hello: { node: NodeRef; to: Id } | null
  bodyStart: number
  bodyEnd: number
}

/** Reads the frames of received messages, one after the other. */
export class FrameReader {
  private readonly wire: WireReader
  private readonly head: FrameHead = blankHead()

  constructor(width: IdWidth) {
    this.wire = new WireReader(width)
  }

  /** Gives each frame of `message` to `visit`, in order. The head is valid only during the visit. */
  each(message: Buffer, visit: (head: FrameHead) => void): void {
    const wire = this.wire
    wire.open(message)
    while (wire.position < message.length) {
      const tag = wire.uint32()
      if (tag !== FRAMES_FRAME) {
        wire.skip(tag & 7)
        continue
      }
      const size = wire.size()
      const end = wire.position + size
      this.readHead(end)
      visit(this.head)
      wire.position = end
      wire.end = message.length
    }
  }

  /** The message in the body of the frame being visited. */
  body<T>(head: FrameHead, shape: Shape<T>): T {
    this.wire.position = head.bodyStart
    this.wire.end = head.bodyEnd
    return shape.read(this.wire, head.bodyEnd)
  }

  private readHead(end: number): void {
    const { wire, head } = this
    resetHead(head, wire.position)
    while (wire.position < end) {
      const tag = wire.uint32()
      if (tag === KIND_TAG) head.kind = wire.uint32()
      else if (tag === ID_TAG) head.id = wire.uint32()
      else if (tag === METHOD_TAG) head.method = wire.uint32()
      else if (tag === TIME_LEFT_TAG) head.timeLeftMs = wire.uint32() || Infinity
      else if (tag === BODY_TAG) {
        const size = wire.size()
        head.bodyStart = wire.position
        head.bodyEnd = wire.position += size
      } else if (tag === CODE_TAG) head.code = wire.uint32()
      else if (tag === MESSAGE_TAG) head.message = wire.text()
      else if (tag === HELLO_TAG) {
        const size = wire.size()
        head.hello = helloMessage.read(wire, wire.position + size)
      } else wire.skip(tag & 7)
    }
    if (wire.position !== end) throw new ChordError('invalid', 'message is malformed: a frame overruns its length')
  }
}

function blankHead(): FrameHead {
  return {
    kind: 0,
    id: 0,
    method: 0,
    timeLeftMs: Infinity,
    code: 0,
    message: '',
    hello: null,
    bodyStart: 0,
    bodyEnd: 0
  }
}

/** In place: a link reads hundreds of thousands of heads a second. */
function resetHead(head: FrameHead, position: number): void {
  head.kind = 0
  head.id = 0
  head.method = 0
  head.timeLeftMs = Infinity
  head.code = 0
  head.message = ''
  head.hello = null
  head.bodyStart = position
  head.bodyEnd = position
}

/** An explanation within the bound of texts; a UTF-16 unit is at most three bytes of UTF-8. */
function clip(message: string): string {
  const most = Math.floor(MAX_TEXT_BYTES / 3)
  return message.length <= most ? message : `${message.slice(0, most - 1)}…`
}
