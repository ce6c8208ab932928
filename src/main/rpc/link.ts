/** One link: a bidirectional stream between two peers over which both ends ask and answer. */
import type { IdSpace } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import { ChordError } from '../chord/errors'
import type { Method, RequestOf, ResponseOf } from '../chord/messages'
import type { Handler } from '../chord/ports'
import { FrameReader, FrameWriter, KIND } from './frames'
import type { FrameHead } from './frames'
import { METHOD_BY_NUMBER, METHODS } from './messages'
import type { MethodSpec } from './messages'
import { errorOf, statusObject, statusOf } from './status'
import { idWidth } from './wire'

/** What both kinds of gRPC stream have in common, as a link uses it. */
export interface LinkStream {
  write(message: Buffer): boolean
  end(): void
}

/** What a link needs of the transport that it belongs to. */
export interface LinkOwner {
  readonly space: IdSpace
  readonly self: NodeRef
  /** Null until the node serves. */
  readonly handler: Handler | null
  now(): number
  /** The link has frames to flush in this turn of the event loop. */
  dirty(link: Link): void
  /** A call was made that ends at this time at the latest. */
  awaits(deadlineMs: number): void
  /** So many bytes were written. */
  sent(bytes: number): void
  /** The peer said hello. */
  opened(link: Link): void
  /** No more requests are to be sent over this link. */
  retired(link: Link): void
}

interface Pending {
  readonly spec: MethodSpec
  deadlineMs: number
  resolve(reply: never): void
  reject(error: ChordError): void
}

/** Frames above this many bytes do not wait for others of their turn. */
const FLUSH_BYTES = 256 * 1024
/** Frames that a peer leaves unread, in bytes; above this the link refuses more. */
const MAX_QUEUED_BYTES = 64 * 1024 * 1024

/** Speaks the frames of proto/ring.proto over a stream. Who made the stream decides when it is dialled and ended. */
export class Link {
  /** Whether this end dialled: that end closes the stream after both said goodbye. */
  readonly dialled: boolean
  /** Who is at the other end; null until an accepted link said hello. */
  peer: NodeRef | null
  /** Whether the peer answered: there is a connection. */
  open = false
  ended = false
  lastUsedMs: number
  /** When this end said goodbye, or null. */
  goodbyeAtMs: number | null = null
  /** Whether frames wait for the flush at the end of the turn; kept by the owner. */
  flushing = false

  private readonly owner: LinkOwner
  private readonly stream: LinkStream
  private readonly writer: FrameWriter
  private readonly reader: FrameReader
  private readonly pending = new Map<number, Pending>()
  /** Requests of the peer that are being worked on; a cancelled one is taken out, and gets no answer. */
  private readonly serving = new Set<number>()
  private readonly visit = (head: FrameHead): void => this.onFrame(head)
  private lastId = 0
  private heardGoodbye = false
  private blocked = false
  private queuedBytes = 0

  constructor(owner: LinkOwner, stream: LinkStream, peer: NodeRef | null) {
    const width = idWidth(owner.space)
    this.owner = owner
    this.stream = stream
    this.peer = peer
    this.dialled = peer !== null
    this.lastUsedMs = owner.now()
    this.writer = new FrameWriter(width)
    this.reader = new FrameReader(width)
    if (peer !== null) this.sayHello(peer.id)
  }

  /** No calls under way, in either direction. */
  get idle(): boolean {
    return this.pending.size === 0 && this.serving.size === 0
  }

  /** Whether both ends agreed to close: its end is then no sign of a crash. */
  get agreed(): boolean {
    return this.goodbyeAtMs !== null && this.heardGoodbye
  }

  /** Asks the peer. Rejects as the port says. */
  call<M extends Method>(method: M, request: RequestOf<M>, timeoutMs: number): Promise<ResponseOf<M>> {
    return new Promise((resolve, reject) => {
      if (this.queuedBytes + this.writer.length > MAX_QUEUED_BYTES) {
        reject(new ChordError('unavailable', `peer does not read: ${this.peer?.address}`))
        return
      }
      const now = this.owner.now()
      const deadlineMs = now + timeoutMs
      const id = (this.lastId = (this.lastId % 0xffffffff) + 1)
      const spec = METHODS[method]
      // What throws here rejects the promise.
      this.writer.request(id, spec, timeoutMs, request)
      this.lastUsedMs = now
      this.pending.set(id, { spec: spec as unknown as MethodSpec, deadlineMs, resolve, reject })
      this.wrote()
      this.owner.awaits(deadlineMs)
    })
  }

  /** Gives every call under way this much more time. */
  postpone(ms: number): void {
    for (const call of this.pending.values()) call.deadlineMs += ms
  }

  /** Ends the calls whose time is over, and tells the earliest deadline of the rest. */
  expire(nowMs: number): number {
    let earliest = Infinity
    for (const [id, call] of this.pending) {
      if (call.deadlineMs > nowMs) {
        if (call.deadlineMs < earliest) earliest = call.deadlineMs
        continue
      }
      this.pending.delete(id)
      this.writer.cancel(id)
      this.wrote()
      call.reject(new ChordError('timeout', `no answer in time: ${call.spec.name} at ${this.peer?.address}`))
    }
    if (this.goodbyeAtMs !== null) this.finish()
    return earliest
  }

  /** Writes what the turn collected as one message; frames for a peer that does not read keep collecting. */
  flush(): void {
    if (this.writer.length > 0 && !this.ended && !this.blocked) this.push()
  }

  /** The stream takes more. */
  drained(): void {
    this.blocked = false
    this.queuedBytes = 0
    this.flush()
    this.finish()
  }

  /** A message of the peer arrived. Throws ChordError when it is malformed: the link is then of no use. */
  receive(message: Buffer): void {
    this.lastUsedMs = this.owner.now()
    this.reader.each(message, this.visit)
  }

  /** Sends no more requests from here on; the stream closes when every answer has arrived. */
  sayGoodbye(): void {
    if (this.goodbyeAtMs !== null || this.ended) return
    this.goodbyeAtMs = this.owner.now()
    this.owner.retired(this)
    this.writer.goodbye()
    this.wrote()
    this.finish()
  }

  /** Calls under way fail with `error`; what was written still goes out, then the stream ends. */
  hangUp(error: ChordError): void {
    this.flush()
    this.fail(error)
    this.stream.end()
  }

  /** The stream is over: everything that waits fails. */
  fail(error: ChordError): void {
    this.ended = true
    this.open = false
    const calls = [...this.pending.values()]
    this.pending.clear()
    this.serving.clear()
    for (const call of calls) call.reject(error)
  }

  private sayHello(to: string): void {
    this.writer.hello(this.owner.self, to)
    this.wrote()
  }

  private wrote(): void {
    if (this.ended) this.writer.take()
    else if (this.writer.length > FLUSH_BYTES) this.push()
    else if (!this.flushing) this.owner.dirty(this)
  }

  private push(): void {
    const message = this.writer.take()
    this.owner.sent(message.length)
    if (!this.stream.write(message)) this.blocked = true
    if (this.blocked) this.queuedBytes += message.length
  }

  private finish(): void {
    if (!this.agreed || !this.idle || !this.dialled || this.ended) return
    this.flush()
    if (!this.blocked) this.stream.end()
  }

  private onFrame(head: FrameHead): void {
    if (this.ended) return
    if (head.kind === KIND.reply) this.onReply(head)
    else if (head.kind === KIND.request) this.onRequest(head)
    else if (head.kind === KIND.error) this.settle(head.id)?.reject(errorOf(head.code, head.message))
    else if (head.kind === KIND.cancel) this.serving.delete(head.id)
    else if (head.kind === KIND.hello) this.onHello(head)
    else if (head.kind === KIND.goodbye) this.heardGoodbye = true
    // A frame of an unknown kind comes from a later version: nothing hangs on it.
    if (this.heardGoodbye) {
      this.sayGoodbye()
      this.finish()
    }
  }

  private onHello({ hello }: FrameHead): void {
    if (hello === null) throw new ChordError('invalid', 'hello without a node')
    const { self } = this.owner
    if (this.dialled) {
      if (hello.node.id !== this.peer!.id)
        throw new ChordError('refused', `node is not ${this.peer!.id}: ${hello.node.id}`)
    } else {
      if (hello.to !== self.id) throw new ChordError('refused', `node is not ${hello.to}: ${self.id}`)
      this.peer = hello.node
      this.sayHello(hello.node.id)
    }
    this.open = true
    this.owner.opened(this)
  }

  private onReply(head: FrameHead): void {
    const call = this.settle(head.id)
    if (call === undefined) return
    try {
      call.resolve(this.reader.body(head, call.spec.response) as never)
    } catch (cause) {
      call.reject(ChordError.from(cause))
    }
  }

  /** Takes a call out; a late answer finds none. */
  private settle(id: number): Pending | undefined {
    const call = this.pending.get(id)
    if (call !== undefined) this.pending.delete(id)
    return call
  }

  private onRequest(head: FrameHead): void {
    if (!this.open) throw new ChordError('invalid', 'request before hello')
    const { id, timeLeftMs } = head
    const spec = METHOD_BY_NUMBER[head.method]
    if (spec === undefined)
      return this.answerError(id, new ChordError('invalid', `unknown method number: ${head.method}`))
    const { handler } = this.owner
    if (handler === null)
      return this.answerError(id, new ChordError('unavailable', `node is starting: ${this.owner.self.id}`))
    try {
      const request = this.reader.body(head, spec.request)
      const reply = handler.handle(spec.name, request, timeLeftMs)
      if (reply instanceof Promise) this.answerLater(id, spec, reply)
      else this.answer(id, spec, reply)
    } catch (cause) {
      this.answerError(id, cause)
    }
  }

  private answerLater(id: number, spec: MethodSpec, reply: Promise<ResponseOf<Method>>): void {
    this.serving.add(id)
    reply.then(
      (value) => {
        if (this.serving.delete(id)) this.answer(id, spec, value)
        if (this.goodbyeAtMs !== null) this.finish()
      },
      (cause) => {
        if (this.serving.delete(id)) this.answerError(id, cause)
        if (this.goodbyeAtMs !== null) this.finish()
      }
    )
  }

  private answer(id: number, spec: MethodSpec, reply: ResponseOf<Method>): void {
    try {
      this.writer.reply(id, spec.response, reply)
    } catch (cause) {
      // The handler answered what the wire cannot carry: its bug, not the caller's.
      const error = ChordError.from(cause)
      this.writer.error(id, statusOf('internal'), `answer to ${spec.name} is malformed: ${error.message}`)
    }
    this.wrote()
  }

  private answerError(id: number, cause: unknown): void {
    const { code, details } = statusObject(cause)
    this.writer.error(id, code, details)
    this.wrote()
  }
}
