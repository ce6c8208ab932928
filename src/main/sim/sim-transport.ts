/** The Transport port of one simulated process. */
import type { Id } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import { ChordError } from '../chord/errors'
import type { Method, RecordChunk, RequestOf, ResponseOf } from '../chord/messages'
import type { Cancel, Transport } from '../chord/ports'
import type { Process } from './process'
import type { Adoption, Endpoint, SimNetwork } from './sim-network'

interface Pending {
  readonly to: string
  settle: (finish: () => void) => void
  fail: (error: ChordError) => void
}

export class SimTransport implements Transport {
  readonly #network: SimNetwork
  readonly #self: NodeRef
  readonly #process: Process
  readonly #linked = new Map<Id, NodeRef>()
  readonly #pending = new Set<Pending>()
  #onLost: (peer: NodeRef) => void = () => {}
  #closed = false

  constructor(network: SimNetwork, self: NodeRef, process: Process) {
    this.#network = network
    this.#self = self
    this.#process = process
  }

  call<M extends Method>(to: NodeRef, method: M, request: RequestOf<M>, timeoutMs: number): Promise<ResponseOf<M>> {
    return new Promise((resolve, reject) => {
      const pending = this.#begin(to, timeoutMs, `${method} at ${to.address}`, reject)
      if (pending === null) return
      if (method === 'changed') this.#noteTelling(to.id, request as RequestOf<'changed'>, timeoutMs)
      this.#network.send(this.#self.address, to.address, false, () => {
        this.#reach(to, pending, (server) => {
          this.#network.trace.text(method)
          this.#serve(server, method, request, timeoutMs, pending, resolve)
        })
      })
    })
  }

  /** Registers a call with its deadline; null when this side is closed. */
  #begin(to: NodeRef, timeoutMs: number, what: string, reject: (error: ChordError) => void): Pending | null {
    if (this.#closed) {
      reject(new ChordError('cancelled', 'transport closed'))
      return null
    }
    let cancel: Cancel = () => {}
    const pending: Pending = {
      to: to.address,
      settle: (finish) => {
        if (!this.#pending.delete(pending)) return
        cancel()
        finish()
      },
      fail: (error) => pending.settle(() => reject(error))
    }
    this.#pending.add(pending)
    cancel = this.#process.deadline(timeoutMs, () =>
      pending.fail(new ChordError('timeout', `no answer in ${timeoutMs} ms: ${what}`))
    )
    return pending
  }

  /** A request arrives at an address: at its process, or at a host that refuses it, or nowhere. */
  #reach(to: NodeRef, pending: Pending, then: (server: Endpoint) => void): void {
    const { endpoints, vanished } = this.#network
    const server = endpoints.get(to.address)
    if (server === undefined) {
      if (vanished.has(to.address)) return
      this.#network.send(to.address, this.#self.address, true, () =>
        this.#process.reach(() => pending.fail(new ChordError('unavailable', `nobody listens: ${to.address}`)))
      )
      return
    }
    server.process.reach(() => {
      this.#linked.set(to.id, to)
      server.transport.linkedBy(this.#self)
      then(server)
    })
  }

  #serve<M extends Method>(
    server: Endpoint,
    method: M,
    request: RequestOf<M>,
    timeoutMs: number,
    pending: Pending,
    resolve: (response: ResponseOf<M>) => void
  ): void {
    answer(server, method, request, timeoutMs).then(
      (response) => this.#reply(server, method, pending, response, () => resolve(response)),
      (cause) => this.#reply(server, method, pending, null, () => pending.fail(ChordError.from(cause)))
    )
  }

  /** Sends an answer back, unless its process died while it worked. */
  #reply<M extends Method>(
    server: Endpoint,
    method: M,
    pending: Pending,
    response: ResponseOf<M> | null,
    finish: () => void
  ): void {
    if (!server.process.alive) return
    const adoption = this.#noteAdoption(method, response, pending)
    const arrived = (): void => {
      if (adoption !== null) this.#network.adoptions.delete(adoption)
    }
    this.#network.send(
      server.ref.address,
      this.#self.address,
      true,
      () =>
        this.#process.reach(() => {
          arrived()
          if (response === null) finish()
          else pending.settle(finish)
        }),
      arrived
    )
    const asker = this.#network.endpoints.get(this.#self.address)
    if (asker !== undefined) this.#network.trap?.(method, asker, server)
  }

  /** Zave's steps are atomic; ours have an answer on its way. Whoever decides what may fail must count it as applied. */
  #noteAdoption<M extends Method>(method: M, response: ResponseOf<M> | null, pending: Pending): Adoption | null {
    if (method !== 'neighbours' || response === null || !this.#pending.has(pending)) return null
    const answer = response as ResponseOf<'neighbours'>
    const adoption: Adoption = { asker: this.#self.id, answer, untilMs: Number.POSITIVE_INFINITY }
    this.#network.adoptions.add(adoption)
    return adoption
  }

  /** The same for what a peer is told unasked: it may use that until it is too old. */
  #noteTelling(to: Id, answer: RequestOf<'changed'>, timeoutMs: number): void {
    this.#network.noteTelling({ asker: to, answer, untilMs: this.#network.clock.now() + 2 * timeoutMs })
  }

  /** Chunk by chunk: a lost one is sent again by the stream's connection, until the deadline ends it all. */
  async *pull(to: NodeRef, transfer: string, timeoutMs: number): AsyncIterable<RecordChunk> {
    const endMs = this.#process.now() + timeoutMs
    let source: Endpoint | null = null
    let chunks: AsyncIterator<RecordChunk> | null = null
    for (;;) {
      const next = await this.#pullOne(to, endMs - this.#process.now(), (server) => {
        source ??= server
        if (source !== server) throw new ChordError('unavailable', `stream ended: ${to.address}`)
        chunks ??= iterate(required(server).stream(transfer))
        return chunks.next()
      })
      if (next.done === true) return
      yield next.value
    }
  }

  #pullOne(
    to: NodeRef,
    leftMs: number,
    take: (server: Endpoint) => Promise<IteratorResult<RecordChunk>>
  ): Promise<IteratorResult<RecordChunk>> {
    return new Promise((resolve, reject) => {
      const pending = this.#begin(to, leftMs, `stream of ${to.address}`, reject)
      if (pending === null) return
      let taken: Promise<IteratorResult<RecordChunk>> | null = null
      const send = (): void => {
        if (!this.#pending.has(pending)) return
        const again = (): void => void this.#process.deadline(RESEND_MS, send)
        const { address } = this.#self
        this.#network.send(
          address,
          to.address,
          false,
          () =>
            this.#reach(to, pending, (server) => {
              taken ??= Promise.resolve().then(() => take(server))
              const back = (finish: () => void): void => {
                if (!server.process.alive) return
                const arrive = (): void => this.#process.reach(() => pending.settle(finish))
                this.#network.send(server.ref.address, address, true, arrive, again)
              }
              taken.then(
                (chunk) => back(() => resolve(chunk)),
                (cause) => back(() => reject(ChordError.from(cause)))
              )
            }),
          again
        )
      }
      send()
    })
  }

  probe(to: NodeRef, timeoutMs: number): Promise<'alive' | 'refused' | 'silent'> {
    return new Promise((resolve) => {
      const { random, conditions } = this.#network
      const wrong = conditions.falseRefusal > 0 && random.chance(conditions.falseRefusal)
      const verdict = (error: ChordError): 'refused' | 'silent' => (error.code === 'unavailable' ? 'refused' : 'silent')
      const pending = this.#begin(to, timeoutMs, `probe of ${to.address}`, (error) => resolve(verdict(error)))
      if (pending === null) return
      this.#network.send(this.#self.address, to.address, false, () => {
        if (wrong) return this.#process.reach(() => pending.settle(() => resolve('refused')))
        // The host accepts for the process, whether that is hung or not.
        const server = this.#network.endpoints.get(to.address)
        if (server === undefined) return this.#reach(to, pending, () => {})
        this.#network.send(to.address, this.#self.address, true, () =>
          this.#process.reach(() => pending.settle(() => resolve('alive')))
        )
      })
    })
  }

  onLinkLost(listener: (peer: NodeRef) => void): void {
    this.#onLost = listener
  }

  isLinked(id: Id): boolean {
    return this.#linked.has(id)
  }

  linkedBy(peer: NodeRef): void {
    this.#linked.set(peer.id, peer)
  }

  /** The connection to `peer` ended: calls on it fail, and whoever listens is told. */
  lose(peer: NodeRef): void {
    for (const pending of [...this.#pending]) {
      if (pending.to === peer.address) pending.fail(new ChordError('unavailable', `link ended: ${peer.address}`))
    }
    if (this.#linked.delete(peer.id)) this.#onLost(peer)
  }

  close(): Promise<void> {
    this.#closed = true
    for (const pending of [...this.#pending]) pending.fail(new ChordError('cancelled', 'transport closed'))
    return Promise.resolve()
  }

  /** The process is dead: its calls never end, for there is nobody left to see it. */
  abandon(): void {
    this.#closed = true
    this.#pending.clear()
  }
}

/** A lost piece of a stream is sent again after this, ms. */
const RESEND_MS = 200

async function answer<M extends Method>(
  server: Endpoint,
  method: M,
  request: RequestOf<M>,
  timeoutMs: number
): Promise<ResponseOf<M>> {
  return required(server).handle(method, request, timeoutMs)
}

function required(server: Endpoint): NonNullable<Endpoint['handler']> {
  if (server.handler === null) throw new ChordError('unavailable', `nobody listens yet: ${server.ref.address}`)
  return server.handler
}

function iterate(chunks: AsyncIterable<RecordChunk> | Iterable<RecordChunk>): AsyncIterator<RecordChunk> {
  async function* all(): AsyncGenerator<RecordChunk> {
    yield* chunks
  }
  return all()
}
