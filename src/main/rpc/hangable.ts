/** A Handler that can be made to hang: it accepts and never answers, as a stuck process does. */
import type { Handler } from '../chord/ports'

/** The handler, and the switch. What was asked while it hung is never answered, not even after it was resumed. */
export interface Hangable {
  readonly handler: Handler
  hung: boolean
}

/** Wraps a handler with a switch. What was asked before it hung may still be answered. */
export function hangable(inner: Handler): Hangable {
  const state: Hangable = {
    hung: false,
    handler: {
      handle: (method, request, timeoutMs) => (state.hung ? silence() : inner.handle(method, request, timeoutMs)),
      async *stream(transfer) {
        if (state.hung) await silence()
        for await (const chunk of inner.stream(transfer)) {
          yield chunk
          if (state.hung) await silence()
        }
      }
    }
  }
  return state
}

function silence(): Promise<never> {
  return new Promise(() => undefined)
}
