/** Events in words: what happened, which nodes took part, and how grave it is. */
import type { LabEvent, Recorded } from '../../shared/events'
import { shortId, type Id } from '../../shared/ids'
import { millis, plural } from './format'
import { lookupTitle, resultLine } from './lookup-words'

export type Tone = 'plain' | 'ok' | 'warn' | 'bad' | 'move' | 'accent'

export interface EventWords {
  /** The kind, in a word or two. */
  kind: string
  text: string
  tone: Tone
  nodes: Id[]
}

/** The kinds a person can filter by, with the event types behind each. */
export const EVENT_KINDS: readonly { kind: string; label: string; types: readonly LabEvent['type'][] }[] = [
  { kind: 'you', label: 'You', types: ['user', 'clock-changed'] },
  { kind: 'membership', label: 'Membership', types: ['node-state', 'peer-dead', 'served-changed'] },
  { kind: 'pointers', label: 'Pointers', types: ['predecessor-changed', 'successors-changed', 'fingers-changed'] },
  { kind: 'keys', label: 'Keys', types: ['transfer', 'keys-lost', 'record-written', 'record-dropped'] },
  { kind: 'lookups', label: 'Lookups', types: ['lookup'] },
  { kind: 'health', label: 'Health and errors', types: ['health-changed', 'error', 'node-error'] }
]

const names = (ids: readonly Id[]) => (ids.length === 0 ? 'none' : ids.map(shortId).join(' '))

/** An event as a line of the log. */
export function eventWords(event: Recorded): EventWords {
  switch (event.type) {
    case 'node-state':
      return {
        kind: event.after,
        text: `${shortId(event.node)} ${event.before === null ? 'is' : `was ${event.before}, now`} ${event.after}${event.reason === undefined ? '' : `: ${event.reason}`}`,
        tone: STATE_TONES[event.after] ?? 'plain',
        nodes: [event.node]
      }
    case 'predecessor-changed':
      return line(
        'predecessor',
        `${shortId(event.node)}: predecessor ${shortId(event.before)} → ${shortId(event.after)} (${event.cause})`,
        [event.node, event.after]
      )
    case 'successors-changed':
      return line('successors', `${shortId(event.node)}: ${changeOf(event.before, event.after)} (${event.cause})`, [
        event.node
      ])
    case 'fingers-changed':
      return line('fingers', `${shortId(event.node)}: finger table of ${plural(event.after.length, 'distinct node')}`, [
        event.node
      ])
    case 'served-changed':
      return line(
        'range',
        `${shortId(event.node)} ${event.after === null ? 'serves nothing' : `serves (${shortId(event.after)}, ${shortId(event.node)}]`} (${event.cause})`,
        [event.node]
      )
    case 'stabilized':
      return line(
        'round',
        `${shortId(event.node)} stabilized with ${shortId(event.successor)} in ${millis(event.tookMs)}${event.changed ? ', changed' : ''}`,
        [event.node, event.successor]
      )
    case 'peer-dead':
      return {
        ...line('dead peer', `${shortId(event.node)} takes ${shortId(event.peer)} for dead (${event.evidence})`, [
          event.node,
          event.peer
        ]),
        tone: 'warn'
      }
    case 'transfer':
      return transferWords(event)
    case 'record-written':
      return line(event.deleted ? 'deleted' : 'written', `${shortId(event.node)} wrote ${event.key} (${event.cause})`, [
        event.node
      ])
    case 'record-dropped':
      return line('dropped', `${shortId(event.node)} dropped ${event.key} (${event.cause})`, [event.node])
    case 'rpc-started':
      return line('rpc sent', `${shortId(event.from)} → ${shortId(event.to)} ${event.method}`, [event.from, event.to])
    case 'rpc':
      return {
        ...line(
          'rpc',
          `${shortId(event.from)} → ${shortId(event.to)} ${event.method} ${millis(event.tookMs)}${event.ok ? '' : `: ${event.error ?? 'failed'}`}`,
          [event.from, event.to]
        ),
        tone: event.ok ? 'plain' : 'warn'
      }
    case 'lookup': {
      const { lookup } = event
      return {
        kind: lookup.op,
        text: `${lookupTitle(lookup)}: ${resultLine(lookup)}`,
        tone: lookup.ok ? 'accent' : 'warn',
        nodes: [lookup.origin, ...lookup.path.map((hop) => hop.to)]
      }
    }
    case 'user':
      return { kind: event.action, text: event.text, tone: 'accent', nodes: event.nodes }
    case 'health-changed':
      return { kind: event.level, text: event.sentence, tone: HEALTH_TONES[event.level], nodes: [] }
    case 'keys-lost':
      return {
        kind: 'keys lost',
        text: `${plural(event.keys, 'key')} lost with ${shortId(event.node)}: ${event.sample.slice(0, 3).join(', ')}${event.keys > 3 ? ' …' : ''}`,
        tone: 'bad',
        nodes: [event.node]
      }
    case 'clock-changed':
      return line(
        'clock',
        event.paused
          ? 'Maintenance paused'
          : `Maintenance runs at ${event.rate === 1 ? 'full speed' : `${event.rate} of full speed`}`,
        []
      )
    case 'node-error':
      return { kind: 'error', text: `${shortId(event.node)}: ${event.text}`, tone: 'bad', nodes: [event.node] }
    case 'error':
      return { kind: 'error', text: event.text, tone: 'bad', nodes: event.nodes }
  }
}

const line = (kind: string, text: string, nodes: Id[]): EventWords => ({ kind, text, tone: 'plain', nodes })

const STATE_TONES: Partial<Record<string, Tone>> = {
  joining: 'move',
  starting: 'move',
  crashed: 'bad',
  hung: 'bad',
  failed: 'bad',
  running: 'ok'
}
const HEALTH_TONES = { none: 'plain', starting: 'move', ideal: 'ok', healing: 'warn', lost: 'bad' } as const

function changeOf(before: readonly Id[], after: readonly Id[]): string {
  const added = after.filter((id) => !before.includes(id))
  const gone = before.filter((id) => !after.includes(id))
  const parts = [added.length > 0 ? `+ ${names(added)}` : '', gone.length > 0 ? `− ${names(gone)}` : ''].filter(Boolean)
  return parts.length === 0 ? 'successor list in another order' : `successor list ${parts.join(' ')}`
}

function transferWords(event: Extract<LabEvent, { type: 'transfer' }>): EventWords {
  const way = `${shortId(event.from)} → ${shortId(event.to)}`
  const progress = `${event.moved} of ${plural(event.total, 'key')}`
  const end = event.phase === 'confirmed' || event.phase === 'committed' ? ` in ${millis(event.tookMs)}` : ''
  const reason = event.reason === undefined ? '' : `: ${event.reason}`
  const tone = event.phase === 'failed' ? 'bad' : 'move'
  return {
    kind: `${event.cause} ${event.phase}`,
    text: `${progress} ${way}${end}${reason}`,
    tone,
    nodes: [event.from, event.to]
  }
}

/** Whether an event answers to a search: in its words or in the ids of its nodes. */
export function eventMatches(event: Recorded, search: string): boolean {
  const text = search.trim().toLowerCase()
  if (text === '') return true
  const words = eventWords(event)
  return `${words.kind} ${words.text}`.toLowerCase().includes(text) || words.nodes.some((id) => id.startsWith(text))
}
