/** Everything that moves on the ring, drawn on one canvas. Outside of React; runs only while something moves. */
import { idSpace, turnOf, type Id } from '../../../shared/ids'
import { flightChord } from '../figure/moves'
import type { PlacedNode, PlacedRing } from '../figure/ring-model'
import type { Token } from '../figure/shape'
import type { Palette } from '../figure/standalone'
import { alongChord, type Chord, chordBetween } from '../geometry/chords'
import { clockwise, type Point, pointAt, shortWay, TAU } from '../geometry/polar'
import { shownTurn } from '../geometry/spacing'
import { easeMove, KEY_DOT_MS } from './ease'
import type { Move } from './move-board'
import type { Motion } from './narrate'
import type { Flow } from './traffic-meter'

interface Running {
  motion: Motion
  startMs: number
}

/** Nothing holds more than this in the air, whatever arrives. */
const MAX_RUNNING = 1200
const NEIGHBOUR_INSET = 11

/** A message or a round that is over, as a line that stays for a moment. */
export interface Trace {
  from: Id
  to: Id
  kind: 'pulse' | 'tick'
}

/** What a resting window shows of motions: a line for each pair of nodes, however many messages went between them. */
export function tracesOf(motions: readonly Motion[]): readonly Trace[] {
  const traces = new Map<string, Trace>()
  for (const motion of motions) {
    if (motion.kind !== 'pulse' && motion.kind !== 'tick') continue
    const { kind, to } = motion
    const from = kind === 'pulse' ? motion.from : motion.node
    traces.set(`${kind} ${from} ${to}`, { from, to, kind })
  }
  return [...traces.values()]
}

const isRoutine = ({ kind, tone }: Motion): boolean => (kind === 'pulse' || kind === 'tick') && tone === 'fg-2'

/** The motions in the air, and how they are drawn at a moment. */
export class MotionField {
  private running: Running[] = []

  add(motion: Motion, startMs: number): void {
    if (this.running.length < MAX_RUNNING) this.running.push({ motion, startMs })
  }

  clear(): void {
    this.running = []
  }

  get size(): number {
    return this.running.length
  }

  /** Whether something moves, and all of it is maintenance that found everything in place. */
  get isRoutine(): boolean {
    return this.running.length > 0 && this.running.every(({ motion }) => isRoutine(motion))
  }

  /** Draws one frame. `context` is cleared and scaled to CSS pixels already. */
  draw(
    context: CanvasRenderingContext2D,
    ring: PlacedRing,
    {
      nowMs,
      palette,
      flows,
      moves,
      traces
    }: {
      nowMs: number
      palette: Palette
      flows: readonly Flow[]
      moves: readonly Move[]
      traces: readonly Trace[]
    }
  ): void {
    this.running = this.running.filter(({ motion, startMs }) => nowMs - startMs < motion.durationMs)
    drawFlows(context, ring, flows, palette)
    drawTraces(context, ring, traces, palette)
    const pulses = new Map<Token, Pulses>()
    for (const { motion, startMs } of this.running) {
      const share = Math.max(0, (nowMs - startMs) / motion.durationMs)
      if (motion.kind === 'pulse') collectPulse(ring, motion, share, pulses)
      else drawMark(context, ring, motion, share, palette)
    }
    context.globalAlpha = 1
    for (const [tone, ofTone] of pulses) drawPulses(context, ofTone, palette[tone])
    for (const move of moves) drawKeys(context, ring, move, nowMs, palette)
  }
}

function drawFlows(
  context: CanvasRenderingContext2D,
  ring: PlacedRing,
  flows: readonly Flow[],
  palette: Palette
): void {
  if (flows.length === 0) return
  context.strokeStyle = palette['fg-3']
  // Three widths, one path each: hundreds of flows cost three strokes.
  for (const [least, most, width, alpha] of FLOW_CLASSES) {
    context.beginPath()
    for (const flow of flows) {
      if (flow.weight < least || flow.weight >= most) continue
      const ends = endsOf(ring, flow.from, flow.to)
      if (ends !== null) traceChord(context, chordBetween(ring.frame.centre, ends[0].point, ends[1].point))
    }
    context.lineWidth = width
    context.globalAlpha = alpha
    context.stroke()
  }
  context.globalAlpha = 1
}

/** Two strokes: one for all messages, one for all rounds. */
function drawTraces(
  context: CanvasRenderingContext2D,
  ring: PlacedRing,
  traces: readonly Trace[],
  palette: Palette
): void {
  if (traces.length === 0) return
  context.strokeStyle = palette['fg-2']
  for (const [kind, width, alpha] of TRACE_LOOKS) {
    context.beginPath()
    for (const trace of traces) {
      const ends = trace.kind === kind ? endsOf(ring, trace.from, trace.to) : null
      if (ends === null) continue
      if (kind === 'tick') traceTick(context, ring, ends[0], ends[1], 1)
      else traceChord(context, chordBetween(ring.frame.centre, ends[0].point, ends[1].point))
    }
    context.lineWidth = width
    context.globalAlpha = alpha
    context.stroke()
  }
  context.globalAlpha = 1
}

const TRACE_LOOKS = [
  ['pulse', 1, 0.35],
  ['tick', 1.5, 0.7]
] as const

const FLOW_CLASSES = [
  [0, 4, 0.75, 0.25],
  [4, 16, 1.25, 0.4],
  [16, Infinity, 2, 0.55]
] as const

function endsOf(ring: PlacedRing, from: Id, to: Id): [PlacedNode, PlacedNode] | null {
  const a = ring.byId.get(from)
  const b = ring.byId.get(to)
  return a === undefined || b === undefined || a === b ? null : [a, b]
}

function traceChord(context: CanvasRenderingContext2D, { from, control, to }: Chord): void {
  context.moveTo(from.x, from.y)
  context.quadraticCurveTo(control.x, control.y, to.x, to.y)
}

/** Where the pulses of one tone are at this moment: one stroke for all tails, one fill for all heads. */
interface Pulses {
  heads: Point[]
  tails: Point[]
  lost: Point[]
}

function collectPulse(
  ring: PlacedRing,
  motion: Motion & { kind: 'pulse' },
  share: number,
  pulses: Map<Token, Pulses>
): void {
  const ends = endsOf(ring, motion.from, motion.to)
  if (ends === null) return
  const chord = chordBetween(ring.frame.centre, ends[0].point, ends[1].point)
  const reach = motion.lost ? Math.min(share, 0.7) : share
  let ofTone = pulses.get(motion.tone)
  if (ofTone === undefined) pulses.set(motion.tone, (ofTone = { heads: [], tails: [], lost: [] }))
  const head = alongChord(chord, reach)
  if (motion.lost && share > 0.7) return void ofTone.lost.push(head)
  ofTone.heads.push(head)
  ofTone.tails.push(alongChord(chord, Math.max(0, reach - 0.12)))
}

function drawPulses(context: CanvasRenderingContext2D, { heads, tails, lost }: Pulses, colour: string): void {
  context.strokeStyle = colour
  context.globalAlpha = 0.45
  context.lineWidth = 1
  context.beginPath()
  for (const [index, head] of heads.entries()) {
    const tail = tails[index] ?? head
    context.moveTo(tail.x, tail.y)
    context.lineTo(head.x, head.y)
  }
  context.stroke()
  context.globalAlpha = 1
  fillDots(context, heads, 2, colour)
  for (const point of lost) crossAt(context, point, 3.5, colour)
}

function crossAt(context: CanvasRenderingContext2D, { x, y }: Point, half: number, colour: string): void {
  context.strokeStyle = colour
  context.lineWidth = 1.5
  context.beginPath()
  context.moveTo(x - half, y - half)
  context.lineTo(x + half, y + half)
  context.moveTo(x + half, y - half)
  context.lineTo(x - half, y + half)
  context.stroke()
}

function drawMark(
  context: CanvasRenderingContext2D,
  ring: PlacedRing,
  motion: Exclude<Motion, { kind: 'pulse' }>,
  share: number,
  palette: Palette
): void {
  context.strokeStyle = palette[motion.tone]
  context.globalAlpha = 1 - share
  context.lineWidth = 1.5
  context.beginPath()
  if (motion.kind === 'spark') traceSpark(context, ring, motion.keyId, share)
  else {
    const node = ring.byId.get(motion.node)
    if (node === undefined) return
    if (motion.kind === 'flash') {
      const r = node.r + 3 + 8 * easeMove(share)
      context.arc(node.point.x, node.point.y, r, 0, TAU)
    } else {
      const to = ring.byId.get(motion.to)
      if (to === undefined || to === node) return
      if (motion.kind === 'tick') traceTick(context, ring, node, to, share)
      else if (motion.along === 'chord') traceChord(context, chordBetween(ring.frame.centre, node.point, to.point))
      else traceArc(context, ring, node.turn, shortWay(node.turn, to.turn))
    }
  }
  context.stroke()
}

function traceArc(context: CanvasRenderingContext2D, ring: PlacedRing, turn: number, way: number): void {
  const { centre, radius } = ring.frame
  const start = turn * TAU - TAU / 4
  const inset = Math.max(1, radius - NEIGHBOUR_INSET)
  context.moveTo(centre.x + inset * Math.cos(start), centre.y + inset * Math.sin(start))
  context.arc(centre.x, centre.y, inset, start, start + way * TAU, way < 0)
}

/** A dash of up to 28 px that runs from the node towards its successor. */
function traceTick(
  context: CanvasRenderingContext2D,
  ring: PlacedRing,
  node: PlacedNode,
  to: PlacedNode,
  share: number
): void {
  const reach = Math.min(28 / (TAU * ring.frame.radius), clockwise(node.turn, to.turn))
  const head = reach * easeMove(share)
  traceArc(context, ring, node.turn + head * 0.5, head * 0.5)
}

function traceSpark(context: CanvasRenderingContext2D, ring: PlacedRing, keyId: Id, share: number): void {
  const { centre, bandInner, bandHeight } = ring.frame
  const turn = shownTurn(ring.model.spacing, turnOf(idSpace(ring.model.bits), keyId))
  const foot = pointAt(centre, bandInner, turn)
  const top = pointAt(centre, bandInner + bandHeight * (0.3 + 0.7 * (1 - share)), turn)
  context.moveTo(foot.x, foot.y)
  context.lineTo(top.x, top.y)
}

function drawKeys(
  context: CanvasRenderingContext2D,
  ring: PlacedRing,
  move: Move,
  nowMs: number,
  palette: Palette
): void {
  if (move.airborne.length === 0) return
  const { transfer, cause, from, to } = move.view
  const chord = flightChord(ring, { transfer, cause, from, to, start: 0, end: 0, ended: false, told: false })
  if (chord === null) return
  const points = move.airborne.map((start) => alongChord(chord, Math.min(1, Math.max(0, (nowMs - start) / KEY_DOT_MS))))
  fillDots(context, points, 4, palette.move)
}

function fillDots(context: CanvasRenderingContext2D, points: readonly Point[], r: number, colour: string): void {
  context.fillStyle = colour
  context.beginPath()
  for (const { x, y } of points) {
    context.moveTo(x + r, y)
    context.arc(x, y, r, 0, TAU)
  }
  context.fill()
}
