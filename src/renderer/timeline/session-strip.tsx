import { scaleLinear } from 'd3-scale'
import { type KeyboardEvent, memo, type PointerEvent, useMemo } from 'react'
import { plural } from '../words/format'
import type { Chronicle } from './chronicle'

const INSET = 12
const RIGHT = 24
const LEAST_WINDOW_MS = 10_000

/** The whole session with the window in it. The window ends at the present; its start can be moved. */
export function SessionStrip(props: {
  chronicle: Chronicle
  nowMs: number
  windowMs: number
  onWindow: (ms: number) => void
  width: number
  idle: boolean
}) {
  const { chronicle, nowMs, windowMs, onWindow, width, idle } = props
  const end = width - RIGHT
  const whole = Math.max(nowMs, windowMs)
  const x = useMemo(() => scaleLinear([0, whole], [INSET, end]), [whole, end])
  const from = x(Math.max(0, nowMs - windowMs))
  const live = x(nowMs)
  const set = (ms: number): void =>
    onWindow(Math.round(Math.min(Math.max(nowMs, LEAST_WINDOW_MS), Math.max(LEAST_WINDOW_MS, ms))))
  const onPointer = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left
    set(nowMs - x.invert(at))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const factor = { ArrowLeft: 1.25, ArrowRight: 0.8, PageUp: 2, PageDown: 0.5 }[event.key]
    if (event.key === 'Home') onWindow(60_000)
    else if (factor === undefined) return
    else set(windowMs * factor)
    event.preventDefault()
    event.stopPropagation()
  }
  if (idle && chronicle.lastSeq === 0)
    return (
      <div className="lane session">
        <i className="session-none" />
      </div>
    )
  return (
    <div
      className="lane session"
      role="slider"
      tabIndex={0}
      aria-label="Time shown in the lanes"
      aria-valuemin={LEAST_WINDOW_MS / 1000}
      aria-valuemax={Math.max(10, Math.round(nowMs / 1000))}
      aria-valuenow={Math.round(windowMs / 1000)}
      aria-valuetext={`the last ${plural(Math.round(windowMs / 1000), 'second')}`}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onKeyDown={onKeyDown}
      data-testid="session-strip"
    >
      <svg aria-hidden="true" height="34">
        <rect className="session-track" x={INSET} y={6} width={Math.max(0, end - INSET)} height={17} rx={2} />
        <Past chronicle={chronicle} whole={whole} second={Math.floor(nowMs / 1000)} end={end} />
        <rect
          className="session-window"
          x={from + 0.5}
          y={5.5}
          width={Math.max(4, live - from - 1)}
          height={18}
          rx={4}
        />
        <rect className="session-grip" x={from - 1} y={11} width={3} height={7} rx={1.5} />
        <path className="session-live" d={`M${live},3V26`} />
      </svg>
    </div>
  )
}

/** What lies behind: it is drawn once a second, however much happens, for it stands too close to be told apart sooner. */
const Past = memo(
  function Past({
    chronicle,
    whole,
    second,
    end
  }: {
    chronicle: Chronicle
    whole: number
    second: number
    end: number
  }) {
    const x = scaleLinear([0, whole], [INSET, end])
    const marks = new Set(chronicle.user.map((mark) => Math.round(x(mark.atMs) * 2) / 2))
    return (
      <>
        <path className="session-user" d={[...marks].map((at) => `M${at},10v6`).join('')} />
        <path className="session-bad" d={spansPath(chronicle, (second + 1) * 1000, x)} />
      </>
    )
  },
  (before, next) =>
    before.second === next.second && before.end === next.end && before.chronicle.firstSeq === next.chronicle.firstSeq
)

/** Stretches that were not ideal, at the foot of the strip. */
function spansPath(chronicle: Chronicle, nowMs: number, x: (ms: number) => number): string {
  return chronicle.health
    .filter((span) => span.level !== 'ideal' && span.level !== 'none')
    .map(
      (span) => `M${x(span.fromMs).toFixed(1)},21h${Math.max(1.5, x(span.toMs ?? nowMs) - x(span.fromMs)).toFixed(1)}`
    )
    .join('')
}
