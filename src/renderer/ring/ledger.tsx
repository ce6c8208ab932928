import { arcShare, idSpace, shortId } from '../../shared/ids'
import { useLab } from '../state/lab'
import { count, millis, percent, plural } from '../words/format'
import type { Ledger as LedgerFigures } from './motion/move-board'

const CELLS = 30
/** Width, and the least of it in a small ring, px. */
const WIDTH = 304
const LEAST = 216

/** The ledger of keys on the move, in the middle of the ring. */
export function Ledger({ ledger, others, room }: { ledger: LedgerFigures; others: number; room: number }) {
  const bits = useLab((lab) => lab.settings.bits)
  const { view, ended } = ledger
  const share = view.ringKeys === 0 ? 0 : view.total / view.ringKeys
  return (
    <div
      className="ledger"
      data-testid="ledger"
      data-narrow={room < WIDTH || undefined}
      style={{ width: Math.round(Math.max(LEAST, Math.min(WIDTH, room))) }}
      data-ended={ended || undefined}
      data-failed={view.state === 'failed' || undefined}
    >
      <p>
        <strong>
          {count(ended ? view.moved : view.total)} of {count(view.ringKeys)} keys
        </strong>{' '}
        <span className="soft">
          ({percent(ended && view.ringKeys > 0 ? view.moved / view.ringKeys : share)}; expected 1/
          {Math.max(1, view.ringNodes)})
        </span>
      </p>
      <p>
        {ended ? 'moved' : 'moving'}{' '}
        <span className="mono">
          {shortId(view.from)} → {shortId(view.to)}
        </span>
        {outcome(ledger)}
      </p>
      <Cells ledger={ledger} />
      <p className="ledger-foot">
        <span>
          arc {percent(arcShare(idSpace(bits), view.start, view.end))}
          {others > 0 ? ` · ${plural(others, 'more move')}` : ' of the ring'}
        </span>
        {ended ? null : (
          <span>
            {count(ledger.inFlight)} in flight · {count(ledger.waiting)} waiting
          </span>
        )}
      </p>
    </div>
  )
}

function outcome({ view, ended, done }: LedgerFigures): string {
  if (view.state === 'failed') return ` · stopped: ${view.reason ?? 'no reason given'}`
  if (!ended) return ` · ${count(done)} done`
  return view.tookMs === null ? '' : ` in ${view.tookMs < 10 ? millis(view.tookMs) : `${Math.round(view.tookMs)} ms`}`
}

/** One cell per key; from 30 on, a cell is a share of them. */
function Cells({ ledger }: { ledger: LedgerFigures }) {
  const { total } = ledger.view
  const cells = Math.min(CELLS, total)
  if (cells === 0) return null
  const perCell = total / cells
  const done = Math.floor(ledger.done / perCell)
  const flying = Math.min(cells, Math.ceil((ledger.done + ledger.inFlight) / perCell))
  return (
    <div className="ledger-cells" aria-hidden="true">
      {Array.from({ length: cells }, (_, index) => (
        <i key={index} data-cell={index < done ? 'done' : index < flying ? 'flying' : 'waiting'} />
      ))}
    </div>
  )
}
