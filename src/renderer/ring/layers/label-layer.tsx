import { memo } from 'react'
import { labelFigure, leaderFigure, type RingLabel } from '../figure/ring-labels'
import { Shapes } from './shapes'

/** Leaders lie under the nodes. */
export const LeaderLayer = memo(function LeaderLayer({ labels }: { labels: readonly RingLabel[] }) {
  return (
    <g>
      {labels.map((label) => (
        <Shapes key={label.id} shapes={[leaderFigure(label)]} />
      ))}
    </g>
  )
})

/** The words stand over everything. */
export const LabelLayer = memo(function LabelLayer({ labels }: { labels: readonly RingLabel[] }) {
  return (
    <g className="ring-labels">
      {labels.map((label) => (
        <g key={label.id} data-label={label.id}>
          <Shapes shapes={labelFigure(label)} />
        </g>
      ))}
    </g>
  )
})
