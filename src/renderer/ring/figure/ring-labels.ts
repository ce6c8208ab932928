/** Which labels the ring wants, and how a placed one is drawn. */
import { shortId } from '../../../shared/ids'
import { linePath } from '../geometry/arcs'
import { type LabelWish, type PlacedLabel, placeLabels } from '../geometry/labels'
import { type Box } from '../geometry/polar'
import { GLYPH_TONES } from './glyphs'
import { keyTurn, keyWords, pathNodes } from './lookup'
import { clearance, type MovingArc, type PlacedNode, type PlacedRing } from './ring-model'
import { type Shape, stroked, text, type Token } from './shape'

/** A label ready to be drawn. */
export interface RingLabel {
  id: string
  place: PlacedLabel
  name: string
  role: string | null
  note: string | null
  tone: Token
  noteTone: Token
  bold: boolean
  /** The leader takes the tone of the label. */
  litLeader: boolean
}

export const KEY_LABEL = 'key'
const AGE_SHOWN_MS = 60_000

/** Labels of the ring, placed so that none touches another or an obstacle. */
export function ringLabels(ring: PlacedRing, obstacles: readonly Box[] = []): RingLabel[] {
  const words = new Map(wordsOf(ring).map((label) => [label.id, label]))
  const rule = ring.model.labels ?? 'fit'
  if (rule === 'none') return []
  const wishes = [...words.values()].map((label) => wishOf(label)).filter((wish) => rule === 'fit' || wish.interest > 0)
  return placeLabels(wishes, ring.frame, obstacles).flatMap((place) => {
    const label = words.get(place.id)
    return label === undefined ? [] : [{ ...label, place }]
  })
}

type Words = Omit<RingLabel, 'place'> & { turn: number; interest: number; leaderStart: number }

function wordsOf(ring: PlacedRing): Words[] {
  const path = pathNodes(ring.model.lookup)
  const near = nearSelected(ring)
  const labels = ring.nodes.map((placed) => nodeWords(ring, placed, path.has(placed.node.id), near))
  const { lookup } = ring.model
  if (lookup !== null)
    labels.push({
      id: KEY_LABEL,
      ...keyWords(lookup),
      role: null,
      tone: 'accent',
      noteTone: 'fg-2',
      bold: false,
      litLeader: true,
      turn: keyTurn(ring, lookup),
      interest: 90,
      leaderStart: ring.frame.radius + 9
    })
  return labels
}

function nodeWords(ring: PlacedRing, placed: PlacedNode, onPath: boolean, near: ReadonlySet<string>): Words {
  const { model } = ring
  const { id } = placed.node
  const selected = model.selected === id
  const role = roleOf(ring, id)
  const tone = labelTone(placed, selected, onPath)
  const interest = interestOf(placed, {
    selected,
    hovered: model.hovered === id,
    role: role !== null,
    onPath,
    near: near.has(id)
  })
  return {
    id,
    name: shortId(id),
    role,
    note: noteOf(placed, ring),
    tone,
    noteTone: tone,
    bold: selected || onPath,
    litLeader: selected || tone === 'move',
    turn: placed.turn,
    interest,
    leaderStart: Math.max(placed.distance, ring.frame.radius) + clearance(ring, placed)
  }
}

function labelTone(placed: PlacedNode, selected: boolean, onPath: boolean): Token {
  const { glyph } = placed
  if (glyph === 'crashed' || glyph === 'hung' || glyph === 'joining' || glyph === 'left') return GLYPH_TONES[glyph]
  if (selected || onPath) return 'accent'
  return GLYPH_TONES[glyph]
}

/** Selected, hovered, exceptions, neighbours: in this order when there is no room for all. */
function interestOf(
  placed: PlacedNode,
  is: { selected: boolean; hovered: boolean; role: boolean; onPath: boolean; near: boolean }
): number {
  if (is.selected) return 100
  if (is.hovered) return 95
  if (is.role) return 80
  if (is.onPath) return 70
  if (placed.glyph === 'crashed' || placed.glyph === 'hung') return 60
  if (placed.glyph === 'joining' || placed.glyph === 'leaving') return 55
  if (placed.glyph === 'behind') return 50
  return is.near ? 40 : 0
}

/** Neighbours and finger targets of the selected node. */
function nearSelected(ring: PlacedRing): ReadonlySet<string> {
  const node = ring.model.selected === null ? undefined : ring.byId.get(ring.model.selected)?.node
  if (node === undefined) return new Set()
  return new Set([node.predecessor, ...node.successors.slice(0, 1), ...node.fingers.map((span) => span.node)])
}

function roleOf(ring: PlacedRing, id: string): string | null {
  const { lookup, moves } = ring.model
  if (lookup !== null) {
    if (lookup.owner === id) return lookup.origin === id ? 'origin, owner' : 'owner'
    if (lookup.origin === id) return 'origin'
  }
  const move = moves.find((other) => other.told && (other.to === id || other.from === id))
  return move === undefined ? null : moveRole(move, id)
}

function moveRole({ cause, ended, from }: MovingArc, id: string): string | null {
  if (from !== id) return cause === 'join' ? (ended ? 'joined' : 'joining') : ended ? null : 'receiving'
  if (cause === 'leave') return ended ? null : 'leaving'
  return ended ? null : 'sending'
}

function noteOf(placed: PlacedNode, ring: PlacedRing): string | null {
  const { state, sinceMs } = placed.node
  if (state !== 'crashed' && state !== 'hung' && state !== 'failed') return null
  const ageMs = ring.model.atMs - sinceMs
  const age = ageMs < 0 || ageMs > AGE_SHOWN_MS || ring.frame.small ? '' : ` ${ageText(ageMs)}`
  return `${state}${age}`
}

const ageText = (ageMs: number): string =>
  ageMs < 10_000 ? `${(ageMs / 1000).toFixed(1)} s` : `${Math.floor(ageMs / 1000)} s`

function wishOf(label: Words): LabelWish {
  const mono = (value: string): number => Math.max(30, value.length * 7.3)
  const notes = [label.role, label.note].map((value) => (value === null ? 0 : value.length * 6))
  return {
    id: label.id,
    turn: label.turn,
    width: Math.max(mono(label.name), ...notes),
    height: 14 + (label.role === null ? 0 : 13) + (label.note === null ? 0 : 14),
    above: label.role === null ? 0 : 13,
    interest: label.interest,
    leaderStart: label.leaderStart
  }
}

/** The leader of a label: radial through the band, then bent. */
export function leaderFigure(label: RingLabel): Shape {
  return stroked(linePath(...label.place.leader), label.litLeader ? label.tone : 'line-2', 1, {
    'stroke-linejoin': 'round'
  })
}

/** The words of a label. */
export function labelFigure(label: RingLabel): Shape[] {
  const { box, middle, side } = label.place
  const many = label.role !== null || label.note !== null
  const anchor = many ? (side === 'left' ? 'end' : 'start') : 'middle'
  const x = many ? (side === 'left' ? box.x + box.width : box.x) : middle.x
  const line = (value: string, y: number, size: number, font: 'mono' | 'sans', tone: Token, weight = 400): Shape =>
    text({ x, y }, value, { tone, size, font, anchor, weight })
  return [
    ...(label.role === null ? [] : [line(label.role, middle.y - 9, 11, 'sans', label.tone)]),
    line(label.name, middle.y + 4, 12, 'mono', label.tone, label.bold ? 600 : 400),
    ...(label.note === null
      ? []
      : [line(label.note, middle.y + 18, 11, label.id === KEY_LABEL ? 'mono' : 'sans', label.noteTone)])
  ]
}
