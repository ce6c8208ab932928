// npm run build: makes out/ from the sources, whether or not they changed.
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { complain, requireNode, say } from './lib/project.mjs'

requireNode(20, 19)
try {
  await ensureInstalled()
  await ensureBuilt({ force: true, quiet: false })
  say('Built out/main, out/preload and out/renderer.')
} catch (error) {
  complain(error.message)
  process.exitCode = 1
}
