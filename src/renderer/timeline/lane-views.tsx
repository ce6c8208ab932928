/** The lanes, drawn in session pixels and moved as one: a passing second costs one attribute per lane. */
import { area, curveMonotoneX, line } from 'd3-shape'
import { memo, type ReactNode, useMemo } from 'react'
import { NodeGlyphShape, LOOK_TONE } from '../glyphs/node-glyph'
import { useMedia } from '../ring/use-media'
import { useLab } from '../state/lab'
import { RATE_BUCKET_MS } from '../state/lab-view'
import { downSteps, type HealthSpan, type KeyBucket, type MemberMark, type UserMark } from './chronicle'
import {
  healthSpans,
  keyBars,
  memberMarks,
  type PlacedMark,
  ratePoints,
  type Scale,
  tickLabel,
  userMarks
} from './lanes'

interface LaneProps {
  scale: Scale
  ticks: readonly number[]
  shift: number
}

/** A lane with the grid lines of the axis behind what it shows. */
function Lane(props: LaneProps & { className?: string; height: number; children: ReactNode; label: string }) {
  const { scale, ticks, shift, className = '', height, children, label } = props
  // A short window has lanes of 22 px; what they show moves up with their middle.
  const lift = useShort() && height === LANE ? -2 : 0
  return (
    <svg className={`lane ${className}`} role="img" aria-label={label} height={height}>
      <g transform={`translate(${Math.round(shift * 10) / 10} ${lift})`}>
        <Grid ticks={ticks} pxPerMs={scale.pxPerMs} height={height} />
        {children}
      </g>
    </svg>
  )
}

const Grid = memo(function Grid({
  ticks,
  pxPerMs,
  height
}: {
  ticks: readonly number[]
  pxPerMs: number
  height: number
}) {
  return <path className="lane-grid" d={ticks.map((at) => `M${Math.round(at * pxPerMs) + 0.5},0V${height}`).join('')} />
})

const LANE = 26
const useShort = (): boolean => useMedia('(max-height: 799px)')

/** Times over the lanes; the one that the live flag covers is left out. */
export function Axis({ scale, ticks, shift, liveX }: LaneProps & { liveX: number | null }) {
  return (
    <div className="lane axis" aria-hidden="true">
      {ticks.map((at) => {
        const x = at * scale.pxPerMs + shift
        return (liveX !== null && Math.abs(x - liveX) < 56) || x < 0 ? null : (
          <span key={at} className={at === 0 ? 'at-start' : ''} style={{ left: x }}>
            {tickLabel(at)}
          </span>
        )
      })}
    </div>
  )
}

function MarkLabel({ mark, y, className }: { mark: PlacedMark; y: number; className: string }) {
  if (mark.side === 'none') return null
  const right = mark.side === 'right'
  return (
    <text className={className} x={mark.x + (right ? 9 : -9)} y={y} textAnchor={right ? 'start' : 'end'}>
      {mark.label}
    </text>
  )
}

/** What the person did. */
export function UserLane({ marks, empty, ...lane }: LaneProps & { marks: readonly UserMark[]; empty: boolean }) {
  const placed = useMemo(() => userMarks(marks, lane.scale), [marks, lane.scale])
  return (
    <Lane {...lane} height={LANE} label={`You: ${placed.length} marks`}>
      <Marks placed={placed} />
      {empty ? (
        <text className="lane-text lane-hint" x={0} y={17}>
          Recording starts with the first node.
        </text>
      ) : null}
    </Lane>
  )
}

const Marks = memo(function Marks({ placed }: { placed: readonly PlacedMark[] }) {
  return (
    <>
      {placed.map((mark) => (
        <g key={mark.key} data-mark={mark.label}>
          <path className="user-mark" d={`M${mark.x},8.5l4.5,4.5l-4.5,4.5l-4.5,-4.5Z`} />
          <MarkLabel mark={mark} y={17} className="lane-text" />
        </g>
      ))}
    </>
  )
})

/** Who came and went: the line steps down by what is down, marks name the nodes. */
export function MemberLane({ marks, liveX, ...lane }: LaneProps & { marks: readonly MemberMark[]; liveX: number }) {
  const down = useLab(
    (lab) =>
      lab.nodes.filter((node) => node.state === 'crashed' || node.state === 'hung' || node.state === 'failed').length
  )
  const placed = useMemo(() => memberMarks(marks, lane.scale), [marks, lane.scale])
  const first = marks[0]?.atMs ?? null
  const steps = useMemo(() => downSteps(marks, down), [marks, down])
  const end = liveX - lane.shift
  return (
    <Lane
      {...lane}
      height={LANE}
      label={`Membership: ${placed.map((mark) => `${mark.label} ${mark.look ?? ''}`).join(', ')}`}
    >
      {first === null ? null : (
        <path
          className="member-line"
          d={stepPath(steps, Math.max(first, lane.scale.fromMs) * lane.scale.pxPerMs, end, lane.scale)}
        />
      )}
      <MemberMarks placed={placed} />
    </Lane>
  )
}

const MemberMarks = memo(function MemberMarks({ placed }: { placed: readonly PlacedMark[] }) {
  return (
    <>
      {placed.map((mark) => {
        const width = mark.side === 'none' ? 0 : mark.label.length * 7.2 + 6
        return (
          <g key={mark.key} data-mark={mark.label}>
            <rect
              className="lane-clear"
              x={mark.x - 8 - (mark.side === 'left' ? width : 0)}
              y={3}
              width={16 + width}
              height={20}
            />
            <g className={LOOK_TONE[mark.look ?? 'running']} transform={`translate(${mark.x} 13)`}>
              <NodeGlyphShape look={mark.look ?? 'running'} r={5.5} />
            </g>
            <MarkLabel mark={mark} y={17} className="lane-text mono" />
          </g>
        )
      })}
    </>
  )
})

/** A line that lies 3 px lower for each node that is down, three at the most. */
function stepPath(steps: readonly { atMs: number; down: number }[], fromX: number, toX: number, scale: Scale): string {
  const level = (down: number): number => 12 + Math.min(3, down) * 3
  let d = ''
  for (const [index, step] of steps.entries()) {
    const start = Math.max(fromX, step.atMs * scale.pxPerMs)
    const end = Math.min(toX, (steps[index + 1]?.atMs ?? Infinity) * scale.pxPerMs)
    if (end > start) d += `M${start.toFixed(1)},${level(step.down)}H${end.toFixed(1)}`
  }
  return d
}

/** Keys written and moved. */
export function KeyLane({ buckets, liveX, ...lane }: LaneProps & { buckets: readonly KeyBucket[]; liveX: number }) {
  const bars = useMemo(() => keyBars(buckets, lane.scale, 15), [buckets, lane.scale])
  const path = (tone: string): string =>
    bars
      .filter((bar) => bar.tone === tone)
      .map((bar) => `M${bar.x.toFixed(1)},22h3v${(-bar.height).toFixed(1)}h-3Z`)
      .join('')
  return (
    <Lane {...lane} height={LANE} label="Keys written and moved">
      <path className="lane-base" d={`M${lane.scale.fromMs * lane.scale.pxPerMs},22.5H${liveX - lane.shift}`} />
      <path className="bar-written" d={path('written')} />
      <path className="bar-moved" d={path('moved')} />
    </Lane>
  )
}

/** Whether the invariants held. */
export function HealthLane({ spans, nowMs, ...lane }: LaneProps & { spans: readonly HealthSpan[]; nowMs: number }) {
  const placed = healthSpans(spans, lane.scale, nowMs)
  return (
    <Lane {...lane} height={LANE} label="Invariants over time">
      <defs>
        <pattern id="timeline-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="hatch-back" width="6" height="6" />
          <path className="hatch-line" d="M1,0V6" />
        </pattern>
      </defs>
      {placed.map((span) => (
        <g key={span.key} data-span={span.kind}>
          {span.kind === 'ideal' ? (
            <path className="ideal-line" d={`M${span.x},13H${span.x + span.width}`} />
          ) : (
            <rect
              className={`${span.kind}-block`}
              x={span.x + 0.5}
              y={7}
              width={Math.max(2, span.width - 1)}
              height={12}
            />
          )}
        </g>
      ))}
      {placed.map((span) =>
        span.label === null ? null : (
          <SpanLabel key={span.key} label={span.label} x={span.labelX} side={span.labelSide} />
        )
      )}
    </Lane>
  )
}

function SpanLabel({ label, x, side }: { label: string; x: number; side: 'left' | 'right' }) {
  const width = label.length * 6 + 14
  return (
    <>
      <rect className="lane-clear" x={side === 'right' ? x - 7 : x - width + 7} y={4} width={width} height={18} />
      <text className="lane-text soft" x={x} y={17} textAnchor={side === 'right' ? 'start' : 'end'}>
        {label}
      </text>
    </>
  )
}

/** RPCs a second in the whole ring. */
export function RateLane(lane: LaneProps) {
  const rates = useLab((lab) => lab.rates)
  const { scale } = lane
  const height = useShort() ? 26 : 40
  const [fill, stroke] = useMemo(() => {
    const points = ratePoints(rates, RATE_BUCKET_MS, scale, height - 8).map(([x, y]): [number, number] => [x, y + 6])
    return [
      area().y0(height).curve(curveMonotoneX).digits(1)(points) ?? '',
      line().curve(curveMonotoneX).digits(1)(points) ?? ''
    ]
  }, [rates, scale, height])
  return (
    <Lane {...lane} className="rate-lane" height={height} label="RPCs a second">
      <path className="rate-area" d={fill} />
      <path className="rate-line" d={stroke} />
    </Lane>
  )
}
