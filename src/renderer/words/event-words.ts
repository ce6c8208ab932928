/** Events in words: what happened, which nodes took part, and how grave it is. */
import type { LabEvent, Recorded } from '../../shared/events'
import { shortId, type Id } from '../../shared/ids'
import { millis, plural, seconds } from './format'
import { lookupTitle, resultLine } from './lookup-words'
import { LEVEL_TONES } from './predicate-words'

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
  {
    kind: 'health',
    label: 'Health and errors',
    types: ['health-changed', 'invariant-broken', 'invariant-restored', 'error', 'node-error']
  }
]

const names = (ids: readonly Id[]) => (ids.length === 0 ? 'none' : ids.map(shortId).join(' '))

type Words = { [T in LabEvent['type']]: (event: Recorded<Extract<LabEvent, { type: T }>>) => EventWords }

const WORDS: Words = {
  'node-state': (event) => ({
    kind: event.after,
    text: `${shortId(event.node)} ${event.before === null ? 'is' : `was ${event.before}, now`} ${event.after}${event.reason === undefined ? '' : `: ${event.reason}`}`,
    tone: STATE_TONES[event.after] ?? 'plain',
    nodes: [event.node]
  }),
  'predecessor-changed': ({ node, before, after, cause }) =>
    line('predecessor', `${shortId(node)}: predecessor ${shortId(before)} → ${shortId(after)} (${cause})`, [
      node,
      after
    ]),
  'successors-changed': ({ node, before, after, cause }) =>
    line('successors', `${shortId(node)}: ${changeOf(before, after)} (${cause})`, [node]),
  'fingers-changed': ({ node, after }) =>
    line('fingers', `${shortId(node)}: finger table of ${plural(after.length, 'row')}`, [node]),
  'served-changed': ({ node, after, cause }) => {
    const range = after === null ? 'serves nothing' : `serves (${shortId(after)}, ${shortId(node)}]`
    return line('range', `${shortId(node)} ${range} (${cause})`, [node])
  },
  stabilized: ({ node, successor, tookMs, changed }) => {
    const end = `in ${millis(tookMs)}${changed ? ', changed' : ''}`
    return line('round', `${shortId(node)} stabilized with ${shortId(successor)} ${end}`, [node, successor])
  },
  'peer-dead': ({ node, peer, evidence }) =>
    line('dead peer', `${shortId(node)} takes ${shortId(peer)} for dead (${evidence})`, [node, peer], 'warn'),
  transfer: transferWords,
  'record-written': ({ node, key, deleted, cause }) =>
    line(deleted ? 'deleted' : 'written', `${shortId(node)} wrote ${key} (${cause})`, [node]),
  'record-dropped': ({ node, key, cause }) => line('dropped', `${shortId(node)} dropped ${key} (${cause})`, [node]),
  'rpc-started': ({ from, to, method }) => line('rpc sent', `${shortId(from)} → ${shortId(to)} ${method}`, [from, to]),
  rpc: ({ from, to, method, tookMs, ok, error }) => {
    const end = ok ? '' : `: ${error ?? 'failed'}`
    return line(
      'rpc',
      `${shortId(from)} → ${shortId(to)} ${method} ${millis(tookMs)}${end}`,
      [from, to],
      ok ? 'plain' : 'warn'
    )
  },
  lookup: ({ lookup }) => {
    const nodes = [lookup.origin, ...lookup.path.map((hop) => hop.to)]
    return line(lookup.op, `${lookupTitle(lookup)}: ${resultLine(lookup)}`, nodes, lookup.ok ? 'accent' : 'warn')
  },
  user: ({ text, nodes }) => line('you', text, nodes, 'accent'),
  'health-changed': ({ level, sentence }) => line(level, sentence, [], HEALTH_TONES[level]),
  'invariant-broken': ({ name, level, nodes }) => {
    const who = nodes.length === 0 ? '' : `: ${plural(nodes.length, 'node')}, ${names(nodes)}`
    return line(`${name} ${level}`, `${name} does not hold${who}`, nodes, LEVEL_TONES[level])
  },
  'invariant-restored': ({ name, nodes, since, atMs }) =>
    line(`${name} holds`, `${name} holds again after ${seconds(atMs - since)}`, nodes, LEVEL_TONES.holds),
  'keys-lost': ({ keys, node, sample }) => {
    const names = `${sample.slice(0, 3).join(', ')}${keys > 3 ? ' …' : ''}`
    return line('keys lost', `${plural(keys, 'key')} lost with ${shortId(node)}: ${names}`, [node], 'bad')
  },
  'clock-changed': ({ rate, paused }) => {
    const pace = rate === 1 ? 'full speed' : `${rate} of full speed`
    return line('clock', paused ? 'Maintenance paused' : `Maintenance runs at ${pace}`, [])
  },
  'node-error': ({ node, text }) => line('error', `${shortId(node)}: ${text}`, [node], 'bad'),
  error: ({ text, nodes }) => line('error', text, nodes, 'bad')
}

/** An event as a line of the log. A type that this window does not know, from a newer file, keeps its own name. */
export function eventWords(event: Recorded): EventWords {
  const words = WORDS[event.type] as ((event: Recorded) => EventWords) | undefined
  return words === undefined ? line((event as { type: string }).type, '', []) : words(event)
}

function line(kind: string, text: string, nodes: Id[], tone: Tone = 'plain'): EventWords {
  return { kind, text, tone, nodes }
}

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
