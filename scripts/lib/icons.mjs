/** The icon in every size and container that a system asks for, out of the one drawing in resources/icon.svg. */
import { readFileSync } from 'node:fs'
import { Resvg } from '@resvg/resvg-js'
import { inRoot } from './project.mjs'

const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512]
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256]
/** Apple's names of the PNG entries, by pixels. */
const APPLE_TYPES = { 16: 'icp4', 32: 'icp5', 64: 'icp6', 128: 'ic07', 256: 'ic08', 512: 'ic09', 1024: 'ic10' }
/** The picture that the running window carries. */
const WINDOW_SIZE = 256

/** Every file made from the drawing, as pairs of its path in the project and its bytes. */
export function iconFiles() {
  const svg = readFileSync(inRoot('resources/icon.svg'), 'utf8')
  const drawn = new Map()
  const png = (size) => {
    if (!drawn.has(size)) drawn.set(size, new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng())
    return drawn.get(size)
  }
  return [
    ['resources/icon.png', png(WINDOW_SIZE)],
    ...LINUX_SIZES.map((size) => [`resources/icons/${size}x${size}.png`, png(size)]),
    ['resources/icon.ico', ico(WINDOWS_SIZES.map((size) => [size, png(size)]))],
    ['resources/icon.icns', icns(Object.entries(APPLE_TYPES).map(([size, type]) => [type, png(Number(size))]))]
  ]
}

/** Windows' container: a directory of 16 bytes an entry, then the pictures. */
function ico(entries) {
  const head = Buffer.alloc(6 + 16 * entries.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(entries.length, 4)
  let offset = head.length
  for (const [index, [size, picture]] of entries.entries()) {
    const at = 6 + 16 * index
    // A byte holds no 256: 0 stands for it.
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(picture.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += picture.length
  }
  return Buffer.concat([head, ...entries.map(([, picture]) => picture)])
}

/** Apple's container: type and length before each picture. */
function icns(entries) {
  const chunks = entries.map(([type, picture]) => Buffer.concat([appleHead(type, picture.length), picture]))
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  return Buffer.concat([appleHead('icns', length), ...chunks])
}

function appleHead(type, length) {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(length + head.length, 4)
  return head
}
