/** How every client of ours connects: options and limits in one place. */
import { Client, credentials } from '@grpc/grpc-js'
import type { ChannelOptions } from '@grpc/grpc-js'

/** Bound of one gRPC message, both ways. */
export const MAX_MESSAGE_BYTES = 4 * 1024 * 1024

const CLIENT_OPTIONS: ChannelOptions = {
  'grpc.enable_retries': 0,
  'grpc.enable_channelz': 0,
  'grpc.enable_http_proxy': 0,
  // A connection is shared by the whole process, and so is its back-off: one failed dial must not keep others waiting.
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1000,
  'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
  'grpc.max_send_message_length': MAX_MESSAGE_BYTES
}

/** An IPv4 address says so: the resolver of names would set up a DNS client for each connection. */
function targetOf(address: string): string {
  return /^\d+\.\d+\.\d+\.\d+:/.test(address) ? `ipv4:${address}` : address
}

/** A client that others in this process use as well; `release` when it is no longer needed. */
export interface SharedClient {
  readonly client: Client
  release(): void
}

const shared = new Map<string, { client: Client; users: number }>()

/**
 * A client of the server at `address`; it connects at its first call. Making one costs as much as the rest of a link, so
 * all nodes of a process share it, as they share its connection. It ends with its last user: a client of a dead peer would keep dialling it.
 */
export function sharedClientTo(address: string): SharedClient {
  const one = shared.get(address) ?? { client: clientTo(address), users: 0 }
  shared.set(address, one)
  one.users++
  let released = false
  const release = (): void => {
    if (released) return
    released = true
    if (--one.users > 0) return
    shared.delete(address)
    one.client.close()
  }
  return { client: one.client, release }
}

/** A client of the server at `address` for one user alone; it connects at its first call. */
export function clientTo(address: string): Client {
  return new Client(targetOf(address), credentials.createInsecure(), CLIENT_OPTIONS)
}

/** A connection beside the shared one, so that bulk data never stands in front of a lookup. */
export function bulkChannelTo(address: string): Client {
  return new Client(targetOf(address), credentials.createInsecure(), {
    ...CLIENT_OPTIONS,
    'grpc.use_local_subchannel_pool': 1
  })
}
