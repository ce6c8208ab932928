/** A Transport that tells every call that its node makes, for the log and the picture. */
import type { NodeEvent } from '../../shared/events'
import type { NodeRef } from '../../shared/model'
import { ChordError } from '../chord/errors'
import type { Clock, Transport } from '../chord/ports'

/** Emits one `rpc` event when a call ends, whatever way it ends. Probes are not calls and tell nothing. */
export function traced(
  transport: Transport,
  self: NodeRef,
  emit: (event: NodeEvent) => void,
  clock: Pick<Clock, 'now'>
): Transport {
  const from = self.id
  const tell = (to: NodeRef, method: string, startedMs: number, cause: unknown): void => {
    const tookMs = clock.now() - startedMs
    if (cause === null) emit({ type: 'rpc', from, to: to.id, method, startedMs, tookMs, ok: true })
    else {
      const error = ChordError.from(cause).code
      emit({ type: 'rpc', from, to: to.id, method, startedMs, tookMs, ok: false, error })
    }
  }

  return {
    call(to, method, request, timeoutMs) {
      const startedMs = clock.now()
      return transport.call(to, method, request, timeoutMs).then(
        (reply) => {
          tell(to, method, startedMs, null)
          return reply
        },
        (cause) => {
          tell(to, method, startedMs, cause)
          throw cause
        }
      )
    },
    async *pull(to, transfer, timeoutMs) {
      const startedMs = clock.now()
      let outcome: unknown = null
      try {
        yield* transport.pull(to, transfer, timeoutMs)
      } catch (cause) {
        outcome = cause
        throw cause
      } finally {
        tell(to, 'pull', startedMs, outcome)
      }
    },
    probe: (to, timeoutMs) => transport.probe(to, timeoutMs),
    onLinkLost: (listener) => transport.onLinkLost(listener),
    isLinked: (id) => transport.isLinked(id),
    close: () => transport.close()
  }
}
