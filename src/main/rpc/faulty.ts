/** A Transport that suffers the faults of a table, per pair of nodes, on top of a network that works. */
import type { NodeEvent } from '../../shared/events'
import type { NodeRef } from '../../shared/model'
import { ChordError } from '../chord/errors'
import type { Method, RecordChunk, RequestOf, ResponseOf } from '../chord/messages'
import type { Clock, Transport } from '../chord/ports'
import type { FaultTable } from './faults'

export interface FaultyOptions {
  self: NodeRef
  faults: FaultTable
  /** Real time: latency does not stretch with the lab's slow motion. */
  clock: Clock
  emit(event: NodeEvent): void
}

/**
 * Latency is one-way: the request waits for the latency from here to the peer, and the reply for the latency from the
 * peer to here. Both count against the deadline. A call that is held back is told first (`rpc-started`). What is lost
 * ends with `timeout`, as it would on a network; when only the way back is cut, the peer has done what it was asked.
 */
export function faulty(transport: Transport, options: FaultyOptions): Transport {
  const { faults } = options
  return {
    call: (to, method, request, timeoutMs) =>
      faults.quiet
        ? transport.call(to, method, request, timeoutMs)
        : slowCall(transport, options, to, method, request, timeoutMs),
    pull: (to, transfer, timeoutMs) =>
      faults.quiet ? transport.pull(to, transfer, timeoutMs) : slowPull(transport, options, to, transfer, timeoutMs),
    async probe(to, timeoutMs) {
      if (faults.quiet) return transport.probe(to, timeoutMs)
      const { self, clock } = options
      if (faults.isLost(self.id, to.id) || faults.isLost(to.id, self.id)) return silence(clock, timeoutMs)
      const roundTripMs = faults.latency(self.id, to.id) + faults.latency(to.id, self.id)
      if (roundTripMs >= timeoutMs) return silence(clock, timeoutMs)
      await wait(clock, roundTripMs)
      return transport.probe(to, timeoutMs - roundTripMs)
    },
    onLinkLost: (listener) => transport.onLinkLost(listener),
    isLinked: (id) => transport.isLinked(id),
    close: () => transport.close()
  }
}

async function slowCall<M extends Method>(
  transport: Transport,
  { self, faults, clock, emit }: FaultyOptions,
  to: NodeRef,
  method: M,
  request: RequestOf<M>,
  timeoutMs: number
): Promise<ResponseOf<M>> {
  const deadlineMs = clock.now() + timeoutMs
  const thereMs = faults.latency(self.id, to.id)
  if (thereMs > 0) emit({ type: 'rpc-started', from: self.id, to: to.id, method, latencyMs: thereMs })
  if (faults.isLost(self.id, to.id) || thereMs >= timeoutMs) return lost(clock, to, method, timeoutMs)
  await wait(clock, thereMs)

  const reply = await transport.call(to, method, request, Math.max(1, deadlineMs - clock.now()))
  // Looked up again: the table may have changed while the peer worked.
  const backMs = faults.latency(to.id, self.id)
  const leftMs = deadlineMs - clock.now()
  if (faults.isLost(to.id, self.id) || backMs >= leftMs) return lost(clock, to, method, leftMs)
  await wait(clock, backMs)
  return reply
}

async function* slowPull(
  transport: Transport,
  { self, faults, clock, emit }: FaultyOptions,
  to: NodeRef,
  transfer: string,
  timeoutMs: number
): AsyncGenerator<RecordChunk> {
  const deadlineMs = clock.now() + timeoutMs
  const roundTripMs = faults.latency(self.id, to.id) + faults.latency(to.id, self.id)
  if (roundTripMs > 0) emit({ type: 'rpc-started', from: self.id, to: to.id, method: 'pull', latencyMs: roundTripMs })
  if (faults.isLost(self.id, to.id) || roundTripMs >= timeoutMs) await lost(clock, to, 'pull', timeoutMs)
  await wait(clock, roundTripMs)
  for await (const chunk of transport.pull(to, transfer, Math.max(1, deadlineMs - clock.now()))) {
    if (faults.isLost(to.id, self.id)) await lost(clock, to, 'pull', deadlineMs - clock.now())
    yield chunk
  }
}

/** Swallows: the caller learns nothing until its time is over. */
async function lost(clock: Clock, to: NodeRef, method: string, timeoutMs: number): Promise<never> {
  await wait(clock, timeoutMs)
  throw new ChordError('timeout', `no answer in time: ${method} at ${to.address}`)
}

async function silence(clock: Clock, timeoutMs: number): Promise<'silent'> {
  await wait(clock, timeoutMs)
  return 'silent'
}

function wait(clock: Clock, ms: number): Promise<void> | undefined {
  if (ms <= 0) return undefined
  return new Promise((resolve) => clock.deadline(ms, resolve))
}
