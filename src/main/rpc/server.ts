/** The server of a real node: unary methods for everyone, links for peers, reflection and health for tools. */
import { logVerbosity, Server, ServerCredentials, setLogVerbosity } from '@grpc/grpc-js'
import type {
  handleUnaryCall,
  sendUnaryData,
  ServerDuplexStream,
  ServerUnaryCall,
  ServerWritableStream,
  UntypedServiceImplementation
} from '@grpc/grpc-js'
import { ReflectionService } from '@grpc/reflection'
import { HealthImplementation } from 'grpc-health-check'
import type { IdSpace } from '../../shared/ids'
import { ChordError } from '../chord/errors'
import type { Handler } from '../chord/ports'
import { MAX_MESSAGE_BYTES } from './channel'
import { decode, encode } from './codec'
import type { LinkTransport } from './link-transport'
import { METHODS } from './messages'
import type { MethodSpec } from './messages'
import { protos, rawService } from './protos'
import { servePull } from './pull'
import { statusObject } from './status'

const HOST = '127.0.0.1'
const HEALTH_NAMES = ['', 'toruslab.Ring', 'toruslab.Storage']

export interface RingServerOptions {
  space: IdSpace
  /** 0 for any free port. */
  port: number
}

// Every failure reaches a caller as an error; grpc-js would print some of them once more.
setLogVerbosity(logVerbosity.NONE)

type Added = Parameters<Server['addService']>

let reflection: Added[] | undefined

/** The reflection services, made once: the package reads their .proto files anew for each server that it is added to. */
function reflectionServices(): Added[] {
  if (reflection === undefined) {
    const added: Added[] = []
    const collector = { addService: (...service: Added) => added.push(service) } as unknown as Server
    new ReflectionService(protos().definition).addToServer(collector)
    reflection = added
  }
  return reflection
}

/**
 * Binds first, so that the node's id can follow from its port, and serves once it is given the node: until then it
 * answers `unavailable`.
 */
export class RingServer {
  readonly port: number
  /** `host:port`. */
  readonly address: string

  private readonly server: Server
  private readonly space: IdSpace
  private readonly health: HealthImplementation
  private handler: Handler | null = null
  private links: LinkTransport | null = null
  private crashed = false

  /** Binds a server. Throws ChordError 'refused' when the port is in use. */
  static async bind(options: RingServerOptions): Promise<RingServer> {
    const { space, port } = options
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new ChordError('invalid', `port not in 0..65535: ${port}`)
    // Channelz stays on for servers: without it grpc-js does not know its sessions, and could not end them at once.
    const server = new Server({
      'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
      'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
      // Two nodes on one port would share its connections at random.
      'grpc.so_reuseport': 0
    })
    const bound = await listen(server, port)
    return new RingServer(server, space, bound)
  }

  private constructor(server: Server, space: IdSpace, port: number) {
    this.server = server
    this.space = space
    this.port = port
    this.address = `${HOST}:${port}`
    this.health = new HealthImplementation(Object.fromEntries(HEALTH_NAMES.map((name) => [name, 'NOT_SERVING'])))
    server.addService(rawService('Ring'), this.implementation('Ring'))
    server.addService(rawService('Storage'), this.implementation('Storage'))
    this.health.addToServer(server)
    for (const service of reflectionServices()) server.addService(...service)
  }

  /** Answers from now on: requests go to `handler`, links to `links`. */
  serve(handler: Handler, links: LinkTransport): void {
    this.handler = handler
    this.links = links
    links.serve(handler)
    for (const name of HEALTH_NAMES) this.health.setStatus(name, 'SERVING')
  }

  /** Stops answering at once, as a process that dies does: connections break, and new ones are refused. */
  crash(): void {
    this.crashed = true
    this.server.drain(this.address, 0)
    this.server.forceShutdown()
  }

  /** Takes no new calls, lets those under way end for at most `boundMs`, then breaks what is left. */
  async close(boundMs: number): Promise<void> {
    for (const name of HEALTH_NAMES) this.health.setStatus(name, 'NOT_SERVING')
    let timer: NodeJS.Timeout | undefined
    await Promise.race([
      new Promise<void>((resolve) => this.server.tryShutdown(() => resolve())),
      new Promise<void>((resolve) => (timer = setTimeout(resolve, boundMs)))
    ])
    clearTimeout(timer)
    this.server.forceShutdown()
  }

  private implementation(service: 'Ring' | 'Storage'): UntypedServiceImplementation {
    const methods: UntypedServiceImplementation = {}
    for (const spec of Object.values(METHODS) as MethodSpec[]) {
      const [, owner, method] = spec.path.split(/[/.]/).slice(1) as [string, string, string]
      if (owner === service) methods[method] = this.unaryMethod(spec)
    }
    if (service === 'Ring') methods.Link = (stream: ServerDuplexStream<Buffer, Buffer>) => this.link(stream)
    else methods.Pull = (call: ServerWritableStream<Buffer, Buffer>) => this.pull(call)
    return methods
  }

  private unaryMethod(spec: MethodSpec): handleUnaryCall<Buffer, Buffer> {
    return (call, callback) => void this.unary(spec, call, callback)
  }

  private async unary(
    spec: MethodSpec,
    call: ServerUnaryCall<Buffer, Buffer>,
    callback: sendUnaryData<Buffer>
  ): Promise<void> {
    try {
      const request = decode(this.space, spec.request, call.request)
      const reply = await this.serving().handle(spec.name, request, timeLeftMs(call))
      if (!this.crashed) callback(null, encode(this.space, spec.response, reply))
    } catch (cause) {
      if (!this.crashed) callback(statusObject(cause))
    }
  }

  private link(stream: ServerDuplexStream<Buffer, Buffer>): void {
    if (this.links === null) stream.emit('error', statusObject(this.starting()))
    else this.links.accept(stream)
  }

  private pull(call: ServerWritableStream<Buffer, Buffer>): void {
    if (this.handler === null) call.emit('error', statusObject(this.starting()))
    else void servePull(call, this.handler, this.space)
  }

  private serving(): Handler {
    if (this.handler === null) throw this.starting()
    return this.handler
  }

  private starting(): ChordError {
    return new ChordError('unavailable', `node is starting: ${this.address}`)
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`${HOST}:${port}`, ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) return resolve(bound)
      server.forceShutdown()
      const inUse = error.message.includes('EADDRINUSE')
      reject(
        inUse
          ? new ChordError('refused', `port in use: ${port}`)
          : new ChordError('refused', `port cannot be bound: ${port} (${error.message})`)
      )
    })
  })
}

function timeLeftMs(call: ServerUnaryCall<Buffer, Buffer>): number {
  const deadline = call.getDeadline()
  return deadline === Infinity ? Infinity : Math.max(1, Number(deadline) - Date.now())
}
