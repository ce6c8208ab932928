/** The ring's condition in words, exactly as the window says it. */
import { type Id, shortId } from '../../shared/ids'
import type { BehindView } from '../../shared/model'

export interface Sentence {
  sentence: string
  short: string
}

/** Nodes on their way in or out. */
export interface Moving {
  ids: Id[]
  verb: 'joining' | 'leaving'
  forMs: number
  moved: number
  total: number
}

/** A ring that is not Ideal. */
export interface Healing {
  forMs: number
  behind: BehindView[]
  /** Nodes on the list that are not live. */
  dead: ReadonlySet<Id>
}

/** `1 node`, `16 nodes`, `100,000 keys`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}

/** One decimal and a space: `0.8 s`. */
export function seconds(ms: number): string {
  return `${(Math.max(0, ms) / 1000).toFixed(1)} s`
}

export const NO_NODES: Sentence = { sentence: 'No nodes running', short: 'No nodes' }

export function startingSentence(total: number, up: number): Sentence {
  return { sentence: `Starting ${plural(total, 'node')}, ${up} up`, short: `Starting · ${up} of ${total} up` }
}

/** The ring itself is as it should be; fingers, which only make lookups short, may still be on their way to it. */
export function idealSentence(live: number, keys: number, fingersWrong: number): Sentence {
  const nodes = plural(live, 'node')
  if (fingersWrong === 0)
    return { sentence: `${nodes} · ring ideal · ${plural(keys, 'key')}`, short: `${nodes} · ideal` }
  const fingers = plural(fingersWrong, 'finger')
  return { sentence: `${nodes} · ring ideal · ${fingers} still settling`, short: `${nodes} · ${fingers} settling` }
}

export function lostSentence(lostKeys: number): Sentence {
  return { sentence: `${plural(lostKeys, 'key')} lost: all copies crashed`, short: `${plural(lostKeys, 'key')} lost` }
}

export function movingSentence({ ids, verb, forMs, moved, total }: Moving): Sentence {
  const who = ids.length === 1 ? shortId(ids[0] as Id) : plural(ids.length, 'node')
  const short = `${who} ${verb} ${seconds(forMs)}`
  const keys = total === 1 ? 'key' : 'keys'
  return { sentence: total === 0 ? short : `${short} · ${moved} of ${total} ${keys} moved`, short }
}

export function healingSentence({ forMs, behind, dead }: Healing): Sentence {
  const lead = `Healing ${seconds(forMs)}`
  const short = `${lead} · ${plural(behind.filter(isRingBehind).length, 'node')} behind`
  return { sentence: `${lead}: ${cause(behind, dead)}`, short }
}

/** Whether more than fingers are wrong. */
export function isRingBehind(one: BehindView): boolean {
  return one.stale.length > 0 || one.missing.length > 0 || one.predecessorWrong
}

/**
 * The most telling of what is wrong: which dead node is still named, who is missing, what else is out of place (a live
 * node too far away, or padding), or how many predecessors are wrong.
 */
function cause(behind: readonly BehindView[], dead: ReadonlySet<Id>): string {
  const stale = behind.map((one) => one.stale)
  const named = mostNamed(stale.map((ids) => ids.filter((id) => dead.has(id))))
  if (named !== null) return stillNames(named)
  const missing = mostNamed(behind.map((one) => one.missing))
  if (missing !== null) return `${plural(missing.lists, 'successor list')} ${verb('miss', missing.lists)} ${missing.id}`
  const other = mostNamed(stale)
  if (other !== null) return stillNames(other)
  const wrong = behind.filter((one) => one.predecessorWrong).length
  return `${plural(wrong, 'predecessor')} out of date`
}

function stillNames({ id, lists }: { id: string; lists: number }): string {
  return `${plural(lists, 'successor list')} still ${verb('name', lists)} ${id}`
}

function verb(word: 'name' | 'miss', subjects: number): string {
  if (subjects !== 1) return word
  return word === 'miss' ? 'misses' : 'names'
}

function mostNamed(lists: readonly Id[][]): { id: string; lists: number } | null {
  const counts = new Map<Id, number>()
  for (const list of lists) for (const id of list) counts.set(id, (counts.get(id) ?? 0) + 1)
  let best: { id: string; lists: number } | null = null
  for (const [id, count] of counts) if (best === null || count > best.lists) best = { id: shortId(id), lists: count }
  return best
}
