/** Bulk ranges: a server-streaming call of their own, with back-pressure at both ends. */
import type { ClientReadableStream, ServerWritableStream, ServiceError } from '@grpc/grpc-js'
import { status } from '@grpc/grpc-js'
import { once } from 'node:events'
import type { IdSpace } from '../../shared/ids'
import { ChordError } from '../chord/errors'
import type { RecordChunk, StoredRecord } from '../chord/messages'
import type { Handler } from '../chord/ports'
import { bulkChannelTo } from './channel'
import { decode, encode } from './codec'
import { pullRequest, recordChunk } from './messages'
import { asIs, PULL_PATH } from './protos'
import { errorOf, statusObject } from './status'

/** A chunk is cut where it would become larger than this, unless a single record is. */
export const CHUNK_BYTES = 256 * 1024
/** What a record costs beside its key and value. */
const RECORD_OVERHEAD_BYTES = 96

export interface PullOptions {
  address: string
  transfer: string
  timeoutMs: number
  space: IdSpace
  /** Cancels of the pulls under way: this one adds and removes its own. */
  running: Set<() => void>
  /** Told of the size of each message that arrived. */
  got: (bytes: number) => void
}

/** Asks for the records of a transfer. Leaving the loop early cancels the call. */
export async function* pullRecords(options: PullOptions): AsyncGenerator<RecordChunk> {
  const { address, transfer, timeoutMs, space, running, got } = options
  const client = bulkChannelTo(address)
  const deadline = timeoutMs === Infinity ? Infinity : Date.now() + timeoutMs
  const request = encode(space, pullRequest, { transfer })
  const call: ClientReadableStream<Buffer> = client.makeServerStreamRequest(PULL_PATH, asIs, asIs, request, {
    deadline
  })
  let stopped = false
  const cancel = (): void => {
    stopped = true
    call.cancel()
  }
  running.add(cancel)
  try {
    for await (const message of call) {
      got((message as Buffer).length)
      yield decode(space, recordChunk, message as Buffer)
    }
  } catch (cause) {
    if (stopped) throw new ChordError('cancelled', `node is stopping: pull ${transfer}`)
    throw pullError(cause, transfer, address)
  } finally {
    running.delete(cancel)
    call.cancel()
    client.close()
  }
}

/** Answers a pull: writes no faster than the peer reads, and stops when it gave up. */
export async function servePull(
  call: ServerWritableStream<Buffer, Buffer>,
  handler: Handler,
  space: IdSpace
): Promise<void> {
  const ended = new AbortController()
  call.on('cancelled', () => ended.abort())
  call.on('close', () => ended.abort())
  try {
    const { transfer } = decode(space, pullRequest, call.request)
    for await (const chunk of handler.stream(transfer)) {
      for (const records of cut(chunk.records)) {
        if (ended.signal.aborted) return
        if (!call.write(encode(space, recordChunk, { records }))) await once(call, 'drain', { signal: ended.signal })
      }
    }
    call.end()
  } catch (cause) {
    if (!ended.signal.aborted) call.emit('error', statusObject(cause))
  }
}

/** Cuts the records of a chunk so that each part fits a message. */
function* cut(records: StoredRecord[]): Iterable<StoredRecord[]> {
  let part: StoredRecord[] = []
  let bytes = 0
  for (const record of records) {
    const size = Buffer.byteLength(record.key) + record.value.length + RECORD_OVERHEAD_BYTES
    if (part.length > 0 && bytes + size > CHUNK_BYTES) {
      yield part
      part = []
      bytes = 0
    }
    part.push(record)
    bytes += size
  }
  if (part.length > 0) yield part
}

function pullError(cause: unknown, transfer: string, address: string): ChordError {
  if (cause instanceof ChordError) return cause
  const { code, details } = cause as ServiceError
  if (code === undefined) return ChordError.from(cause)
  // Nobody here cancelled it: the other end broke off.
  if (code === status.CANCELLED) return new ChordError('unavailable', `link lost: pull ${transfer} from ${address}`)
  return errorOf(code, details)
}
