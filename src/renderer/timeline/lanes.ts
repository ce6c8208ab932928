/** From the chronicle to what stands on a lane: positions in pixels from the start of the session, labels kept apart. */
import { shortId } from '../../shared/ids'
import type { NodeState } from '../../shared/model'
import type { RateSample } from '../state/lab-view'
import type { NodeLook } from '../words/node-look'
import { plural, seconds } from '../words/format'
import type { HealthSpan, KeyBucket, MemberMark, UserMark } from './chronicle'

/** A piece of session time and the pixels that it is drawn on. */
export interface Scale {
  fromMs: number
  toMs: number
  pxPerMs: number
  /** The live edge when this was laid out: labels stay clear of it. */
  liveMs: number
}

export interface PlacedMark {
  key: number
  x: number
  label: string
  /** The label stands on this side of the mark, or nowhere. */
  side: 'left' | 'right' | 'none'
  look?: NodeLook
}

const LETTER_PX = 6.4
const MARK_PX = 12
const EDGE_PX = 8

/** Marks of the You lane: same doings close together are counted, labels never touch the next mark. */
export function userMarks(marks: readonly UserMark[], scale: Scale): PlacedMark[] {
  const groups: { mark: UserMark; count: number }[] = []
  for (const mark of inside(marks, scale)) {
    const last = groups.at(-1)
    const near = last !== undefined && (mark.atMs - last.mark.atMs) * scale.pxPerMs < MARK_PX
    if (near && verb(last.mark.text) === verb(mark.text)) last.count++
    else groups.push({ mark, count: 1 })
  }
  return labelled(
    groups.map(({ mark, count }) => ({
      key: mark.seq,
      x: mark.atMs * scale.pxPerMs,
      label: count === 1 ? cut(mark.text) : `${verb(mark.text)} × ${count}`
    })),
    scale
  )
}

const verb = (text: string): string => text.split(' ', 1)[0] ?? text
const cut = (text: string): string => (text.length > 26 ? `${text.slice(0, 25)}…` : text)

const LOOK_OF: Partial<Record<NodeState, NodeLook>> = {
  running: 'running',
  joining: 'joining',
  leaving: 'leaving',
  left: 'left',
  hung: 'hung',
  crashed: 'crashed',
  failed: 'crashed'
}

/** Marks of the Membership lane. A join is one mark, at the state it came to; many at once are counted. */
export function memberMarks(marks: readonly MemberMark[], scale: Scale): PlacedMark[] {
  const groups: { marks: MemberMark[]; look: NodeLook }[] = []
  for (const mark of inside(marks, scale)) {
    const look = LOOK_OF[mark.after]
    if (look === undefined) continue
    const last = groups.at(-1)
    const near = last !== undefined && (mark.atMs - (last.marks.at(-1)?.atMs ?? 0)) * scale.pxPerMs < MARK_PX
    if (near && sameStory(last.look, look)) {
      last.marks = [...last.marks.filter((other) => other.node !== mark.node), mark]
      last.look = look
    } else groups.push({ marks: [mark], look })
  }
  return labelled(
    groups.map(({ marks: group, look }) => ({
      key: group[0]?.seq ?? 0,
      x: (group[0]?.atMs ?? 0) * scale.pxPerMs,
      label: group.length === 1 ? shortId(group[0]?.node ?? '') : plural(group.length, 'node'),
      look
    })),
    scale
  )
}

const GOING: ReadonlySet<NodeLook> = new Set(['leaving', 'left'])
const sameStory = (a: NodeLook, b: NodeLook): boolean =>
  a === b ||
  (a === 'joining' && b === 'running') ||
  (GOING.has(a) && GOING.has(b)) ||
  (a === 'running' && b === 'joining')

function inside<T extends { atMs: number }>(marks: readonly T[], scale: Scale): T[] {
  return marks.filter((mark) => mark.atMs >= scale.fromMs && mark.atMs <= scale.toMs)
}

/** Labels stand right of their mark; left where the live edge or the next mark is near and there is room. */
function labelled(marks: Omit<PlacedMark, 'side'>[], scale: Scale): PlacedMark[] {
  let freeFrom = scale.fromMs * scale.pxPerMs
  const end = scale.liveMs * scale.pxPerMs
  return marks.map((mark, index): PlacedMark => {
    const width = mark.label.length * LETTER_PX + MARK_PX
    const next = marks[index + 1]?.x ?? end
    const left = mark.x - width > freeFrom + EDGE_PX
    const right = mark.x + width + EDGE_PX < next
    const side = right ? 'right' : left ? 'left' : 'none'
    freeFrom = side === 'right' ? mark.x + width : mark.x + MARK_PX / 2
    return { ...mark, side }
  })
}

export interface PlacedSpan {
  key: number
  kind: 'ideal' | 'healing' | 'lost'
  x: number
  width: number
  /** "healed in 8.3 s", beside the block where there is room. */
  label: string | null
  labelX: number
  labelSide: 'left' | 'right'
}

/** Blocks and lines of the Invariants lane. */
export function healthSpans(spans: readonly HealthSpan[], scale: Scale, nowMs: number): PlacedSpan[] {
  const shown = spans.filter(
    (span) => span.level !== 'none' && span.fromMs <= scale.toMs && (span.toMs ?? nowMs) >= scale.fromMs
  )
  const placed = shown.map((span, index) => placedSpan(span, shown[index - 1], shown[index + 1], scale, nowMs))
  return placed.map((span, index) => {
    // Between two blocks there may be room for one label only: the one that still counts.
    const later = placed.slice(index + 1).find((other) => other.label !== null)
    const meets = later !== undefined && span.label !== null && labelEnd(span) + 8 > labelStart(later)
    return meets ? { ...span, label: null } : span
  })
}

const labelPx = (span: PlacedSpan): number => (span.label?.length ?? 0) * LETTER_PX
const labelStart = (span: PlacedSpan): number => span.labelX - (span.labelSide === 'left' ? labelPx(span) : 0)
const labelEnd = (span: PlacedSpan): number => labelStart(span) + labelPx(span)

function placedSpan(
  span: HealthSpan,
  before: HealthSpan | undefined,
  after: HealthSpan | undefined,
  scale: Scale,
  nowMs: number
): PlacedSpan {
  const from = Math.max(span.fromMs, scale.fromMs)
  const to = Math.min(span.toMs ?? nowMs, scale.toMs)
  const kind = span.level === 'ideal' ? 'ideal' : span.level === 'lost' ? 'lost' : 'healing'
  const x = from * scale.pxPerMs
  const width = Math.max(kind === 'ideal' ? 0 : 3, (to - from) * scale.pxPerMs)
  const took = seconds((span.toMs ?? nowMs) - span.fromMs)
  const label = span.toMs === null ? `${word(span)} ${took}` : span.level === 'healing' ? `healed in ${took}` : null
  const place = { key: span.fromMs, kind, x, width, label: null, labelX: 0, labelSide: 'right' } as const
  if (kind === 'ideal' || label === null) return place
  const room = label.length * LETTER_PX + 24
  const beside = (other: HealthSpan | undefined): boolean =>
    other?.level === 'ideal' && ((other.toMs ?? nowMs) - other.fromMs) * scale.pxPerMs > room
  if (span.toMs !== null) return beside(after) ? { ...place, label, labelX: x + width + 10 } : place
  return beside(before) ? { ...place, label, labelX: x - 10, labelSide: 'left' } : place
}

const word = (span: HealthSpan): string =>
  span.level === 'lost' ? 'keys lost' : span.level === 'starting' ? 'starting' : 'healing'

export interface KeyBar {
  x: number
  height: number
  tone: 'written' | 'moved'
}

/** Bars of the Keys lane, 3 px wide; the fullest is as high as the lane lets it. */
export function keyBars(buckets: readonly KeyBucket[], scale: Scale, height: number): KeyBar[] {
  const shown = inside(buckets, scale)
  const most = Math.max(8, ...shown.map((bucket) => Math.max(bucket.written, bucket.moved)))
  const bar = (atMs: number, keys: number, tone: KeyBar['tone'], shift: number): KeyBar[] =>
    keys === 0 ? [] : [{ x: atMs * scale.pxPerMs + shift, height: Math.max(2, Math.sqrt(keys / most) * height), tone }]
  return shown.flatMap((bucket) => {
    const both = bucket.written > 0 && bucket.moved > 0
    return [...bar(bucket.atMs, bucket.written, 'written', 0), ...bar(bucket.atMs, bucket.moved, 'moved', both ? 4 : 0)]
  })
}

/** Rates as points of a curve, per second; `height` is that of the fullest moment. Silence reaches to the present. */
export function ratePoints(
  rates: readonly RateSample[],
  bucketMs: number,
  scale: Scale,
  height: number
): [number, number][] {
  const shown = rates.filter((sample) => sample.atMs + bucketMs >= scale.fromMs && sample.atMs <= scale.toMs)
  const most = Math.max(40 / (1000 / bucketMs), ...shown.map((sample) => sample.rpcs))
  const points = shown.map((sample): [number, number] => [
    (sample.atMs + bucketMs / 2) * scale.pxPerMs,
    height * (1 - sample.rpcs / most)
  ])
  const last = shown.at(-1)
  if (last !== undefined && scale.liveMs - last.atMs > 4 * bucketMs)
    points.push([(last.atMs + 2 * bucketMs) * scale.pxPerMs, height], [scale.liveMs * scale.pxPerMs, height])
  return points
}

/** Round times for the axis: as near together as labels allow. */
export function tickTimes(scale: Scale, leastPx = 96): number[] {
  const step = STEPS_MS.find((size) => size * scale.pxPerMs >= leastPx) ?? 3_600_000
  const ticks: number[] = []
  for (let at = Math.ceil(scale.fromMs / step) * step; at <= scale.toMs; at += step) ticks.push(at)
  return ticks
}

const STEPS_MS = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_200_000, 1_800_000]

/** "00:20" for the axis, "1:00:00" past an hour. */
export function tickLabel(atMs: number): string {
  const total = Math.round(atMs / 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(total / 3600)
  const rest = `${two(Math.floor((total % 3600) / 60))}:${two(total % 60)}`
  return hours === 0 ? rest : `${hours}:${rest}`
}
