/** A network inside one process: the in-memory twin of the gRPC transport, over any clock. Messages take `latencyMs`. */
import type { Id } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import { ChordError } from '../chord/errors'
import type { Method, RecordChunk, RequestOf, ResponseOf } from '../chord/messages'
import type { Clock, Handler, Transport } from '../chord/ports'

export class MemoryNetwork {
  readonly clock: Clock
  readonly latencyMs: number
  readonly servers = new Map<string, Handler>()
  readonly transports = new Map<string, MemoryTransport>()
  /** Calls made so far, by method. */
  readonly calls = new Map<Method, number>()

  constructor(clock: Clock, latencyMs: number) {
    this.clock = clock
    this.latencyMs = latencyMs
  }

  transport(self: NodeRef): MemoryTransport {
    const transport = new MemoryTransport(this, self)
    this.transports.set(self.address, transport)
    return transport
  }

  serve(address: string, handler: Handler): void {
    this.servers.set(address, handler)
  }

  /** The node at `address` is gone: calls under way break, and those who talked to it see their connection end. */
  crash(address: string): void {
    this.servers.delete(address)
    const gone = this.transports.get(address)
    this.transports.delete(address)
    if (gone === undefined) return
    void gone.close()
    for (const other of this.transports.values()) other.lose(gone.self)
  }
}

interface Pending {
  to: string
  fail: (error: ChordError) => void
}

export class MemoryTransport implements Transport {
  readonly self: NodeRef
  readonly #network: MemoryNetwork
  readonly #linked = new Map<Id, NodeRef>()
  readonly #pending = new Set<Pending>()
  #onLost: (peer: NodeRef) => void = () => {}
  #closed = false

  constructor(network: MemoryNetwork, self: NodeRef) {
    this.#network = network
    this.self = self
  }

  call<M extends Method>(to: NodeRef, method: M, request: RequestOf<M>, timeoutMs: number): Promise<ResponseOf<M>> {
    const { clock, latencyMs } = this.#network
    if (this.#closed) return Promise.reject(new ChordError('cancelled', 'transport closed'))
    this.#network.calls.set(method, (this.#network.calls.get(method) ?? 0) + 1)
    return new Promise((resolve, reject) => {
      const pending: Pending = { to: to.address, fail: (error) => settle(() => reject(error)) }
      const cancelDeadline = clock.deadline(timeoutMs, () =>
        pending.fail(new ChordError('timeout', `no answer in ${timeoutMs} ms: ${method} at ${to.address}`))
      )
      const settle = (finish: () => void): void => {
        if (!this.#pending.delete(pending)) return
        cancelDeadline()
        finish()
      }
      this.#pending.add(pending)
      clock.deadline(latencyMs, () => {
        const server = this.#network.servers.get(to.address)
        if (server === undefined) return pending.fail(new ChordError('unavailable', `nobody listens: ${to.address}`))
        this.#link(to)
        answer(server, method, request, timeoutMs - latencyMs).then(
          (response) => clock.deadline(latencyMs, () => settle(() => resolve(response))),
          (error) => clock.deadline(latencyMs, () => pending.fail(ChordError.from(error)))
        )
      })
    })
  }

  async *pull(to: NodeRef, transfer: string): AsyncIterable<RecordChunk> {
    const server = this.#network.servers.get(to.address)
    if (server === undefined) throw new ChordError('unavailable', `nobody listens: ${to.address}`)
    for await (const chunk of server.stream(transfer)) {
      await new Promise<void>((resolve) => this.#network.clock.deadline(this.#network.latencyMs, resolve))
      if (this.#closed) throw new ChordError('cancelled', 'transport closed')
      if (this.#network.servers.get(to.address) !== server) throw new ChordError('unavailable', `gone: ${to.address}`)
      yield chunk
    }
  }

  async probe(to: NodeRef): Promise<'alive' | 'refused' | 'silent'> {
    await new Promise<void>((resolve) => this.#network.clock.deadline(this.#network.latencyMs, resolve))
    return this.#network.servers.has(to.address) ? 'alive' : 'refused'
  }

  onLinkLost(listener: (peer: NodeRef) => void): void {
    this.#onLost = listener
  }

  isLinked(id: Id): boolean {
    return this.#linked.has(id)
  }

  close(): Promise<void> {
    this.#closed = true
    for (const pending of [...this.#pending]) pending.fail(new ChordError('cancelled', 'transport closed'))
    return Promise.resolve()
  }

  /** The peer is gone: for the network. */
  lose(peer: NodeRef): void {
    for (const pending of [...this.#pending]) {
      if (pending.to === peer.address) pending.fail(new ChordError('unavailable', `link ended: ${peer.address}`))
    }
    if (this.#linked.delete(peer.id)) this.#onLost(peer)
  }

  #link(to: NodeRef): void {
    this.#linked.set(to.id, to)
    this.#network.transports.get(to.address)?.linkedBy(this.self)
  }

  linkedBy(peer: NodeRef): void {
    this.#linked.set(peer.id, peer)
  }
}

async function answer<M extends Method>(
  server: Handler,
  method: M,
  request: RequestOf<M>,
  timeoutMs: number
): Promise<ResponseOf<M>> {
  return server.handle(method, request, timeoutMs)
}
