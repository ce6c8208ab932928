/** Discs that would cover each other step off the ring, inward and outward; their angle stays true. */
import type { RingFrame } from './frame'
import { clockwise, TAU } from './polar'

/**
 * How far outward (positive) or inward each disc steps. `turns` are places as shown, in ring order. A pair parts by
 * just enough; where a whole crowd stands too near, discs take the first free lane of five.
 */
export function discSteps(turns: readonly number[], frame: RingFrame): number[] {
  const needed = neededGap(turns.length, frame)
  const steps = new Array<number>(turns.length).fill(0)
  for (const crowd of crowdsOf(turns, needed / (TAU * frame.radius))) {
    if (crowd.length === 2) pairSteps(crowd, turns, frame, needed, steps)
    else if (crowd.length > 2 && !zigzagSteps(crowd, turns, frame, needed, steps))
      laneSteps(crowd, turns, frame, needed, steps)
  }
  return steps
}

/** 2r + 2; less where the ring is full, so that even spacing of many nodes stays on the line. */
function neededGap(count: number, frame: RingFrame): number {
  const average = (TAU * frame.radius) / Math.max(1, count)
  return Math.min(2 * frame.disc + 2, Math.max(2 * frame.disc + 0.5, average * 0.98))
}

function pairSteps(crowd: number[], turns: readonly number[], frame: RingFrame, needed: number, steps: number[]): void {
  const [first = 0, second = 0] = crowd
  const gap = clockwise(turns[first] ?? 0, turns[second] ?? 0) * TAU * frame.radius
  const step = Math.sqrt(Math.max(0, needed * needed - gap * gap)) / 2
  steps[first] = step
  steps[second] = -step
}

/** Outward and inward in turn, by as much as the tightest pair needs; false where that leaves others touching. */
function zigzagSteps(
  crowd: number[],
  turns: readonly number[],
  frame: RingFrame,
  needed: number,
  steps: number[]
): boolean {
  const start = turns[crowd[0] ?? 0] ?? 0
  const places = crowd.map((index) => clockwise(start, turns[index] ?? 0) * TAU * frame.radius)
  const gaps = places.slice(1).map((place, index) => place - (places[index] ?? 0))
  if (places.slice(2).some((place, index) => place - (places[index] ?? 0) < needed)) return false
  const tightest = Math.min(...gaps)
  const step = Math.sqrt(Math.max(0, needed * needed - tightest * tightest)) / 2
  for (const [position, index] of crowd.entries()) steps[index] = position % 2 === 0 ? step : -step
  return true
}

const LANES = [0.5, -0.5, 1.5, -1.5, 2.5, -2.5]

function laneSteps(crowd: number[], turns: readonly number[], frame: RingFrame, needed: number, steps: number[]): void {
  const lastOnLane = LANES.map(() => -Infinity)
  const start = turns[crowd[0] ?? 0] ?? 0
  let next = 0
  for (const index of crowd) {
    const place = clockwise(start, turns[index] ?? 0) * TAU * frame.radius
    const lane = freeLane(lastOnLane, place, needed, next)
    lastOnLane[lane] = place
    // Inward and outward take turns also where one lane would do, so that a crowd stays balanced on the ring.
    next = lane === 0 ? 1 : 0
    steps[index] = (LANES[lane] ?? 0) * needed
  }
}

function freeLane(lastOnLane: readonly number[], place: number, needed: number, preferred: number): number {
  if (place - (lastOnLane[preferred] ?? 0) >= needed) return preferred
  const free = lastOnLane.findIndex((last) => place - last >= needed)
  if (free >= 0) return free
  return lastOnLane.indexOf(Math.min(...lastOnLane))
}

/** Runs of nodes that stand nearer than `gap` turns to the one before; the run over the top is joined. */
function crowdsOf(turns: readonly number[], gap: number): number[][] {
  const count = turns.length
  if (count < 2) return []
  const nearPrevious = turns.map((turn, index) => clockwise(turns[(index + count - 1) % count] ?? 0, turn) < gap)
  const start = Math.max(0, nearPrevious.indexOf(false))
  const crowds: number[][] = []
  for (let offset = 0; offset < count; offset++) {
    const index = (start + offset) % count
    if (nearPrevious[index] === true && crowds.length > 0) crowds.at(-1)?.push(index)
    else crowds.push([index])
  }
  return crowds
}
