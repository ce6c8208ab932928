import { memo, useMemo } from 'react'
import type { NodeState } from '../../../shared/model'
import type { Glyph } from '../figure/glyphs'
import { pathNodes } from '../figure/lookup'
import { nodeFigure } from '../figure/nodes'
import type { PlacedRing } from '../figure/ring-model'
import { Shapes } from './shapes'

interface NodeProps {
  id: string
  state: NodeState
  x: number
  y: number
  glyph: Glyph
  r: number
  selected: boolean
  hovered: boolean
  onPath: boolean
  focused: boolean
}

const NodeView = memo(function NodeView({ id, state, x, y, glyph, r, selected, hovered, onPath, focused }: NodeProps) {
  const shapes = useMemo(
    () => nodeFigure({ glyph, r, selected, hovered, onPath }),
    [glyph, r, selected, hovered, onPath]
  )
  return (
    <g className="ring-node" data-node={id} data-state={state} data-look={glyph} transform={`translate(${x} ${y})`}>
      <g key={glyph} className="ring-glyph">
        <Shapes shapes={shapes} />
      </g>
      {focused ? <circle className="ring-focus" r={r + 9} /> : null}
    </g>
  )
})

const tenth = (value: number): number => Math.round(value * 10) / 10

/** Discs of all nodes, one element each for as long as the node is there. */
export function NodeLayer({ ring, focused }: { ring: PlacedRing; focused: string | null }) {
  const { model } = ring
  const path = useMemo(() => pathNodes(model.lookup), [model.lookup])
  return (
    <g>
      {ring.nodes.map(({ node, point, glyph, r }) => (
        <NodeView
          key={node.id}
          id={node.id}
          state={node.state}
          x={tenth(point.x)}
          y={tenth(point.y)}
          glyph={glyph}
          r={r}
          selected={model.selected === node.id}
          hovered={model.hovered === node.id}
          onPath={path.has(node.id)}
          focused={focused === node.id}
        />
      ))}
    </g>
  )
}
