/** Pictures of seeded rings, kept beside this test: a change of the picture is a change of a file. */
import { describe, expect, test } from 'vitest'
import { placeRing } from './ring-model'
import { ringFrame } from '../geometry/frame'
import { evenSpacing } from '../geometry/spacing'
import { DARK } from '../testing/palettes'
import { pictureLookup, PICTURED_IDS } from '../testing/scene-door'
import { idealViews, seededModel, turnOfId } from '../testing/seeded-ring'
import { hopFigures, keyWords } from './lookup'
import { ringBars } from './bars'
import { ringFigure } from './ring-figure'
import { KEY_LABEL, ringLabels } from './ring-labels'
import type { RingModel } from './ring-model'
import { ringNodes } from './ring-node'
import { type Shape } from './shape'
import { standaloneSvg } from './standalone'

const svgOf = (model: RingModel): string =>
  standaloneSvg(ringFigure(model, ringFrame(840, 644, model.nodes.length)), {
    width: 840,
    height: 644,
    palette: DARK,
    caption: { title: 'Torus Lab', lines: [`${model.nodes.length} nodes`] }
  })

const pictured = (change: Partial<RingModel> = {}): RingModel =>
  seededModel(16, { nodes: ringNodes(idealViews(PICTURED_IDS), 160, []), ...change })

const idOf = (start: string): string => PICTURED_IDS.find((id) => id.startsWith(start)) ?? ''

describe('pictures', () => {
  test.each([0, 1, 8, 16, 64, 256])('a ring of %i nodes', async (count) => {
    const model = count === 16 ? pictured({ selected: idOf('8fb0') }) : seededModel(count)
    await expect(svgOf(model)).toMatchFileSnapshot(`pictures/ring-${count}.svg`)
  })

  test('a ring of 64 nodes, evenly spaced', async () => {
    const model = seededModel(64)
    const even = { ...model, spacing: evenSpacing(model.nodes.map((node) => node.turn)) }
    await expect(svgOf(even)).toMatchFileSnapshot('pictures/ring-64-even.svg')
  })

  test('a lookup', async () => {
    await expect(svgOf(pictured({ lookup: pictureLookup(), selected: idOf('12da') }))).toMatchFileSnapshot(
      'pictures/lookup.svg'
    )
  })
})

describe('the ring figure', () => {
  const flat = (shapes: readonly Shape[]): Shape[] => shapes.flatMap((shape) => [shape, ...flat(shape.children ?? [])])
  const frame = ringFrame(840, 644, 16)

  test('is the same for the same ring', () => {
    expect(svgOf(pictured())).toBe(svgOf(pictured()))
  })

  test('escapes what a key is called', () => {
    const lookup = { ...pictureLookup(), key: '<b>&"' }
    expect(svgOf(pictured({ lookup }))).toContain('&lt;b&gt;&amp;&quot;')
    expect(keyWords({ ...lookup, key: null }).name).toBe('id d90a')
  })

  test('colours the bars of the selected arc only', () => {
    const ring = placeRing(pictured({ selected: idOf('8fb0') }), frame)
    const lit = ringBars(ring).bars.filter((bar) => bar.tone === 'accent')
    const [from, to] = [turnOfId(idOf('82fb')), turnOfId(idOf('8fb0'))]
    expect(lit.length).toBeGreaterThan(0)
    expect(lit.every((bar) => bar.turn > from && bar.turn < to)).toBe(true)
  })

  test('draws a stale pointer dashed in the warning tone, with the exponents of its fingers', () => {
    const model = pictured({ selected: idOf('8fb0') })
    const dead = idOf('b07c')
    const nodes = model.nodes.map((node) => (node.id === dead ? { ...node, state: 'crashed' as const } : node))
    const shapes = flat(ringFigure({ ...model, nodes }, frame))
    expect(shapes.some((shape) => shape.stroke === 'warn' && shape.attrs['stroke-dasharray'] === '5 4')).toBe(true)
    const words = shapes.flatMap((shape) => shape.runs?.map((run) => run.text) ?? [])
    expect(words).toContain('155–157')
    expect(words).toContain('crashed 0.0 s')
  })

  test('names origin, owner and key of a lookup, and numbers its hops', () => {
    const ring = placeRing(pictured({ lookup: pictureLookup() }), frame)
    const labels = new Map(ringLabels(ring).map((label) => [label.id, label]))
    expect(labels.get(idOf('12da'))?.role).toBe('origin')
    expect(labels.get(idOf('f360'))?.role).toBe('owner')
    expect(labels.get(KEY_LABEL)?.note).toBe('key d90a')
    expect(hopFigures(ring).map((hop) => [hop.number, hop.pill.length])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1]
    ])
  })

  test('names the two nodes of the move that the ledger tells, and no others', () => {
    const move = { transfer: 't', cause: 'join', start: 0.1, end: 0.2, ended: false } as const
    const moves = [
      { ...move, from: idOf('f360'), to: idOf('c6b2'), told: false },
      { ...move, from: idOf('3237'), to: idOf('12da'), told: true }
    ]
    const rolesOf = (shown: RingModel['moves']) =>
      ringLabels(placeRing(pictured({ moves: shown }), frame)).flatMap((label) =>
        label.role === null ? [] : [[label.name, label.role]]
      )
    expect(rolesOf(moves)).toEqual(
      expect.arrayContaining([
        ['12da', 'joining'],
        ['3237', 'sending']
      ])
    )
    expect(rolesOf(moves)).toHaveLength(2)
    expect(rolesOf(moves.map((one) => ({ ...one, ended: true })))).toEqual([['12da', 'joined']])
  })

  test('leaves out hops to nodes that are gone', () => {
    const lookup = pictureLookup()
    const model = pictured({ lookup })
    const ring = placeRing({ ...model, nodes: model.nodes.filter((node) => node.id !== idOf('c6b2')) }, frame)
    expect(hopFigures(ring).map((hop) => hop.number)).toEqual([1])
  })
})

test('nodes whose picture did not change stay identical objects', () => {
  const views = idealViews(PICTURED_IDS)
  const first = ringNodes(views, 160, [])
  const again = ringNodes(
    structuredClone(views).map((view) => ({ ...view, rpcPerSecond: 99, keys: 99 })),
    160,
    first
  )
  expect(again).toBe(first)
  const changed = ringNodes(
    views.map((view, index) => (index === 2 ? { ...view, servedFrom: view.id } : view)),
    160,
    first
  )
  expect(changed.filter((node, index) => node !== first[index])).toHaveLength(1)
})
