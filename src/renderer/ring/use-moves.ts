import { useEffect, useRef, useState } from 'react'
import { idSpace, turnOf } from '../../shared/ids'
import { useLab } from '../state/lab'
import type { MovingArc } from './figure/ring-model'
import { type Ledger, ledgerOf, MoveBoard } from './motion/move-board'

export interface ShownMoves {
  board: MoveBoard
  arcs: readonly MovingArc[]
  /** The move that the ledger explains: the newest that still runs, else the newest. */
  ledger: Ledger | null
  /** Moves besides that one. */
  others: number
}

const NO_ARCS: readonly MovingArc[] = []

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
    const step = (): void => {
      current.advance(performance.now(), still)
      setShown((before) => sameOr(before, describe(current, bits)))
      if (current.busy) frame = requestAnimationFrame(step)
    }
    step()
    return () => cancelAnimationFrame(frame)
  }, [transfers, current, bits, still])
  return { board: current, ...shown }
}

function describe(board: MoveBoard, bits: number): Omit<ShownMoves, 'board'> {
  const space = idSpace(bits)
  const moves = board.shown()
  const newest = moves.findLast((move) => move.endedAtMs === null) ?? moves.at(-1)
  return {
    arcs: moves.map(({ view }) => ({
      transfer: view.transfer,
      cause: view.cause,
      from: view.from,
      to: view.to,
      start: turnOf(space, view.start),
      end: turnOf(space, view.end)
    })),
    ledger: newest === undefined ? null : ledgerOf(newest),
    others: Math.max(0, moves.length - 1)
  }
}

/** Keeps the old object, or its parts, where nothing on screen changed. */
function sameOr(before: Omit<ShownMoves, 'board'>, next: Omit<ShownMoves, 'board'>): Omit<ShownMoves, 'board'> {
  const arcs =
    before.arcs.length === next.arcs.length &&
    before.arcs.every(
      (arc, index) =>
        arc.transfer === next.arcs[index]?.transfer &&
        arc.start === next.arcs[index]?.start &&
        arc.end === next.arcs[index]?.end
    )
      ? before.arcs
      : next.arcs
  const [a, b] = [before.ledger, next.ledger]
  const ledger =
    a !== null &&
    b !== null &&
    a.view === b.view &&
    a.done === b.done &&
    a.inFlight === b.inFlight &&
    a.ended === b.ended
      ? a
      : b
  return arcs === before.arcs && ledger === before.ledger && before.others === next.others
    ? before
    : { arcs, ledger, others: next.others }
}
