/**
 * Labels around the ring. Boxes start beside their node and are pushed apart along the circle in small steps until
 * they no longer touch; what cannot be resolved is left out, the least interesting first, so that labels never overlap.
 */
import type { RingFrame } from './frame'
import { clockwise, type Box, pointAt, type Point, shortWay, TAU, tooNear, wrapTurn } from './polar'

export interface LabelWish {
  id: string
  /** Where its node or key is shown. */
  turn: number
  width: number
  height: number
  /** How far above the first line the box begins more than a plain one: role words. */
  above?: number
  /** Higher comes first; 0 is a node like any other. */
  interest: number
  /** Distance from the centre at which the leader begins. */
  leaderStart: number
}

export interface PlacedLabel {
  id: string
  /** Where the label stands on the circle after pushing. */
  turn: number
  box: Box
  /** Middle of the first line's box, the 14 px high one that holds the name. */
  middle: Point
  /** The right half is set from the left, the left half from the right. */
  side: 'left' | 'right'
  /** Radial through the band, a bend, then towards the label. */
  leader: [Point, Point, Point]
}

const STEP_TURNS = 0.12 / 360
const GAP_X = 9
const GAP_Y = 3
const MAX_ROUNDS = 400
const MAX_PUSH_TURNS = 30 / 360
const LINE_HEIGHT = 14

interface Pushed {
  wish: LabelWish
  turn: number
  box: Box
}

/** Places as many of `wishes` as fit between the ring and the edge of the stage, clear of `obstacles`. */
export function placeLabels(
  wishes: readonly LabelWish[],
  frame: RingFrame,
  obstacles: readonly Box[] = []
): PlacedLabel[] {
  const visible = wishes.filter((wish) => onStage(boxAt(wish, wish.turn, frame), frame, wish.interest > 0))
  const ranked = [...visible].sort((a, b) => b.interest - a.interest || a.turn - b.turn)
  const room = roomFor(frame)
  const first =
    visible.length <= room ? ranked : ranked.filter((wish) => wish.interest > 0).slice(0, Math.floor(room * 0.6))
  const kept = withoutOverlaps(relaxed(first, frame), obstacles)
  if (first.length < ranked.length) fillGaps(ranked, kept, frame, obstacles)
  return kept.map((pushed) => finished(pushed, frame))
}

/** How many plain labels the circle holds before pushing cannot help. */
function roomFor(frame: RingFrame): number {
  return Math.floor((TAU * frame.labelLine) / 29)
}

/** The box of a label at `turn`: its nearest edge touches the label line. */
function boxAt(wish: LabelWish, turn: number, frame: RingFrame): Box {
  const dx = Math.sin(turn * TAU)
  const dy = -Math.cos(turn * TAU)
  const reach = Math.abs(dx) * Math.min(15, wish.width / 2) + Math.abs(dy) * (LINE_HEIGHT / 2)
  const middle = pointAt(frame.centre, frame.labelLine + reach, turn)
  const extra = wish.width / 2 - Math.min(15, wish.width / 2)
  return {
    x: inside(
      middle.x - wish.width / 2 + Math.sign(dx) * extra * Math.min(1, Math.abs(dx) * 1.6),
      wish.width,
      frame.width
    ),
    y: inside(middle.y - LINE_HEIGHT / 2 - (wish.above ?? 0), wish.height, frame.height),
    width: wish.width,
    height: wish.height
  }
}

/** A label that the edge of the stage would cut comes nearer to the ring instead; what is outside stays outside. */
function inside(at: number, size: number, stage: number): number {
  const most = stage - size - 2
  if (at < 2) return at < -size / 2 ? at : 2
  return at > most && at <= most + size / 2 ? most : at
}

function onStage(box: Box, frame: RingFrame, lenient: boolean): boolean {
  const slack = lenient ? 0.5 : 0
  return (
    box.x + box.width * slack >= 2 &&
    box.y + box.height * slack >= 2 &&
    box.x + box.width * (1 - slack) <= frame.width - 2 &&
    box.y + box.height * (1 - slack) <= frame.height - 2
  )
}

/** Neighbours on the circle that are too near step away from each other, round by round. */
function relaxed(wishes: readonly LabelWish[], frame: RingFrame): Pushed[] {
  const labels = [...wishes]
    .sort((a, b) => a.turn - b.turn)
    .map((wish): Pushed => ({ wish, turn: wish.turn, box: boxAt(wish, wish.turn, frame) }))
  const count = labels.length
  if (count < 2) return labels
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let moved = false
    // Bolder steps at first where many labels push; the last rounds settle at the fine step.
    const step = STEP_TURNS * (count > 24 && round < MAX_ROUNDS / 2 ? 3 : 1)
    for (let index = 0; index < count; index++)
      for (const ahead of count > 2 ? [1, 2] : [1])
        moved = pushApart(labels[index], labels[(index + ahead) % count], step, frame) || moved
    if (!moved) break
  }
  return labels
}

function pushApart(a: Pushed | undefined, b: Pushed | undefined, step: number, frame: RingFrame): boolean {
  if (a === undefined || b === undefined || a === b || !tooNear(a.box, b.box, GAP_X, GAP_Y)) return false
  // In a crowd the last is also "before" the first, the long way round: only the short way counts.
  const way = shortWay(a.wish.turn, b.wish.turn)
  if (way < 0 || (way === 0 && a.wish.turn > b.wish.turn)) return false
  move(a, -step, frame)
  move(b, step, frame)
  return true
}

function move(label: Pushed, turns: number, frame: RingFrame): void {
  if (Math.abs(shortWay(label.wish.turn, label.turn + turns)) > MAX_PUSH_TURNS) return
  label.turn = wrapTurn(label.turn + turns)
  label.box = boxAt(label.wish, label.turn, frame)
}

function withoutOverlaps(labels: readonly Pushed[], obstacles: readonly Box[]): Pushed[] {
  const kept: Pushed[] = []
  for (const label of [...labels].sort((a, b) => b.wish.interest - a.wish.interest || a.turn - b.turn))
    if (isFree(label.box, kept, obstacles, 2, 0)) kept.push(label)
  return kept
}

function fillGaps(ranked: readonly LabelWish[], kept: Pushed[], frame: RingFrame, obstacles: readonly Box[]): void {
  const placed = new Set(kept.map((label) => label.wish.id))
  const offsets = ranked.length <= SEARCHED_LABELS ? SEARCH_OFFSETS : [0]
  for (const wish of ranked) {
    if (placed.has(wish.id)) continue
    for (const offset of offsets) {
      const turn = wrapTurn(wish.turn + offset)
      const box = boxAt(wish, turn, frame)
      if (!isFree(box, kept, obstacles, GAP_X, GAP_Y) || !onStage(box, frame, false) || crosses(wish, turn, kept))
        continue
      kept.push({ wish, turn, box })
      break
    }
  }
}

/** Up to here the gaps beside a node are searched too; with more nodes there are labels enough. */
const SEARCHED_LABELS = 96
const SEARCH_OFFSETS = [0, ...Array.from({ length: 14 }, (_, step) => [(step + 1) / 720, -(step + 1) / 720]).flat()]

/** Whether a leader to `turn` would cross that of a label in place: both must lie in the same order on ring and rim. */
function crosses(wish: LabelWish, turn: number, kept: readonly Pushed[]): boolean {
  return kept.some((other) => {
    const onRing = shortWay(wish.turn, other.wish.turn)
    return Math.abs(onRing) < 0.15 && onRing * shortWay(turn, other.turn) < 0
  })
}

function isFree(box: Box, kept: readonly Pushed[], obstacles: readonly Box[], gapX: number, gapY: number): boolean {
  return (
    kept.every((other) => !tooNear(box, other.box, gapX, gapY)) &&
    obstacles.every((obstacle) => !tooNear(box, obstacle, 2, 2))
  )
}

function finished({ wish, turn, box }: Pushed, frame: RingFrame): PlacedLabel {
  const start = pointAt(frame.centre, wish.leaderStart, wish.turn)
  return {
    id: wish.id,
    turn,
    box,
    middle: { x: box.x + box.width / 2, y: box.y + (wish.above ?? 0) + LINE_HEIGHT / 2 },
    side: clockwise(0, turn) < 0.5 ? 'right' : 'left',
    leader: [start, pointAt(frame.centre, frame.bend, wish.turn), pointAt(frame.centre, frame.leaderEnd, turn)]
  }
}
