/**
 * What the timeline remembers: marks, spans and counts folded out of the events, bounded however long the session
 * lasts. Pure: a new chronicle for new events, the same one when nothing that it shows happened.
 */
import type { Recorded } from '../../shared/events'
import type { Id } from '../../shared/ids'
import type { HealthView, NodeState } from '../../shared/model'

/** Something the person did. */
export interface UserMark {
  seq: number
  atMs: number
  text: string
}

/** A node that came, went, or stopped answering. */
export interface MemberMark {
  seq: number
  atMs: number
  node: Id
  before: NodeState | null
  after: NodeState
}

/** A stretch of time at one level of health. `toMs` is null while it lasts. */
export interface HealthSpan {
  level: HealthView['level']
  fromMs: number
  toMs: number | null
}

/** Keys written and moved within the half second from `atMs`. */
export interface KeyBucket {
  atMs: number
  written: number
  moved: number
}

export interface Chronicle {
  /** Events up to here are in. */
  lastSeq: number
  firstSeq: number
  user: readonly UserMark[]
  members: readonly MemberMark[]
  health: readonly HealthSpan[]
  keys: readonly KeyBucket[]
  /** Keys that each running transfer had moved when last heard of. */
  moving: ReadonlyMap<string, number>
}

export const MAX_MARKS = 2_000
export const MAX_KEY_BUCKETS = 2_400
export const KEY_BUCKET_MS = 500

export const EMPTY_CHRONICLE: Chronicle = {
  lastSeq: 0,
  firstSeq: Number.POSITIVE_INFINITY,
  user: [],
  members: [],
  health: [],
  keys: [],
  moving: new Map()
}

/** The chronicle after `events`, which are in order; those it has already are skipped. */
export function extended(chronicle: Chronicle, events: readonly Recorded[]): Chronicle {
  const fresh = events.filter((event) => event.seq > chronicle.lastSeq)
  const last = fresh.at(-1)
  if (last === undefined) return chronicle
  const draft: Draft = {
    user: [],
    members: [],
    health: [...chronicle.health],
    keys: [...chronicle.keys],
    moving: new Map(chronicle.moving)
  }
  for (const event of fresh) note(draft, event)
  return {
    lastSeq: last.seq,
    firstSeq: Math.min(chronicle.firstSeq, fresh[0]?.seq ?? last.seq),
    user: [...chronicle.user, ...draft.user].slice(-MAX_MARKS),
    members: [...chronicle.members, ...draft.members].slice(-MAX_MARKS),
    health: draft.health.slice(-MAX_MARKS),
    keys: draft.keys.slice(-MAX_KEY_BUCKETS),
    moving: draft.moving
  }
}

interface Draft {
  user: UserMark[]
  members: MemberMark[]
  health: HealthSpan[]
  keys: KeyBucket[]
  moving: Map<string, number>
}

function note(draft: Draft, event: Recorded): void {
  const { seq, atMs } = event
  switch (event.type) {
    case 'user':
      draft.user.push({ seq, atMs, text: event.text })
      break
    case 'node-state':
      draft.members.push({ seq, atMs, node: event.node, before: event.before, after: event.after })
      break
    case 'health-changed':
      noteHealth(draft, event.level, atMs)
      break
    case 'record-written':
      if (event.cause === 'put' || event.cause === 'delete') bucketAt(draft, atMs).written++
      break
    case 'transfer': {
      const before = draft.moving.get(event.transfer) ?? 0
      if (event.moved > before) bucketAt(draft, atMs).moved += event.moved - before
      if (event.phase === 'confirmed' || event.phase === 'failed') draft.moving.delete(event.transfer)
      else draft.moving.set(event.transfer, Math.max(before, event.moved))
      break
    }
    default:
  }
}

function noteHealth(draft: Draft, level: HealthView['level'], atMs: number): void {
  const open = draft.health.at(-1)
  if (open?.level === level && open.toMs === null) return
  if (open !== undefined && open.toMs === null) draft.health[draft.health.length - 1] = { ...open, toMs: atMs }
  draft.health.push({ level, fromMs: atMs, toMs: null })
}

/** The bucket of a moment; older ones may come after newer ones when history is read later. */
function bucketAt(draft: Draft, atMs: number): KeyBucket {
  const start = Math.floor(atMs / KEY_BUCKET_MS) * KEY_BUCKET_MS
  let index = draft.keys.length
  while (index > 0 && (draft.keys[index - 1]?.atMs ?? 0) >= start) index--
  const old = draft.keys[index]
  const bucket = old?.atMs === start ? { ...old } : { atMs: start, written: 0, moved: 0 }
  draft.keys.splice(index, old?.atMs === start ? 1 : 0, bucket)
  return bucket
}

/** An empty chronicle that keeps what only traffic told: keys written while the window looked. */
export function writesOnly(chronicle: Chronicle): Chronicle {
  const keys = chronicle.keys.filter((bucket) => bucket.written > 0).map((bucket) => ({ ...bucket, moved: 0 }))
  return { ...EMPTY_CHRONICLE, keys }
}

const DOWN: ReadonlySet<NodeState | null> = new Set<NodeState | null>(['crashed', 'hung', 'failed'])

/** How many nodes were down over time, told backwards from what is known now. Oldest first; starts at −∞. */
export function downSteps(members: readonly MemberMark[], downNow: number): { atMs: number; down: number }[] {
  const steps: { atMs: number; down: number }[] = []
  let down = downNow
  for (const mark of [...members].reverse()) {
    const change = Number(DOWN.has(mark.after)) - Number(DOWN.has(mark.before))
    if (change === 0) continue
    steps.push({ atMs: mark.atMs, down })
    down = Math.max(0, down - change)
  }
  steps.push({ atMs: Number.NEGATIVE_INFINITY, down })
  return steps.reverse()
}
