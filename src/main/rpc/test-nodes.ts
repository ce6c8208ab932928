/** Real servers with links, without a protocol behind them: what the tests of this room build on. */
import { SPACE_160 } from '../../shared/ids'
import type { Id, IdSpace } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import type { Handler } from '../chord/ports'
import { LabClock } from './lab-clock'
import { LinkTransport } from './link-transport'
import type { LinkTransportOptions } from './link-transport'
import { RingServer } from './server'

/** A server, its links, and how to end both. */
export interface TestNode {
  readonly ref: NodeRef
  readonly server: RingServer
  readonly links: LinkTransport
  crash(): void
  close(): Promise<void>
}

/** A node of this id on a free port, serving `handler`. */
export async function testNode(
  id: Id,
  handler: Handler,
  options: Partial<LinkTransportOptions> & { space?: IdSpace } = {}
): Promise<TestNode> {
  const space = options.space ?? SPACE_160
  const server = await RingServer.bind({ space, port: 0 })
  const ref = { id, address: server.address }
  const links = new LinkTransport({ clock: new LabClock(), ...options, self: ref, space })
  server.serve(handler, links)
  return {
    ref,
    server,
    links,
    crash() {
      server.crash()
      links.crash()
    },
    async close() {
      await links.close()
      await server.close(100)
    }
  }
}

/** Answers every ping with `ref`, and everything else with nothing. */
export function pingHandler(ref: () => NodeRef): Handler {
  return {
    handle: (method) => (method === 'ping' ? { node: ref() } : {}) as never,
    stream: () => []
  }
}

/** A reference to a port on which nobody listens: it was just given back. */
export async function nobody(id: Id): Promise<NodeRef> {
  const server = await RingServer.bind({ space: SPACE_160, port: 0 })
  server.crash()
  return { id, address: server.address }
}
