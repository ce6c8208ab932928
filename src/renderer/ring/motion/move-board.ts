/**
 * Keys on their way, as the picture shows them. Real moves take a few milliseconds; the board lets dots fly for keys
 * that did arrive, at a speed that can be seen, and keeps the ledger for a while. It never shows more keys than the
 * transfer itself reports.
 */
import type { TransferView } from '../../../shared/model'
import { KEY_DOT_GAP_MS, KEY_DOT_MS, LEDGER_STAYS_MS, MAX_KEY_DOTS } from './ease'

/** More dots than this would take longer than anyone looks: from here on one dot stands for n keys. */
const MAX_DOTS_PER_MOVE = 48
const MAX_ENTRIES = 40

export interface Move {
  view: TransferView
  keysPerDot: number
  /** Start times of the dots in the air. */
  airborne: number[]
  launched: number
  landed: number
  lastLaunchMs: number
  /** When the last dot landed and the transfer was over; the ledger goes soon after. */
  endedAtMs: number | null
}

/** What a ledger says of a move. */
export interface Ledger {
  view: TransferView
  done: number
  inFlight: number
  waiting: number
  ended: boolean
}

/** The moves that are shown, newest last. */
export class MoveBoard {
  private readonly moves = new Map<string, Move>()
  private readonly seen = new Set<string>()
  private primed = false

  /** Takes the newest views. What was over before the first call is history, and not shown. */
  take(views: readonly TransferView[], nowMs: number): void {
    for (const view of views) {
      const move = this.moves.get(view.transfer)
      if (move !== undefined) {
        move.view = view
        move.keysPerDot = Math.max(move.keysPerDot, keysPerDot(view.total))
      } else if (!this.seen.has(view.transfer) && (this.primed || view.state === 'moving')) this.begin(view, nowMs)
      this.seen.add(view.transfer)
    }
    this.primed = true
    if (this.seen.size > 4 * MAX_ENTRIES)
      for (const key of this.seen) if (!views.some((view) => view.transfer === key)) this.seen.delete(key)
  }

  private begin(view: TransferView, nowMs: number): void {
    // A ring without keys has nothing to move: sixteen nodes starting at once are not sixteen ledgers.
    if (view.ringKeys === 0 && view.total === 0) return
    this.moves.set(view.transfer, {
      view,
      keysPerDot: keysPerDot(view.total),
      airborne: [],
      launched: 0,
      landed: 0,
      lastLaunchMs: nowMs - KEY_DOT_GAP_MS,
      endedAtMs: null
    })
    const oldest = this.moves.keys().next().value
    if (this.moves.size > MAX_ENTRIES && oldest !== undefined) this.moves.delete(oldest)
  }

  /** Launches and lands dots up to `nowMs`. With `still`, nothing flies: keys are done when they are. */
  advance(nowMs: number, still = false): void {
    let airborne = 0
    for (const move of this.moves.values()) {
      const landing = move.airborne.findIndex((start) => nowMs - start < KEY_DOT_MS)
      const landed = landing === -1 ? move.airborne.length : landing
      move.landed += landed
      move.airborne.splice(0, landed)
      airborne += move.airborne.length
    }
    for (const move of this.moves.values()) {
      const due = Math.ceil(move.view.moved / move.keysPerDot)
      if (still) Object.assign(move, { launched: due, landed: due, airborne: [] })
      while (!still && move.launched < due && airborne < MAX_KEY_DOTS && nowMs - move.lastLaunchMs >= KEY_DOT_GAP_MS) {
        const start = Math.max(move.lastLaunchMs + KEY_DOT_GAP_MS, nowMs - KEY_DOT_GAP_MS)
        move.airborne.push(start)
        move.launched++
        move.lastLaunchMs = start
        airborne++
      }
      if (move.endedAtMs === null && move.view.state !== 'moving' && move.landed >= due) move.endedAtMs = nowMs
      if (move.endedAtMs !== null && nowMs - move.endedAtMs > LEDGER_STAYS_MS) this.moves.delete(move.view.transfer)
    }
  }

  /** Moves shown now. */
  shown(): readonly Move[] {
    return [...this.moves.values()]
  }

  /** Whether time alone changes what is shown. */
  get busy(): boolean {
    return this.moves.size > 0
  }

  /** Forgets everything: another ring is shown. */
  clear(): void {
    this.moves.clear()
    this.seen.clear()
    this.primed = false
  }
}

const keysPerDot = (total: number): number => Math.max(1, Math.ceil(total / MAX_DOTS_PER_MOVE))

/** The figures of a move: done and in flight never exceed what the transfer moved. */
export function ledgerOf(move: Move): Ledger {
  const { view, keysPerDot: keys } = move
  const ended = move.endedAtMs !== null
  const done = ended ? view.moved : Math.min(view.moved, move.landed * keys)
  const inFlight = ended ? 0 : Math.min(view.moved - done, move.airborne.length * keys)
  return { view, done, inFlight, waiting: Math.max(0, view.total - done - inFlight), ended }
}
