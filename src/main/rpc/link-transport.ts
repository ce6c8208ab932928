/** The Transport of a real node: links to its peers, opened on first use, closed when idle. */
import type { ClientDuplexStream, ServerDuplexStream, StatusObject } from '@grpc/grpc-js'
import { status } from '@grpc/grpc-js'
import type { Id, IdSpace } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import { ChordError } from '../chord/errors'
import type { Method, RecordChunk, RequestOf, ResponseOf } from '../chord/messages'
import type { Cancel, Clock, Handler, Transport } from '../chord/ports'
import { sharedClientTo } from './channel'
import { Link } from './link'
import type { LinkOwner } from './link'
import { probeAddress } from './probe'
import { asIs, LINK_PATH } from './protos'
import { pullRecords } from './pull'
import { errorOf, statusObject } from './status'

export interface LinkTransportOptions {
  self: NodeRef
  space: IdSpace
  clock: Clock
  /** Links kept open at most, unless more are in use at once; 64. */
  maxLinks?: number
  /** A link without calls for so long is closed; 60,000. */
  idleMs?: number
  /** Told of the size of each message that this node writes, and of each part of a range that it gets. */
  onBytes?: (bytes: number) => void
}

/**
 * A timer that fires later than this tells of a busy process, ms. The time in which this end could not run says nothing
 * about the peers, whose answers may lie in the socket: it does not count.
 */
const LATE_MS = 20
/** How long `close` waits for peers to acknowledge the end of a link. */
const CLOSE_GRACE_MS = 200

type AcceptedStream = ServerDuplexStream<Buffer, Buffer>
type DialledStream = ClientDuplexStream<Buffer, Buffer>

/**
 * One link per pair of nodes: the end that asks first dials, the other calls back over the same link. When both dial at
 * once, both settle on the link that the smaller id dialled, and the other closes as soon as its calls have ended.
 */
export class LinkTransport implements Transport, LinkOwner {
  readonly self: NodeRef
  readonly space: IdSpace
  handler: Handler | null = null

  readonly sent: (bytes: number) => void

  private readonly clock: Clock
  private readonly maxLinks: number
  private readonly idleMs: number
  /** The link to send over, by peer. */
  private readonly links = new Map<Id, Link>()
  /** Every link, with how to break it at once. */
  private readonly all = new Map<Link, (error: ChordError) => void>()
  private readonly lostListeners: ((peer: NodeRef) => void)[] = []
  private readonly pulls = new Set<() => void>()
  private flushList: Link[] = []
  private armedForMs = Infinity
  private cancelSweep: Cancel = () => undefined
  private cancelIdleSweep: Cancel | null = null
  private closed = false
  private onEmpty: () => void = () => undefined

  constructor(options: LinkTransportOptions) {
    this.self = options.self
    this.space = options.space
    this.clock = options.clock
    this.maxLinks = options.maxLinks ?? 64
    this.idleMs = options.idleMs ?? 60_000
    this.sent = options.onBytes ?? (() => undefined)
  }

  /** Answers requests that come over links from now on. Before that, peers hear `unavailable`. */
  serve(handler: Handler): void {
    this.handler = handler
  }

  /** Number of links, closing ones included. */
  get linkCount(): number {
    return this.all.size
  }

  call<M extends Method>(to: NodeRef, method: M, request: RequestOf<M>, timeoutMs: number): Promise<ResponseOf<M>> {
    const link = this.links.get(to.id)
    if (link !== undefined && timeoutMs > 0) return link.call(method, request, timeoutMs)
    try {
      this.check(to, timeoutMs)
      return this.dial(to).call(method, request, timeoutMs)
    } catch (cause) {
      return Promise.reject(ChordError.from(cause))
    }
  }

  async *pull(to: NodeRef, transfer: string, timeoutMs: number): AsyncGenerator<RecordChunk> {
    this.check(to, timeoutMs)
    yield* pullRecords({
      address: to.address,
      transfer,
      timeoutMs,
      space: this.space,
      running: this.pulls,
      got: this.sent
    })
  }

  probe(to: NodeRef, timeoutMs: number): Promise<'alive' | 'refused' | 'silent'> {
    return probeAddress(to.address, timeoutMs, this.clock)
  }

  onLinkLost(listener: (peer: NodeRef) => void): void {
    this.lostListeners.push(listener)
  }

  isLinked(id: Id): boolean {
    return this.links.get(id)?.open === true
  }

  /** Takes a link that a peer dialled; the server calls it. */
  accept(stream: AcceptedStream): void {
    if (this.closed) {
      refuse(stream, new ChordError('unavailable', `node is stopping: ${this.self.id}`))
      return
    }
    const link = new Link(this, stream, null)
    const ended = (error: ChordError): void => this.ended(link, error)
    this.all.set(link, (error) => {
      ended(error)
      refuse(stream, error)
    })
    stream.on('data', (message: Buffer) => this.receive(link, message))
    stream.on('drain', () => link.drained())
    stream.on('error', (cause) => ended(new ChordError('unavailable', `link broke: ${cause.message}`)))
    stream.on('cancelled', () => ended(lost(link)))
    stream.on('end', () => {
      link.flush()
      stream.end()
      ended(lost(link))
    })
    this.keepTidy()
  }

  /** Ends every link after what was already written. */
  async close(): Promise<void> {
    if (this.closed) return
    this.stop()
    const gone = new Promise<void>((resolve) => (this.onEmpty = resolve))
    const cancel = this.clock.deadline(CLOSE_GRACE_MS, () => this.breakAll())
    for (const link of this.all.keys()) link.hangUp(this.stopping())
    if (this.all.size > 0) await gone
    cancel()
  }

  /** Ends every link at once, as a process that dies does. */
  crash(): void {
    this.stop()
    this.breakAll()
  }

  now(): number {
    return this.clock.now()
  }

  dirty(link: Link): void {
    link.flushing = true
    if (this.flushList.push(link) === 1) setImmediate(this.flushAll)
  }

  awaits(deadlineMs: number): void {
    if (deadlineMs >= this.armedForMs) return
    this.armedForMs = deadlineMs
    this.cancelSweep()
    // Not closer than a millisecond: deadlines that lie together are swept together.
    this.cancelSweep = this.clock.deadline(Math.max(1, deadlineMs - this.clock.now()), this.sweep)
  }

  opened(link: Link): void {
    if (link.dialled) return
    const peer = link.peer!
    const mine = this.links.get(peer.id)
    if (mine === undefined || (peer.id < this.self.id && mine !== link)) {
      this.links.set(peer.id, link)
      mine?.sayGoodbye()
    }
  }

  retired(link: Link): void {
    if (link.peer !== null && this.links.get(link.peer.id) === link) this.links.delete(link.peer.id)
  }

  private check(to: NodeRef, timeoutMs: number): void {
    if (this.closed) throw this.stopping()
    if (to.address === '') throw new ChordError('unavailable', `node has no address: ${to.id}`)
    if (!(timeoutMs > 0)) throw new ChordError('timeout', `no time left: ${timeoutMs} ms`)
  }

  private dial(to: NodeRef): Link {
    const { client, release } = sharedClientTo(to.address)
    const stream: DialledStream = client.makeBidiStreamRequest(LINK_PATH, asIs, asIs)
    const link = new Link(this, stream, { id: to.id, address: to.address })
    const ended = (error: ChordError): void => {
      this.ended(link, error)
      release()
    }
    this.all.set(link, (error) => {
      ended(error)
      stream.cancel()
    })
    this.links.set(to.id, link)
    stream.on('data', (message: Buffer) => this.receive(link, message))
    stream.on('drain', () => link.drained())
    // An error is followed by the status; without a listener it would end the process.
    stream.on('error', () => undefined)
    stream.on('status', (end: StatusObject) => ended(errorOfEnd(link, end)))
    this.keepTidy()
    return link
  }

  /** A link whose peer does not speak the protocol is of no use. */
  private receive(link: Link, message: Buffer): void {
    try {
      link.receive(message)
    } catch (cause) {
      this.all.get(link)?.(ChordError.from(cause))
    }
  }

  private ended(link: Link, error: ChordError): void {
    if (!this.all.delete(link)) return
    this.retired(link)
    const told = link.open && !link.agreed && !this.closed
    link.fail(this.closed ? this.stopping() : error)
    if (told) for (const listener of this.lostListeners) listener(link.peer!)
    if (this.all.size === 0) this.onEmpty()
  }

  private stopping(): ChordError {
    return new ChordError('cancelled', `node is stopping: ${this.self.id}`)
  }

  private readonly flushAll = (): void => {
    const links = this.flushList
    this.flushList = []
    for (const link of links) {
      link.flushing = false
      link.flush()
    }
  }

  private readonly sweep = (): void => {
    const now = this.clock.now()
    const lateMs = now - this.armedForMs
    this.armedForMs = Infinity
    if (lateMs > LATE_MS) for (const link of this.all.keys()) link.postpone(lateMs)
    let earliest = Infinity
    for (const link of this.all.keys()) earliest = Math.min(earliest, link.expire(now))
    if (earliest < Infinity) this.awaits(earliest)
  }

  /** Closes the least recently used link above the cap, and sees to it that idle ones are closed. */
  private keepTidy(): void {
    if (this.links.size > this.maxLinks) {
      let oldest: Link | null = null
      for (const link of this.links.values())
        if (link.open && link.idle && (oldest === null || link.lastUsedMs < oldest.lastUsedMs)) oldest = link
      oldest?.sayGoodbye()
    }
    this.cancelIdleSweep ??= this.clock.deadline(this.idleMs / 2, this.sweepIdle)
  }

  private readonly sweepIdle = (): void => {
    this.cancelIdleSweep = null
    const since = this.clock.now() - this.idleMs
    for (const [link, tear] of [...this.all]) {
      if (link.goodbyeAtMs !== null && link.goodbyeAtMs <= since) tear(lost(link))
      else if (link.idle && link.lastUsedMs <= since) link.sayGoodbye()
    }
    if (this.all.size > 0) this.cancelIdleSweep = this.clock.deadline(this.idleMs / 2, this.sweepIdle)
  }

  private stop(): void {
    this.closed = true
    this.links.clear()
    this.cancelSweep()
    this.cancelIdleSweep?.()
    for (const cancel of this.pulls) cancel()
  }

  private breakAll(): void {
    for (const tear of [...this.all.values()]) tear(this.stopping())
  }
}

function refuse(stream: AcceptedStream, error: ChordError): void {
  stream.emit('error', statusObject(error))
}

function lost(link: Link): ChordError {
  return new ChordError('unavailable', `link lost: ${link.peer?.address ?? 'unknown peer'}`)
}

/** A refused hello means that another node lives there: for the caller its peer is gone. */
function errorOfEnd(link: Link, end: StatusObject): ChordError {
  if (end.code === status.OK || end.code === status.CANCELLED) return lost(link)
  const { message } = errorOf(end.code, end.details)
  return new ChordError('unavailable', `link to ${link.peer?.address} ended: ${message}`)
}
