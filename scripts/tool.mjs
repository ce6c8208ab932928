// npm run verify, sim and paper: one command of the built command line; its options follow after `--`.
import { ensureBuilt } from './lib/build.mjs'
import { runApp } from './lib/child.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { complain, inRoot, requireNode } from './lib/project.mjs'

requireNode(20, 19)
try {
  await ensureInstalled()
  await ensureBuilt()
  const { code } = await runApp(process.execPath, [inRoot('out/main/cli.cjs'), ...process.argv.slice(2)])
  process.exitCode = code
} catch (error) {
  complain(error.message)
  process.exitCode = 1
}
