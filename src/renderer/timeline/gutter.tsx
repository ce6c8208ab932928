import { memo } from 'react'
import { useNow } from '../frame/use-now'
import { useMedia } from '../ring/use-media'
import { shallowEqual, useLab, useWindow } from '../state/lab'
import { RATE_BUCKET_MS } from '../state/lab-view'
import { openSheet } from '../state/window-actions'
import { clockTime, count } from '../words/format'

/** Names of the lanes with their present values, and whether this is live. */
export const Gutter = memo(function Gutter({ idle, empty }: { idle: boolean; empty: boolean }) {
  const pill = useWindow((state) =>
    state.snapshot !== null ? 'FILE' : state.door.state === 'closed' ? 'OFFLINE' : idle ? 'IDLE' : 'LIVE'
  )
  const values = useLab(
    (lab) => ({
      live: lab.health.live,
      total: lab.nodes.filter((node) => node.state !== 'left').length,
      keys: lab.keys,
      holding: lab.health.predicates.filter((one) => one.level === 'holds').length,
      predicates: lab.health.predicates.length,
      level: lab.health.level
    }),
    shallowEqual
  )
  const rate = useLab((lab) => {
    const second = lab.rates.slice(-1000 / RATE_BUCKET_MS)
    return second.reduce((sum, sample) => sum + sample.rpcs, 0)
  })
  const tight = useMedia('(max-width: 1279px)') || values.total > 99
  const members = values.total === 0 ? '0' : `${values.live}${tight ? '/' : ' of '}${values.total}`
  return (
    <div className="timeline-gutter">
      <div className="lane-head axis-head">
        <span className={`pill pill-${pill.toLowerCase()}`} data-testid="live-pill">
          {pill}
        </span>
      </div>
      <Head name="You" />
      <Head name="Membership" value={members} />
      <Head name="Keys" value={count(values.keys)} />
      <Head name="Invariants" value={values.level === 'none' ? '–' : <Holding {...values} />} />
      <Head name="RPC/s" value={count(rate)} className="rate-head" />
      <Head name="Session" value={empty ? clockTime(0) : <SessionClock idle={idle} />} className="session-head" />
    </div>
  )
})

/** How many predicates hold; a click lists them. */
const Holding = ({ holding, predicates }: { holding: number; predicates: number }) => (
  <button
    type="button"
    className={holding < predicates ? 'link tone-warn' : 'link hint'}
    aria-label={`${holding} of ${predicates} invariants hold: show them`}
    onClick={() => openSheet('invariants')}
  >
    {`${holding} of ${predicates}`}
  </button>
)

function Head(props: { name: string; value?: React.ReactNode; className?: string }) {
  const { name, value, className = '' } = props
  return (
    <div className={`lane-head ${className}`}>
      <span>{name}</span>
      {value === undefined ? null : <span className="hint">{value}</span>}
    </div>
  )
}

function SessionClock({ idle }: { idle: boolean }) {
  const now = useNow(idle ? 1000 : 100)
  return <>{clockTime(now)}</>
}
