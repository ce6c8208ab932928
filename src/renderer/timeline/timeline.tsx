/** The timeline tab: what happened over the last while, lane by lane, with the whole session under it. */
import { useMemo, useRef, useState } from 'react'
import { useNow } from '../frame/use-now'
import { useSize } from '../ring/use-media'
import { useLab } from '../state/lab'
import { clockTime } from '../words/format'
import { Gutter } from './gutter'
import { Axis, HealthLane, KeyLane, MemberLane, RateLane, UserLane } from './lane-views'
import { type Scale, tickTimes } from './lanes'
import { SessionStrip } from './session-strip'
import { useChronicle } from './use-chronicle'
import './timeline.css'

/** Space left of the first and right of the last moment. */
const START_PX = 12
const LIVE_PX = 57
const NO_TICKS: readonly number[] = []
export const DEFAULT_WINDOW_MS = 60_000
/** The lanes move five times a second. */
const LANES_MS = 200

/** Fills the drawer right of its rail. */
export function TimelineDrawer() {
  const chronicle = useChronicle()
  const idle = useLab((lab) => lab.nodes.length === 0)
  const [windowMs, setWindowMs] = useState(DEFAULT_WINDOW_MS)
  const lanes = useRef<HTMLDivElement>(null)
  const size = useSize(lanes)
  return (
    <div className="timeline" data-testid="timeline">
      <Gutter idle={idle} empty={idle && chronicle.lastSeq === 0} />
      <div ref={lanes} className="timeline-lanes">
        {size === null || size.width < 120 ? null : (
          <Lanes width={size.width} windowMs={windowMs} onWindow={setWindowMs} chronicle={chronicle} idle={idle} />
        )}
      </div>
    </div>
  )
}

function Lanes(props: {
  width: number
  windowMs: number
  onWindow: (ms: number) => void
  chronicle: ReturnType<typeof useChronicle>
  idle: boolean
}) {
  const { width, windowMs, onWindow, chronicle, idle } = props
  const now = useNow(idle ? 1000 : LANES_MS)
  const empty = idle && chronicle.lastSeq === 0
  const nowMs = empty ? 0 : now
  const pxPerMs = Math.max(1, width - START_PX - LIVE_PX) / windowMs
  const fromMs = Math.max(0, nowMs - windowMs)
  // What stands on the lanes is laid out once a second; in between it only moves.
  const second = Math.floor(nowMs / 1000)
  const scale = useMemo(
    (): Scale => ({
      fromMs: Math.max(0, (second - 1) * 1000 - windowMs),
      toMs: Math.max(windowMs, (second + 2) * 1000),
      pxPerMs,
      liveMs: second * 1000
    }),
    [second, windowMs, pxPerMs]
  )
  const times = useMemo(() => tickTimes(scale), [scale])
  const ticks = empty ? NO_TICKS : times
  const shift = START_PX - fromMs * pxPerMs
  const liveX = shift + nowMs * pxPerMs
  return (
    <>
      <Axis scale={scale} ticks={times} shift={shift} liveX={idle ? null : liveX} />
      <UserLane marks={chronicle.user} scale={scale} ticks={ticks} shift={shift} empty={empty} />
      <MemberLane marks={chronicle.members} scale={scale} ticks={ticks} shift={shift} liveX={liveX} />
      <KeyLane buckets={chronicle.keys} scale={scale} ticks={ticks} shift={shift} liveX={liveX} />
      <HealthLane spans={chronicle.health} scale={scale} ticks={ticks} shift={shift} nowMs={nowMs} />
      <RateLane scale={scale} ticks={ticks} shift={shift} />
      <SessionStrip
        chronicle={chronicle}
        nowMs={nowMs}
        windowMs={windowMs}
        onWindow={onWindow}
        width={width}
        idle={idle}
      />
      {idle ? null : <LiveEdge width={width} windowMs={windowMs} />}
    </>
  )
}

/** The present. It moves more often than the lanes, which cost more to draw. */
function LiveEdge({ width, windowMs }: { width: number; windowMs: number }) {
  const nowMs = useNow(100)
  const span = Math.max(1, width - START_PX - LIVE_PX)
  return (
    <div className="live-edge" style={{ left: START_PX + Math.min(1, nowMs / windowMs) * span }}>
      <output className="live-flag mono" aria-label="Now">
        {clockTime(nowMs)}
      </output>
    </div>
  )
}
