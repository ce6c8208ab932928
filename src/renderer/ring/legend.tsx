import * as Ariakit from '@ariakit/react'
import { Info } from 'lucide-react'
import { NodeGlyph } from '../glyphs/node-glyph'
import type { NodeLook } from '../words/node-look'

export type LegendContext = 'idle' | 'focus' | 'lookup' | 'move' | 'keys'

const LOOKS: readonly [NodeLook, string][] = [
  ['running', 'Running'],
  ['behind', 'Behind'],
  ['joining', 'Joining'],
  ['leaving', 'Leaving'],
  ['hung', 'Hung'],
  ['crashed', 'Crashed']
]

type Mark =
  | 'owned'
  | 'finger'
  | 'neighbour'
  | 'stale'
  | 'hop'
  | 'key'
  | 'arc'
  | 'flight'
  | 'bars'
  | 'link'
  | 'single'
  | 'waiting'
  | 'arrived'
  | 'astray'

const CONTEXT: Record<LegendContext, readonly [Mark, string][]> = {
  idle: [
    ['link', 'Successor link'],
    ['stale', 'Stale pointer'],
    ['bars', 'Keys per 2°']
  ],
  focus: [
    ['owned', 'Owned arc'],
    ['finger', 'Finger'],
    ['neighbour', 'Neighbour'],
    ['stale', 'Stale pointer'],
    ['bars', 'Keys per 2°']
  ],
  lookup: [
    ['hop', 'Hop, in order'],
    ['key', 'Key to its owner'],
    ['bars', 'Keys per 2°']
  ],
  keys: [
    ['single', 'Key'],
    ['waiting', 'Key that waits to move'],
    ['arrived', 'Key that arrived'],
    ['astray', 'Key not at its owner']
  ],
  move: [
    ['arc', 'Arc that moves'],
    ['flight', 'Key in flight'],
    ['bars', 'Keys per 2°']
  ]
}

const MARKS: Record<Mark, { className: string; d?: string; fill?: string; circle?: boolean }> = {
  owned: { className: 'mark-owned', d: 'M0 7H22' },
  finger: { className: 'mark-finger', d: 'M0 10Q11 0 22 10' },
  neighbour: { className: 'mark-neighbour', d: 'M0 7H21M17 3.5L21 7L17 10.5' },
  stale: { className: 'mark-stale', d: 'M0 7H22' },
  hop: { className: 'mark-hop', d: 'M0 7H14', fill: 'M22 7L13 2.5V11.5Z' },
  key: { className: 'mark-key', d: 'M4 7H22', fill: 'M5 2L10 7L5 12L0 7Z' },
  arc: { className: 'mark-arc', d: 'M0 7H22' },
  flight: { className: 'mark-flight', d: 'M0 7H22', circle: true },
  link: { className: 'mark-link', d: 'M0 7H22' },
  single: { className: 'mark-single', fill: 'M11 3L15 7L11 11L7 7Z' },
  waiting: { className: 'mark-waiting', d: 'M11 3L15 7L11 11L7 7Z' },
  arrived: { className: 'mark-arrived', fill: 'M11 3L15 7L11 11L7 7Z' },
  astray: { className: 'mark-astray', d: 'M11 3L15 7L11 11L7 7Z' },
  bars: { className: 'mark-bars', fill: 'M1 13V10H5V13ZM7 13V4H11V13ZM13 13V8H17V13ZM19 13V11H22V13Z' }
}

function MarkIcon({ mark }: { mark: Mark }) {
  const { className, d, fill, circle } = MARKS[mark]
  return (
    <svg className={`legend-mark ${className}`} width="22" height="14" aria-hidden="true">
      {d === undefined ? null : <path className="stroke" d={d} />}
      {fill === undefined ? null : <path className="fill" d={fill} />}
      {circle ? <circle className="fill" cx="11" cy="7" r="4" /> : null}
    </svg>
  )
}

const NodeLegend = () => (
  <ul className="legend-list">
    {LOOKS.map(([look, word]) => (
      <li key={look}>
        <NodeGlyph look={look} size={11} />
        {word}
      </li>
    ))}
  </ul>
)

const ContextLegend = ({ context }: { context: LegendContext }) => (
  <ul className="legend-list">
    {CONTEXT[context].map(([mark, word]) => (
      <li key={mark}>
        <MarkIcon mark={mark} />
        {word}
      </li>
    ))}
  </ul>
)

/** Both legends over the stage: node states at the left, what is drawn now at the right. */
export function Legends({ context }: { context: LegendContext }) {
  return (
    <>
      <div className="legend legend-left">
        <NodeLegend />
      </div>
      <div className="legend legend-right">
        <ContextLegend context={context} />
      </div>
    </>
  )
}

/** The legends behind a button, for a narrow stage. */
export function LegendButton({ context }: { context: LegendContext }) {
  return (
    <Ariakit.PopoverProvider placement="top-start">
      <Ariakit.PopoverDisclosure className="button over legend-button">
        <Info size={14} strokeWidth={2} aria-hidden="true" />
        Legend
      </Ariakit.PopoverDisclosure>
      <Ariakit.Popover className="menu legend-popover" gutter={4} portal unmountOnHide aria-label="Legend">
        <NodeLegend />
        <ContextLegend context={context} />
      </Ariakit.Popover>
    </Ariakit.PopoverProvider>
  )
}
