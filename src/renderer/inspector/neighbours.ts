/** What a node believes beside what is true, as rows. Successor lists are compared by id, not by place. */
import type { NodeDetail } from '../../shared/contract'
import type { Id } from '../../shared/ids'
import type { FingerSpan, NodeView } from '../../shared/model'

export interface BeliefRow {
  label: string
  believes: Id | null
  /** What is true there; null where the belief names nothing that is. */
  truth: Id | null
  /** `right`; `stale`: the entry should not be there; `missing`: an entry should be there; `wrong`: another one should. */
  verdict: 'right' | 'stale' | 'missing' | 'wrong'
}

/** Predecessor, successors in believed order, then what is missing. */
export function neighbourRows(view: NodeView, truth: NodeDetail['truth']): BeliefRow[] {
  const should = new Set(truth.successors)
  const has = new Set(view.successors)
  const right = view.predecessor === truth.predecessor
  return [
    { label: 'predecessor', believes: view.predecessor, truth: truth.predecessor, verdict: right ? 'right' : 'wrong' },
    ...view.successors.map((id, i): BeliefRow => {
      const held = should.has(id)
      return { label: `successor ${i + 1}`, believes: id, truth: held ? id : null, verdict: held ? 'right' : 'stale' }
    }),
    ...truth.successors
      .filter((id) => !has.has(id))
      .map((id): BeliefRow => ({ label: 'missing', believes: null, truth: id, verdict: 'missing' }))
  ]
}

/** Rows after the first `kept` that agree, folded into one; null stands where they were. */
export function foldAgreeing(
  rows: readonly BeliefRow[],
  kept: number
): { shown: (BeliefRow | null)[]; folded: number } {
  const foldable = (row: BeliefRow, i: number) => i >= kept && row.verdict === 'right'
  const folded = rows.filter(foldable).length
  if (folded < 2) return { shown: [...rows], folded: 0 }
  const first = rows.findIndex(foldable)
  const shown = rows.flatMap((row, i): (BeliefRow | null)[] => (i === first ? [null] : foldable(row, i) ? [] : [row]))
  return { shown, folded }
}

export interface FingerRow {
  from: number
  to: number
  believes: Id | null
  truth: Id | null
}

/** Fingers from the farthest to the nearest, parted wherever belief or truth changes. */
export function fingerRows(believed: readonly FingerSpan[], truth: readonly FingerSpan[], bits: number): FingerRow[] {
  const rows: FingerRow[] = []
  for (let exponent = bits - 1; exponent >= 0; exponent--) {
    const believes = at(believed, exponent)
    const real = at(truth, exponent)
    const last = rows.at(-1)
    if (last !== undefined && last.believes === believes && last.truth === real) last.from = exponent
    else rows.push({ from: exponent, to: exponent, believes, truth: real })
  }
  return rows
}

const at = (spans: readonly FingerSpan[], exponent: number): Id | null =>
  spans.find((span) => span.from <= exponent && exponent <= span.to)?.node ?? null
