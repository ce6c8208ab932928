/** Connects the event stream with the motion canvas: admits, counts, and runs frames only while something moves. */
import type { Pulses } from '../../state/pulses'
import type { PlacedRing } from '../figure/ring-model'
import type { Palette } from '../figure/standalone'
import { cleared } from '../layers/canvas'
import { MotionField, type Trace, tracesOf } from './motion-field'
import type { MoveBoard } from './move-board'
import { type Motion, motionsOf } from './narrate'
import { type Meter, TrafficMeter } from './traffic-meter'

export interface MotionScene {
  canvas: HTMLCanvasElement
  ring: PlacedRing
  palette: Palette
  /** Whether traffic is drawn; membership flashes and keys are drawn always. */
  traffic: boolean
  still: boolean
}

/** Where nothing but maintenance moves, a frame in so many milliseconds is smooth enough. */
const ROUTINE_FRAME_MS = 30
/** Nothing sets out later than so long after it was heard of. */
const MOST_LATE_MS = 300

export class MotionDriver {
  readonly field = new MotionField()
  readonly meter = new TrafficMeter()
  private scene: MotionScene | null = null
  private frame = 0
  private pause: ReturnType<typeof setTimeout> | undefined
  /** What a resting window shows of the last second, without moving. */
  private traces: readonly Trace[] = []
  /** Messages shown already when they set out, by flow and method: their end is not drawn again. */
  private readonly underway = new Map<string, number>()

  /** From lab time to when a motion sets out, by the clock of the page. */
  private playsLaterMs = 0

  private readonly board: MoveBoard

  constructor(board: MoveBoard) {
    this.board = board
  }

  /** What is drawn from now on; redraws at once when the ring moved under the motions. */
  show(scene: MotionScene | null): void {
    this.scene = scene
    this.wake()
  }

  /** Takes one batch of events. */
  take({ events, dropped, atMs, resting }: Pulses): void {
    const nowMs = performance.now()
    this.meter.addDropped(dropped, nowMs)
    const scene = this.scene
    if (scene === null || scene.still) return
    this.traces = resting && scene.traffic ? tracesOf(events.flatMap(motionsOf)) : []
    if (resting) return this.wake()
    this.keepUp(events[0]?.atMs ?? atMs, nowMs)
    for (const event of events) {
      const startMs = Math.max(nowMs, Math.min(nowMs + MOST_LATE_MS, event.atMs + this.playsLaterMs))
      const followed = (event.type === 'rpc' || event.type === 'rpc-started') && this.isSecondHalf(event)
      if (!followed) for (const motion of motionsOf(event)) this.admit(motion, startMs, scene)
    }
    if (!this.field.isRoutine || this.pause === undefined) this.wake()
  }

  /**
   * Events arrive in lots. They set out as far apart as they happened, so that they can be told apart; the delay that this
   * takes grows at once when a lot comes late, and shrinks little by little.
   */
  private keepUp(firstAtMs: number, nowMs: number): void {
    const slackMs = firstAtMs + this.playsLaterMs - nowMs
    if (slackMs < 0 || slackMs > MOST_LATE_MS) this.playsLaterMs -= slackMs
    else this.playsLaterMs -= slackMs / 8
  }

  private isSecondHalf(event: { type: string; from: string; to: string; method: string; latencyMs?: number }): boolean {
    const key = `${event.from}>${event.to}>${event.method}`
    const count = this.underway.get(key) ?? 0
    if (event.type === 'rpc-started') {
      if ((event.latencyMs ?? 0) >= 40 && this.underway.size < 2000) this.underway.set(key, count + 1)
      return false
    }
    if (count === 0) return false
    if (count === 1) this.underway.delete(key)
    else this.underway.set(key, count - 1)
    return true
  }

  private admit(motion: Motion, startMs: number, scene: MotionScene): void {
    const isTraffic = motion.kind === 'pulse' || motion.kind === 'tick' || motion.kind === 'spark'
    if (!isTraffic) return this.field.add(motion, startMs)
    if (!scene.traffic) return
    const [from, to] =
      motion.kind === 'pulse' ? [motion.from, motion.to] : motion.kind === 'tick' ? [motion.node, motion.to] : ['', '']
    if (this.meter.admit(from, to, startMs)) this.field.add(motion, startMs)
  }

  /** Counts of the last second. */
  read(): Meter {
    return this.meter.read(performance.now())
  }

  stop(): void {
    cancelAnimationFrame(this.frame)
    clearTimeout(this.pause)
    this.frame = 0
    this.scene = null
    this.traces = []
    this.field.clear()
  }

  private wake(): void {
    clearTimeout(this.pause)
    this.pause = undefined
    if (this.frame === 0) this.frame = requestAnimationFrame(this.step)
  }

  private readonly step = (): void => {
    this.frame = 0
    const { scene, traces } = this
    if (scene === null) return
    const { width, height } = scene.ring.frame
    const context = cleared(scene.canvas, width, height)
    if (context === null) return
    const nowMs = performance.now()
    const flows = scene.traffic && !scene.still ? this.meter.flows(nowMs) : []
    const moves = scene.still ? [] : this.board.shown()
    this.field.draw(context, scene.ring, { nowMs, palette: scene.palette, flows, moves, traces })
    if (flows.length > 0 || moves.some((move) => move.airborne.length > 0)) this.wake()
    else if (this.field.isRoutine) this.pause = setTimeout(() => this.wake(), ROUTINE_FRAME_MS)
    else if (this.field.size > 0) this.wake()
  }
}
