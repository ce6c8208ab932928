import { useEffect, useRef, useState } from 'react'
import { idSpace, turnOf } from '../../shared/ids'
import { shallowEqual, useLab } from '../state/lab'
import type { MovingArc } from './figure/ring-model'
import { type Ledger, ledgerOf, type Move, MoveBoard } from './motion/move-board'

export interface ShownMoves {
  board: MoveBoard
  arcs: readonly MovingArc[]
  /** The move that the ledger explains: the newest that still runs, else the newest. */
  ledger: Ledger | null
  /** Moves besides that one. */
  others: number
}

const NO_ARCS: readonly MovingArc[] = []

/** How often a ledger is looked at whose keys are all there, ms. */
const RESTING_MS = 100

/** The moves on the stage: their arcs for the picture, their figures for the ledger. */
export function useMoves(still: boolean): ShownMoves {
  const transfers = useLab((lab) => lab.transfers)
  const bits = useLab((lab) => lab.settings.bits)
  const startedAt = useLab((lab) => lab.startedAt)
  const board = useRef<MoveBoard>(null)
  board.current ??= new MoveBoard()
  const current = board.current
  const [shown, setShown] = useState<Omit<ShownMoves, 'board'>>({ arcs: NO_ARCS, ledger: null, others: 0 })

  useEffect(() => () => current.clear(), [startedAt, current])
  useEffect(() => {
    current.take(transfers, performance.now())
    let frame = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const step = (): void => {
      current.advance(performance.now(), still)
      setShown((before) => sameOr(before, describe(current, bits, before.ledger?.view.transfer ?? null)))
      if (!current.busy) return
      // A ledger that only stays for a while needs no frames.
      if (current.shown().every((move) => move.endedAtMs !== null)) timer = setTimeout(step, RESTING_MS)
      else frame = requestAnimationFrame(step)
    }
    step()
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [transfers, current, bits, still])
  return { board: current, ...shown }
}

/** Arcs of the moves beside the told one go out soon after their keys are there. */
const AFTERGLOW_MS = 600

function describe(board: MoveBoard, bits: number, told: string | null): Omit<ShownMoves, 'board'> {
  const space = idSpace(bits)
  const moves = board.shown()
  const now = performance.now()
  const primary = primaryOf(moves, told)
  const lit = moves.filter((move) => move === primary || move.endedAtMs === null || now - move.endedAtMs < AFTERGLOW_MS)
  return {
    arcs: lit.map((move) => ({
      transfer: move.view.transfer,
      cause: move.view.cause,
      from: move.view.from,
      to: move.view.to,
      start: turnOf(space, move.view.start),
      end: turnOf(space, move.view.end),
      ended: move.endedAtMs !== null,
      told: move === primary
    })),
    ledger: primary === undefined ? null : ledgerOf(primary),
    others: Math.max(0, lit.length - 1)
  }
}

/** The ledger stays with its move until that is over; then it goes to the one furthest on, or rests on the last. */
function primaryOf(moves: readonly Move[], told: string | null): Move | undefined {
  const current = moves.find((move) => move.view.transfer === told)
  if (current !== undefined && current.endedAtMs === null) return current
  const running = moves.filter((move) => move.endedAtMs === null)
  return running.find((move) => move.launched > 0) ?? running[0] ?? current ?? moves.at(-1)
}

/** Keeps the old object, or its parts, where nothing on screen changed. */
function sameOr(before: Omit<ShownMoves, 'board'>, next: Omit<ShownMoves, 'board'>): Omit<ShownMoves, 'board'> {
  const sameArcs =
    before.arcs.length === next.arcs.length && before.arcs.every((arc, at) => shallowEqual(arc, next.arcs[at]))
  const arcs = sameArcs ? before.arcs : next.arcs
  const ledger = shallowEqual(before.ledger, next.ledger) ? before.ledger : next.ledger
  const same = arcs === before.arcs && ledger === before.ledger && before.others === next.others
  return same ? before : { arcs, ledger, others: next.others }
}
