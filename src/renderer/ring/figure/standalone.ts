/** A figure as an SVG file that stands alone: colours resolved, fonts by family, title and caption. */
import { escaped, type Shape, shapeToSvg, type Token } from './shape'

export type Palette = Readonly<Record<Token, string>>

export const FONT_FAMILIES = {
  sans: "'Inter Variable', Inter, system-ui, sans-serif",
  mono: "ui-monospace, 'JetBrains Mono Variable', 'JetBrains Mono', monospace"
} as const

export interface Caption {
  title: string
  /** Health and time, one line each. */
  lines: readonly string[]
}

/** The SVG text of `shapes` on a `width` × `height` sheet. */
export function standaloneSvg(
  shapes: readonly Shape[],
  { width, height, palette, caption }: { width: number; height: number; palette: Palette; caption: Caption }
): string {
  const colour = (token: Token): string => palette[token]
  const family = (font: 'mono' | 'sans'): string => FONT_FAMILIES[font]
  const line = (value: string, y: number, size: number, weight: number, tone: Token): string =>
    `<text x="16" y="${y}" font-family="${escaped(FONT_FAMILIES.sans)}" font-size="${size}" font-weight="${weight}" fill="${escaped(palette[tone])}">${escaped(value)}</text>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(caption.title)}</title>`,
    `<desc id="desc">${escaped(caption.lines.join('. '))}</desc>`,
    `<rect width="${width}" height="${height}" fill="${escaped(palette.bg)}"/>`,
    ...shapes.map((shape) => shapeToSvg(shape, colour, family)),
    line(caption.title, 26, 13, 600, 'fg'),
    ...caption.lines.map((value, index) => line(value, 44 + index * 16, 11, 400, 'fg-3')),
    '</svg>',
    ''
  ].join('\n')
}
