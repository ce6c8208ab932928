// npm run package: what people install, for the system that this runs on, in dist/.
//   -- --dir                    the unpacked folder only
//   -- --targets deb,tar.gz     some of the files
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { complain, inRoot, requireNode, say } from './lib/project.mjs'

requireNode(20, 19)

function readArgs(known) {
  const { values } = parseArgs({ options: { dir: { type: 'boolean' }, targets: { type: 'string' } } })
  if (values.dir) return []
  const targets = values.targets?.split(',') ?? known
  const unknown = targets.find((target) => !known.includes(target))
  if (unknown !== undefined)
    throw new Error(`unknown target: ${unknown} (one of ${known.join(', ')} on ${process.platform})`)
  return targets
}

const megabytes = (path) => `${(statSync(path).size / 1e6).toFixed(1)} MB`

async function main() {
  await ensureInstalled()
  // Only now is what they import there.
  const { TARGETS, asarFile, packFolder, packTarget } = await import('./lib/package.mjs')
  const targets = readArgs(TARGETS[process.platform])
  await ensureBuilt()
  const electron = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? null
  const folder = await packFolder(electron)
  say(`${folder}, of which app.asar takes ${megabytes(asarFile())}`)
  let missing = 0
  for (const target of targets) {
    const { files = [], missing: reason } = await packTarget(target, electron)
    for (const name of files) say(`${inRoot('dist', name)}, ${megabytes(join(inRoot('dist'), name))}`)
    if (reason === undefined) continue
    missing++
    complain(`${target} is not built: ${reason}`)
  }
  return missing === 0 ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  complain(error.message)
  process.exitCode = 1
}
