/** The path that a lookup really took: hops in order with their times, the key, and its way to the owner. */
import { idSpace, shortId, turnOf } from '../../../shared/ids'
import type { Hop, LookupView } from '../../../shared/model'
import { diamondPath, trimmedArc } from '../geometry/arcs'
import { arrowChord, type Chord, chordBetween, trimmedChord } from '../geometry/chords'
import { placeOnChords } from '../geometry/pills'
import { distanceBetween, type Point, pointAt } from '../geometry/polar'
import { shownTurn } from '../geometry/spacing'
import { clearance, type PlacedRing } from './ring-model'
import { circle, filled, type Shape, stroked, text } from './shape'

/** One hop ready to be drawn; `pill` is null where there is no room for it. */
export interface HopFigure {
  number: number
  ok: boolean
  line: string
  head: string
  pill: Shape[]
}

const HEAD = 12
const PILL_HEIGHT = 22

/** The hops of the shown lookup, in order. Hops whose ends are no longer on the ring are left out. */
export function hopFigures(ring: PlacedRing): HopFigure[] {
  const { lookup } = ring.model
  if (lookup === null) return []
  const drawn = lookup.path.flatMap((hop, index) => {
    const chord = hopChord(ring, hop)
    return chord === null ? [] : [{ hop, chord, number: index + 1 }]
  })
  const small = drawn.length > 12
  const places = placeOnChords(
    drawn.map((entry) => entry.chord),
    (index) => ({ width: small ? 20 : pillWidth(drawn[index]?.hop), height: PILL_HEIGHT })
  )
  return drawn.map(({ hop, chord, number }, index) => {
    const arrow = arrowChord(chord, HEAD)
    const place = places[index]
    return { number, ok: hop.ok, ...arrow, pill: place ? pillFigure(place, number, hop, small) : [] }
  })
}

function hopChord(ring: PlacedRing, hop: Hop): Chord | null {
  const from = ring.byId.get(hop.from)
  const to = ring.byId.get(hop.to)
  if (from === undefined || to === undefined || from === to) return null
  const chord = bowed(chordBetween(ring.frame.centre, from.point, to.point), ring.frame.centre, ring.frame.radius)
  return trimmedChord(chord, clearance(ring, from) + 1, clearance(ring, to) + 2)
}

/** A hop straight across would hide in the fingers of the same place: it bows a little to its left. */
function bowed(chord: Chord, centre: Point, radius: number): Chord {
  const { from, control, to } = chord
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
  const near = 1 - distanceBetween(middle, centre) / (radius * 0.3)
  if (near <= 0) return chord
  const reach = distanceBetween(from, to) || 1
  const bow = (near * radius * 0.16) / reach
  return { from, control: { x: control.x + (to.y - from.y) * bow, y: control.y - (to.x - from.x) * bow }, to }
}

/** The time of a hop as it is written on its pill. */
export function hopText(hop: Hop): string {
  if (!hop.ok) return 'no answer'
  return hop.tookMs < 100 ? `${hop.tookMs.toFixed(2)} ms` : `${Math.round(hop.tookMs)} ms`
}

const pillWidth = (hop: Hop | undefined): number =>
  Math.max(80, 30 + (hop === undefined ? 0 : hopText(hop).length) * 6.6)

function pillFigure(middle: Point, number: number, hop: Hop, small: boolean): Shape[] {
  const tone = hop.ok ? 'accent' : 'bad'
  const digit = text({ x: 0, y: 4 }, String(number), { tone: hop.ok ? 'on-accent' : 'bg', size: 11, weight: 600 })
  const at = (shape: Shape, x: number): Shape => ({
    tag: 'g',
    attrs: { transform: `translate(${x} 0)` },
    children: [shape]
  })
  const width = pillWidth(hop)
  const disc = small ? 0 : 12 - width / 2
  const children: Shape[] = small
    ? []
    : [
        {
          tag: 'rect',
          fill: 'panel',
          stroke: tone,
          attrs: { x: -width / 2, y: -PILL_HEIGHT / 2, width, height: PILL_HEIGHT, rx: 11, 'stroke-width': 1 }
        },
        text({ x: 24 - width / 2, y: 4.5 }, hopText(hop), { tone: 'fg', anchor: 'start' })
      ]
  children.push(at(circle({ x: 0, y: 0 }, 8, { fill: tone }), disc), at(digit, disc))
  return [{ tag: 'g', attrs: { transform: `translate(${Math.round(middle.x)} ${Math.round(middle.y)})` }, children }]
}

/** Where the key of the shown lookup stands, as shown. */
export function keyTurn(ring: PlacedRing, lookup: LookupView): number {
  return shownTurn(ring.model.spacing, turnOf(idSpace(ring.model.bits), lookup.target))
}

/** The key as a diamond on the ring, and the stretch from it to its owner. */
export function keyFigure(ring: PlacedRing): Shape[] {
  const { lookup } = ring.model
  if (lookup === null) return []
  const { centre, radius } = ring.frame
  const turn = keyTurn(ring, lookup)
  const owner = lookup.owner === null ? undefined : ring.byId.get(lookup.owner)
  const stretch =
    owner === undefined ? '' : trimmedArc(centre, radius, { from: turn, to: owner.turn }, 6, clearance(ring, owner))
  return [
    ...(stretch === '' ? [] : [stroked(stretch, 'accent', 3)]),
    filled(diamondPath(pointAt(centre, radius, turn), 14), 'bg'),
    filled(diamondPath(pointAt(centre, radius, turn), 10), 'accent')
  ]
}

/** What the label of the key says: its name, and under it the start of its id. */
export function keyWords(lookup: LookupView): { name: string; note: string | null } {
  const id = shortId(lookup.target)
  return lookup.key === null
    ? { name: `id ${id}`, note: null }
    : { name: lookup.key.length > 18 ? `${lookup.key.slice(0, 17)}…` : lookup.key, note: `key ${id}` }
}

/** Nodes on the path, drawn in the accent. */
export function pathNodes(lookup: LookupView | null): ReadonlySet<string> {
  if (lookup === null) return new Set()
  const answered = lookup.path.filter((hop) => hop.ok).flatMap((hop) => [hop.from, hop.to])
  return new Set([lookup.origin, ...answered, ...(lookup.owner === null ? [] : [lookup.owner])])
}
