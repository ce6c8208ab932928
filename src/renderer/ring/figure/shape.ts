/**
 * Pictures as plain data. A figure is a list of shapes whose colours are names of tokens; the window draws it with CSS
 * variables, the export with resolved colours, and a test can read it.
 */

/** Colour tokens (LOOK, Colour). */
export const TOKENS = [
  'bg',
  'panel',
  'raised',
  'line',
  'line-2',
  'line-3',
  'fg',
  'fg-2',
  'fg-3',
  'accent',
  'on-accent',
  'ok',
  'warn',
  'warn-fill',
  'bad',
  'move',
  'accent-soft',
  'warn-soft',
  'bad-soft',
  'move-soft'
] as const

export type Token = (typeof TOKENS)[number]

export type Tag = 'path' | 'circle' | 'rect' | 'text' | 'g'

/** A piece of text in one size; `raise` lifts an exponent. */
export interface Run {
  text: string
  size?: number
  raise?: number
  weight?: number
  tone?: Token
}

export interface Shape {
  tag: Tag
  fill?: Token | 'none'
  stroke?: Token | 'none'
  /** Geometry and stroke attributes by their SVG names. */
  attrs: Readonly<Record<string, string | number>>
  font?: 'mono' | 'sans'
  runs?: readonly Run[]
  children?: readonly Shape[]
}

/** A filled path. */
export const filled = (d: string, fill: Token, opacity = 1): Shape => ({
  tag: 'path',
  fill,
  attrs: opacity === 1 ? { d } : { d, 'fill-opacity': opacity }
})

/** A stroked path. */
export function stroked(d: string, stroke: Token, width: number, extra: Record<string, string | number> = {}): Shape {
  return { tag: 'path', fill: 'none', stroke, attrs: { d, 'stroke-width': width, ...extra } }
}

/** A circle; `width` is that of its stroke. */
export function circle(
  { x, y }: { x: number; y: number },
  r: number,
  { fill = 'none', stroke, width = 1, dash }: { fill?: Token | 'none'; stroke?: Token; width?: number; dash?: string }
): Shape {
  return {
    tag: 'circle',
    fill,
    ...(stroke === undefined ? {} : { stroke }),
    attrs: {
      cx: round(x),
      cy: round(y),
      r: round(r),
      ...(stroke === undefined ? {} : { 'stroke-width': width }),
      ...(dash === undefined ? {} : { 'stroke-dasharray': dash })
    }
  }
}

/** One line of text on its baseline. */
export function text(
  { x, y }: { x: number; y: number },
  runs: string | readonly Run[],
  {
    tone = 'fg-2',
    size = 12,
    font = 'sans',
    anchor = 'middle',
    weight = 400
  }: { tone?: Token; size?: number; font?: 'mono' | 'sans'; anchor?: 'start' | 'middle' | 'end'; weight?: number } = {}
): Shape {
  return {
    tag: 'text',
    fill: tone,
    font,
    runs: typeof runs === 'string' ? [{ text: runs }] : runs,
    attrs: {
      x: round(x),
      y: round(y),
      'font-size': size,
      'text-anchor': anchor,
      ...(weight === 400 ? {} : { 'font-weight': weight })
    }
  }
}

const round = (value: number): number => Math.round(value * 100) / 100 + 0

/** The shape and its children as SVG text, colours and fonts resolved by the two functions. */
export function shapeToSvg(
  shape: Shape,
  colour: (token: Token) => string,
  family: (font: 'mono' | 'sans') => string
): string {
  const attrs = [
    ...Object.entries(shape.attrs).map(([name, value]) => `${name}="${escaped(String(value))}"`),
    ...(shape.fill === undefined ? [] : [`fill="${shape.fill === 'none' ? 'none' : escaped(colour(shape.fill))}"`]),
    ...(shape.stroke === undefined || shape.stroke === 'none' ? [] : [`stroke="${escaped(colour(shape.stroke))}"`]),
    ...(shape.font === undefined ? [] : [`font-family="${escaped(family(shape.font))}"`])
  ].join(' ')
  const inner = [
    ...(shape.runs ?? []).map((run) => runToSvg(run, colour)),
    ...(shape.children ?? []).map((child) => shapeToSvg(child, colour, family))
  ].join('')
  return inner === '' ? `<${shape.tag} ${attrs}/>` : `<${shape.tag} ${attrs}>${inner}</${shape.tag}>`
}

function runToSvg(run: Run, colour: (token: Token) => string): string {
  const attrs = Object.entries(runAttrs(run)).map(([name, value]) => ` ${name}="${value}"`)
  const tone = run.tone === undefined ? '' : ` fill="${escaped(colour(run.tone))}"`
  return attrs.length === 0 && tone === ''
    ? escaped(run.text)
    : `<tspan${attrs.join('')}${tone}>${escaped(run.text)}</tspan>`
}

/** SVG attributes of a run that differs from its line. */
export function runAttrs(run: Run): Record<string, string | number> {
  return {
    ...(run.size === undefined ? {} : { 'font-size': run.size }),
    ...(run.raise === undefined ? {} : { dy: -run.raise }),
    ...(run.weight === undefined ? {} : { 'font-weight': run.weight })
  }
}

/** Text safe inside SVG. */
export function escaped(value: string): string {
  return value.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)
}
