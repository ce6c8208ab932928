import { join } from 'node:path'

/**
 * Where the parts of the built app lie. Every chunk of the main bundle lies in `out/main`, and the folders keep their
 * places to each other in the work tree and inside app.asar.
 */
const app = join(__dirname, '..', '..')

export const BUNDLE = {
  hostEntry: join(__dirname, 'host.cjs'),
  preload: join(app, 'out', 'preload', 'index.cjs'),
  rendererDir: join(app, 'out', 'renderer'),
  protoDir: join(app, 'proto'),
  iconFile: join(app, 'resources', 'icon.png')
} as const
