/** A client outside the ring: unary calls to one node, for the command line, tests and benchmarks. */
import type { Client, ServiceError } from '@grpc/grpc-js'
import type { Id, IdSpace } from '../../shared/ids'
import { SPACE_160 } from '../../shared/ids'
import { ChordError } from '../chord/errors'
import type { Method, RequestOf, ResponseOf } from '../chord/messages'
import { clientTo } from './channel'
import { decode, encode } from './codec'
import { METHODS } from './messages'
import { asIs } from './protos'
import { errorOf } from './status'

/** Calls end with the answer or with a ChordError. Unlike a peer it needs to know nothing but an address. */
export class RingClient {
  readonly address: string
  private readonly client: Client
  private readonly space: IdSpace
  private readonly timeoutMs: number

  /** `address` is `host:port`; `timeoutMs` is the deadline of each call unless it names its own. */
  constructor(address: string, options: { space?: IdSpace; timeoutMs?: number } = {}) {
    this.address = address
    this.space = options.space ?? SPACE_160
    this.timeoutMs = options.timeoutMs ?? 5000
    this.client = clientTo(address)
  }

  ping(): Promise<ResponseOf<'ping'>> {
    return this.call('ping', {})
  }

  neighbours(): Promise<ResponseOf<'neighbours'>> {
    return this.call('neighbours', {})
  }

  route(id: Id, avoid: Id[] = []): Promise<ResponseOf<'route'>> {
    return this.call('route', { id, avoid, near: false })
  }

  /** `ttlMs` 0 keeps the key for ever. */
  put(key: string, value: Uint8Array, ttlMs = 0): Promise<ResponseOf<'put'>> {
    return this.call('put', { key, value, ttlMs })
  }

  get(key: string): Promise<ResponseOf<'get'>> {
    return this.call('get', { key })
  }

  delete(key: string): Promise<ResponseOf<'delete'>> {
    return this.call('delete', { key })
  }

  lookup(id: Id): Promise<ResponseOf<'lookup'>> {
    return this.call('lookup', { id })
  }

  /** Any unary method by its name. */
  call<M extends Method>(method: M, request: RequestOf<M>, timeoutMs = this.timeoutMs): Promise<ResponseOf<M>> {
    const spec = METHODS[method]
    return new Promise((resolve, reject) => {
      const bytes = encode(this.space, spec.request, request)
      const deadline = timeoutMs === Infinity ? Infinity : Date.now() + timeoutMs
      this.client.makeUnaryRequest(spec.path, asIs, asIs, bytes, { deadline }, (error, reply) => {
        if (error !== null) return reject(this.failure(error))
        try {
          resolve(decode(this.space, spec.response, reply!))
        } catch (cause) {
          reject(ChordError.from(cause))
        }
      })
    })
  }

  close(): void {
    this.client.close()
  }

  private failure(error: ServiceError): ChordError {
    const { code, message } = errorOf(error.code, error.details)
    return new ChordError(code, code === 'unavailable' ? `node unreachable: ${this.address}: ${message}` : message)
  }
}
