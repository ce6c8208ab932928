/** What the ring picture is made of, and where its nodes stand: the input of every figure. */
import { type Id, LIVE_STATES_SET, type RingNode } from './ring-node'
import type { BehindView, LookupView } from '../../../shared/model'
import { discSteps } from '../geometry/discs'
import type { RingFrame } from '../geometry/frame'
import { type Point, pointAt } from '../geometry/polar'
import { shownTurn, type Spacing } from '../geometry/spacing'
import type { Labels, Layers } from '../../state/preferences'
import type { Sight } from '../sight/sight-key'
import { type Glyph, glyphOf } from './glyphs'

/** An arc that changes hands, from the first key on its way until its ledger fades. */
export interface MovingArc {
  transfer: string
  cause: 'join' | 'leave' | 'repair'
  from: Id
  to: Id
  /** True turns of the arc (start, end]. */
  start: number
  end: number
  /** The keys are there; the arc stays lit for a moment. */
  ended: boolean
  /** The move that the ledger explains: its two nodes are named by what they do. */
  told: boolean
}

export interface RingModel {
  /** In ring order. */
  nodes: readonly RingNode[]
  behind: ReadonlyMap<Id, BehindView>
  selected: Id | null
  hovered: Id | null
  lookup: LookupView | null
  moves: readonly MovingArc[]
  layers: Layers
  /** Which nodes are named; as many as fit where it is left out. */
  labels?: Labels
  spacing: Spacing
  density: readonly number[]
  /** Lab time, for the age of a failure. */
  atMs: number
  /** Single keys, where a part of the ring is looked at closely. */
  sight?: Sight | null
  /** Bits of the id space: where the ticks get their names from. */
  bits: number
}

/** A node with its place in the picture. */
export interface PlacedNode {
  node: RingNode
  /** As shown. */
  turn: number
  point: Point
  /** Distance from the centre. */
  distance: number
  r: number
  glyph: Glyph
  live: boolean
}

export interface PlacedRing {
  frame: RingFrame
  model: RingModel
  nodes: readonly PlacedNode[]
  byId: ReadonlyMap<Id, PlacedNode>
}

/** Places every node of the model in the frame. */
export function placeRing(model: RingModel, frame: RingFrame): PlacedRing {
  const turns = model.nodes.map((node) => shownTurn(model.spacing, node.turn))
  const steps = discSteps(turns, frame)
  const nodes = model.nodes.map((node, index): PlacedNode => {
    const turn = turns[index] ?? 0
    const distance = frame.radius + (steps[index] ?? 0)
    const glyph = glyphOf(node.state, model.behind.has(node.id))
    return {
      node,
      turn,
      point: pointAt(frame.centre, distance, turn),
      distance,
      r: glyph === 'running' ? frame.disc : Math.max(frame.disc, 4),
      glyph,
      live: LIVE_STATES_SET.has(node.state)
    }
  })
  return { frame, model, nodes, byId: new Map(nodes.map((placed) => [placed.node.id, placed])) }
}

/** Room that a disc takes along a line: its radius, the halo, and the selection circle where there is one. */
export function clearance(ring: PlacedRing, placed: PlacedNode): number {
  return ring.model.selected === placed.node.id ? placed.r + 6 : placed.r + (placed.r < 4 ? 1 : 2)
}
