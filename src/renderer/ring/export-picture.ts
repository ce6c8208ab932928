/** The ring as a file: every layer, colours resolved, with its title, health and time. */
import { shownLab, windowStore } from '../state/lab'
import { clockTime, count } from '../words/format'
import { ringFigure } from './figure/ring-figure'
import type { RingModel } from './figure/ring-model'
import { type Palette, standaloneSvg } from './figure/standalone'
import { ringFrame } from './geometry/frame'

const WIDTH = 960
const HEIGHT = 760
const PNG_SCALE = 2

let present: (() => { model: RingModel; palette: Palette }) | null = null

/** The mounted stage says here what it shows; the returned function takes it back. */
export function registerPicture(read: () => { model: RingModel; palette: Palette }): () => void {
  present = read
  return () => {
    if (present === read) present = null
  }
}

/** The whole ring as it is shown, as an SVG file or a PNG of twice its size. Throws when no ring is on screen. */
export async function exportPicture(kind: 'svg' | 'png'): Promise<Blob> {
  const svg = new Blob([pictureSvg()], { type: 'image/svg+xml' })
  return kind === 'svg' ? svg : rasterized(svg)
}

function pictureSvg(): string {
  if (present === null) throw new Error('no ring on screen to export')
  const { model, palette } = present()
  const lab = shownLab(windowStore.get())
  const frame = ringFrame(WIDTH, HEIGHT, model.nodes.length, { roleWords: model.lookup !== null })
  return standaloneSvg(ringFigure({ ...model, hovered: null }, frame), {
    width: WIDTH,
    height: HEIGHT,
    palette,
    caption: {
      title: 'Torus Lab',
      lines: [lab.health.sentence, `${count(lab.keys)} keys · ${clockTime(lab.atMs)}`]
    }
  })
}

async function rasterized(svg: Blob): Promise<Blob> {
  const url = URL.createObjectURL(svg)
  try {
    const image = new Image(WIDTH, HEIGHT)
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = WIDTH * PNG_SCALE
    canvas.height = HEIGHT * PNG_SCALE
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no 2d canvas to draw the picture')
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob === null ? reject(new Error('the picture could not be encoded')) : resolve(blob)),
        'image/png'
      )
    )
  } finally {
    URL.revokeObjectURL(url)
  }
}
