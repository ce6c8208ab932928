/** Small charts as SVG text, readable on light and on dark ground: what docs/paper.md shows. */
import { scaleLinear, scaleLog } from 'd3-scale'
import { line } from 'd3-shape'

export type Point = readonly [x: number, y: number]

/** `paper`: hollow marks; `ours`, `other`: a line with filled marks; `formula`: a dashed line without marks. */
export type SeriesKind = 'paper' | 'ours' | 'other' | 'formula'

export interface Series {
  readonly name: string
  readonly kind: SeriesKind
  readonly points: readonly Point[]
}

export interface Plot {
  readonly title: string
  readonly x: { readonly label: string; readonly ticks: readonly number[]; readonly log?: boolean }
  readonly yLabel: string
  /** The corner that the lines leave free. */
  readonly legend: 'top left' | 'top right' | 'bottom left'
  readonly series: readonly Series[]
}

const WIDTH = 720
const HEIGHT = 400
const EDGE = { left: 56, right: 16, top: 40, bottom: 52 }
const LEGEND_STEP = 18
const LEGEND_WIDTH = 220

const STYLE = `
  .ground { fill: #ffffff }
  .grid { stroke: #dde3ea }
  text { fill: #1f2933; font: 13px system-ui, sans-serif }
  .title { font-size: 15px; font-weight: 600 }
  .line { fill: none; stroke-width: 2 }
  .paper { fill: none; stroke: #b4460f; stroke-width: 2 }
  .ours { stroke: #0b62c4 } .ours.mark { fill: #0b62c4 }
  .other { stroke: #1a7f4b } .other.mark { fill: #1a7f4b }
  .formula { stroke: #66717e; stroke-dasharray: 5 4 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #12171e }
    .grid { stroke: #2a323d }
    text { fill: #dce3ea }
    .paper { stroke: #ff9f6b }
    .ours { stroke: #6cb2ff } .ours.mark { fill: #6cb2ff }
    .other { stroke: #5fd49a } .other.mark { fill: #5fd49a }
    .formula { stroke: #98a4b2 }
  }`

type Scale = (value: number) => number

/** The chart as a whole SVG document. */
export function svgOf({ title, x, yLabel, legend, series }: Plot): string {
  const ys = series.flatMap((one) => one.points.map(([, y]) => y))
  const first = x.ticks[0] as number
  const last = x.ticks[x.ticks.length - 1] as number
  const plotRight = WIDTH - EDGE.right
  const scaleX = (x.log === true ? scaleLog() : scaleLinear())
    .domain([first, last])
    .range([EDGE.left + 12, plotRight - 12])
  const scaleY = scaleLinear()
    .domain([0, Math.max(...ys) * 1.05])
    .nice()
    .range([HEIGHT - EDGE.bottom, EDGE.top])
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">`,
    `<style>${STYLE}\n</style>`,
    `<rect class="ground" width="${WIDTH}" height="${HEIGHT}" rx="6"/>`,
    `<text class="title" x="${EDGE.left}" y="24">${escaped(title)}</text>`,
    ...scaleY.ticks(6).flatMap((tick) => horizontal(tick, scaleY(tick))),
    ...x.ticks.map((tick) => text(scaleX(tick), HEIGHT - EDGE.bottom + 20, String(tick), 'middle')),
    text((EDGE.left + plotRight) / 2, HEIGHT - 12, x.label, 'middle'),
    `<text transform="rotate(-90)" x="${-(HEIGHT - EDGE.bottom + EDGE.top) / 2}" y="16" text-anchor="middle">${escaped(yLabel)}</text>`,
    ...series.flatMap((one) => drawn(one, scaleX, scaleY)),
    ...legendOf(series, legend),
    '</svg>',
    ''
  ].join('\n')
}

function horizontal(tick: number, y: number): string[] {
  const right = WIDTH - EDGE.right
  return [
    `<line class="grid" x1="${EDGE.left}" x2="${right}" y1="${round(y)}" y2="${round(y)}"/>`,
    text(EDGE.left - 8, y + 4, String(tick), 'end')
  ]
}

function drawn({ kind, points }: Series, x: Scale, y: Scale): string[] {
  const path = line<Point>(
    (point) => round(x(point[0])),
    (point) => round(y(point[1]))
  )(points)
  const marks = points.map(([px, py]) => mark(kind, x(px), y(py)))
  return [...(kind === 'paper' ? [] : [`<path class="line ${kind}" d="${path}"/>`]), ...marks]
}

function mark(kind: SeriesKind, x: number, y: number): string {
  if (kind === 'formula') return ''
  return `<circle class="${kind} mark" cx="${round(x)}" cy="${round(y)}" r="${kind === 'paper' ? 6 : 3}"/>`
}

function legendOf(series: readonly Series[], corner: Plot['legend']): string[] {
  const x = corner === 'top right' ? WIDTH - EDGE.right - LEGEND_WIDTH : EDGE.left + 20
  const lowest = HEIGHT - EDGE.bottom - 8 - series.length * LEGEND_STEP
  const y = corner === 'bottom left' ? lowest : EDGE.top + 14
  return series.flatMap((one, i) => entry(one, x, y + i * LEGEND_STEP))
}

function entry({ name, kind }: Series, x: number, y: number): string[] {
  const sample = kind === 'paper' ? '' : `<path class="line ${kind}" d="M${x},${y}h24"/>`
  return [sample, mark(kind, x + 12, y), text(x + 34, y + 4, name, 'start')]
}

function text(x: number, y: number, content: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escaped(content)}</text>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
