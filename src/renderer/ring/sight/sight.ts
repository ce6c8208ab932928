/** Which part of the ring is in sight, and where the single keys of that part are drawn. Pure. */
import type { KeyRow } from '../../../shared/contract'
import { type Id, idSpace, inArc, toId, turnOf } from '../../../shared/ids'
import type { TransferView } from '../../../shared/model'
import type { PlacedRing } from '../figure/ring-model'
import type { RingFrame } from '../geometry/frame'
import { type Point, pointAt, TAU } from '../geometry/polar'
import { shownTurn, type Spacing, trueTurn } from '../geometry/spacing'
import type { Token } from '../figure/shape'
import type { KeyState, SightKey } from './sight-key'

/** From this zoom on keys are drawn one by one, if no more than so many are in sight. */
export const SIGHT_ZOOM = 3
export const MOST_SINGLE_KEYS = 400

/** An arc of ids (after, upTo]. */
export interface IdArc {
  after: Id
  upTo: Id
}

const SAMPLES = 1440

/** The arc of ids whose keys are on the stage; null while most of the ring is, or nothing of it. */
export function arcInSight(frame: RingFrame, spacing: Spacing, bits: number): IdArc | null {
  if (frame.zoom < SIGHT_ZOOM) return null
  const radius = frame.bandInner + frame.bandHeight / 2
  const seen = Array.from({ length: SAMPLES }, (_, i) => {
    const { x, y } = pointAt(frame.centre, radius, i / SAMPLES)
    return x >= 0 && y >= 0 && x <= frame.width && y <= frame.height
  })
  const [start, length] = longestRun(seen)
  if (length === 0 || length > SAMPLES / 2) return null
  const idAt = (step: number): Id => {
    const turn = trueTurn(spacing, shownAt(step))
    const fine = BigInt(Math.floor(turn * 2 ** 48))
    return toId(idSpace(bits), bits >= 48 ? fine << BigInt(bits - 48) : fine >> BigInt(48 - bits))
  }
  return { after: idAt(start - 1), upTo: idAt(start + length) }
}

const shownAt = (step: number): number => (((step % SAMPLES) + SAMPLES) % SAMPLES) / SAMPLES

/** The longest run of true values around the circle: where it begins, and how long it is. */
function longestRun(seen: readonly boolean[]): [number, number] {
  const gap = seen.indexOf(false)
  if (gap === -1) return [0, seen.length]
  let best: [number, number] = [0, 0]
  let begin = gap
  for (let i = gap; i <= gap + seen.length; i++) {
    if (seen[i % seen.length] === true && i < gap + seen.length) continue
    if (i - begin - 1 > best[1]) best = [begin + 1, i - begin - 1]
    begin = i
  }
  return best
}

/** What is the matter with a key, told from who holds it and what moves. */
export function keyState(row: Pick<KeyRow, 'id' | 'owner' | 'holders'>, transfers: readonly TransferView[]): KeyState {
  const move = transfers.find((one) => one.state === 'moving' && inArc(one.start, row.id, one.end))
  if (move !== undefined) return row.holders.includes(move.to) ? 'arrived' : 'waiting'
  return row.holders.length > 0 && !row.holders.includes(row.owner) ? 'astray' : 'held'
}

/** A row of the lab as a key to draw. */
export function sightKey(row: KeyRow, transfers: readonly TransferView[], bits: number): SightKey {
  return { key: row.key, id: row.id, turn: turnOf(idSpace(bits), row.id), state: keyState(row, transfers) }
}

export interface KeyMark extends SightKey {
  point: Point
}

const MARK_GAP = 9
const LEVEL_STEP = 9

/** Places keys over the band: those that would touch stand in steps outward, as far as the band goes. */
export function keyMarks(ring: PlacedRing): KeyMark[] {
  const { frame, model } = ring
  const keys = model.sight?.keys ?? null
  if (keys === null || !model.layers.keys) return []
  const levels = Math.max(1, Math.floor(frame.bandHeight / LEVEL_STEP))
  const lastAt = new Array<number>(levels).fill(Number.NEGATIVE_INFINITY)
  const shown = keys.map((key) => ({ key, turn: shownTurn(model.spacing, key.turn) })).sort((a, b) => a.turn - b.turn)
  return shown.map(({ key, turn }) => {
    const along = turn * TAU * frame.bandInner
    const free = lastAt.findIndex((last) => along - last >= MARK_GAP)
    const level = free === -1 ? lastAt.indexOf(Math.min(...lastAt)) : free
    lastAt[level] = along
    return { ...key, point: pointAt(frame.centre, frame.bandInner + 5 + level * LEVEL_STEP, turn) }
  })
}

export const KEY_TONES: Readonly<Record<KeyState, Token>> = {
  held: 'fg-2',
  waiting: 'move',
  arrived: 'move',
  astray: 'warn'
}

const REACH = 8

/** The key under the pointer, or null. */
export function keyMarkAt(marks: readonly KeyMark[], point: Point): KeyMark | null {
  let best: KeyMark | null = null
  let nearest = REACH
  for (const mark of marks) {
    const away = Math.hypot(mark.point.x - point.x, mark.point.y - point.y)
    if (away > nearest) continue
    best = mark
    nearest = away
  }
  return best
}
