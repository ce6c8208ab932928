/** From an event to what moves: nothing moves that did not happen. */
import type { Id } from '../../../shared/ids'
import { LOOKUP_METHODS, type Recorded } from '../../../shared/events'
import { HOP_MS, MOVE_MS } from './ease'
import type { Token } from '../figure/shape'

interface Timed {
  durationMs: number
  tone: Token
}

export type Motion =
  /** A message on its way; `lost` ends in a cross before the target. */
  | ({ kind: 'pulse'; from: Id; to: Id; lost: boolean } & Timed)
  /** A round of stabilization: a short tick from the node towards its successor. */
  | ({ kind: 'tick'; node: Id; to: Id } & Timed)
  /** Something about the node changed: a ring that opens around it. */
  | ({ kind: 'flash'; node: Id } & Timed)
  /** A pointer was turned: the chord or arc to its new target lights up once. */
  | ({ kind: 'pointer'; node: Id; to: Id; along: 'ring' | 'chord' } & Timed)
  /** A record was written or dropped at this place of the band. */
  | ({ kind: 'spark'; keyId: Id } & Timed)

/** Below this, injected latency is too short to be seen on its way. */
const VISIBLE_LATENCY_MS = 40

/** What moves because of an event. */
export function motionsOf(event: Recorded): Motion[] {
  switch (event.type) {
    case 'rpc':
      return [pulse(event.from, event.to, event.method, event.ok, HOP_MS)]
    case 'rpc-started':
      return event.latencyMs < VISIBLE_LATENCY_MS
        ? []
        : [pulse(event.from, event.to, event.method, true, event.latencyMs)]
    case 'stabilized':
      return event.successor === event.node
        ? []
        : [
            {
              kind: 'tick',
              node: event.node,
              to: event.successor,
              durationMs: MOVE_MS,
              tone: event.changed ? 'accent' : 'fg-2'
            }
          ]
    case 'predecessor-changed':
      return turned(event.node, event.after, 'ring')
    case 'successors-changed': {
      const [before, after] = [event.before[0], event.after[0]]
      return after === undefined || after === before
        ? [{ kind: 'flash', node: event.node, durationMs: MOVE_MS, tone: 'accent' }]
        : turned(event.node, after, 'ring')
    }
    case 'fingers-changed': {
      const old = new Set(event.before.map((span) => span.node))
      const fresh = event.after.filter((span) => !old.has(span.node)).slice(0, 3)
      return fresh.map((span) => ({
        kind: 'pointer',
        node: event.node,
        to: span.node,
        along: 'chord',
        durationMs: MOVE_MS,
        tone: 'accent'
      }))
    }
    case 'peer-dead':
      return [{ kind: 'flash', node: event.node, durationMs: MOVE_MS, tone: 'warn' }]
    case 'node-state':
      return stateFlash(event.node, event.after)
    case 'record-written':
    case 'record-dropped':
      return [
        {
          kind: 'spark',
          keyId: event.keyId,
          durationMs: MOVE_MS,
          tone: event.type === 'record-written' ? 'accent' : 'fg-3'
        }
      ]
    default:
      return []
  }
}

function pulse(from: Id, to: Id, method: string, ok: boolean, durationMs: number): Motion {
  const tone: Token = ok ? (LOOKUP_METHODS.has(method) ? 'accent' : 'fg-2') : 'bad'
  return { kind: 'pulse', from, to, lost: !ok, durationMs, tone }
}

function turned(node: Id, to: Id, along: 'ring' | 'chord'): Motion[] {
  const flash: Motion = { kind: 'flash', node, durationMs: MOVE_MS, tone: 'accent' }
  return to === node ? [flash] : [flash, { kind: 'pointer', node, to, along, durationMs: MOVE_MS, tone: 'accent' }]
}

function stateFlash(node: Id, after: string): Motion[] {
  const tone: Token =
    after === 'crashed' || after === 'hung' || after === 'failed' ? 'bad' : after === 'joining' ? 'move' : 'fg-2'
  return after === 'starting' ? [] : [{ kind: 'flash', node, durationMs: MOVE_MS * 2, tone }]
}
