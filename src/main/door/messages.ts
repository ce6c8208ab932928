import type { FromWindow, SocketFromWindow } from '../../shared/door'

/** Reads what a window says beside its commands, or null when it is nothing that a window says. */
export function parseFromWindow(message: unknown): FromWindow | null {
  if (typeof message !== 'object' || message === null || !('t' in message)) return null
  if (message.t === 'resync') return { t: 'resync' }
  if (message.t === 'ack' && 'n' in message && Number.isSafeInteger(message.n))
    return { t: 'ack', n: Number(message.n) }
  return null
}

/** Reads a frame of the WebSocket, or says what is wrong with it. The command itself is validated later. */
export function parseFrame(text: string): SocketFromWindow | { t: 'malformed'; reason: string } {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return { t: 'malformed', reason: `frame is not JSON: ${text.slice(0, 40)}` }
  }
  const aside = parseFromWindow(message)
  if (aside !== null) return aside
  const { t, id, command, request } = (message ?? {}) as Record<string, unknown>
  if (t !== 'call') return { t: 'malformed', reason: `frame of unknown kind: ${JSON.stringify(t) ?? 'none'}` }
  if (typeof id !== 'number' || !Number.isSafeInteger(id))
    return { t: 'malformed', reason: `call without a whole number as id: ${JSON.stringify(id) ?? 'none'}` }
  return { t, id, command: typeof command === 'string' ? command : '', request }
}
