// npm run bench: builds and runs bench/index.ts; its options follow after `--`.
import { ensureBuilt } from './lib/build.mjs'
import { runApp } from './lib/child.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { complain, inRoot, requireNode, runTool } from './lib/project.mjs'
import { setUpDisplay, setUpElectron } from './lib/setup.mjs'

requireNode(20, 19)
try {
  await ensureInstalled()
  await ensureBuilt()
  const args = ['build', '--config', 'bench/vite.config.ts', '--logLevel', 'warn']
  const { code, output } = await runTool('vite/bin/vite.js', args, { quiet: true })
  if (code !== 0) throw new Error(`the benchmark cannot be built:\n${output}`)
  const bench = inRoot('out/bench/bench.cjs')
  // The figures of the window need both; without them the benchmark says that it left them out.
  const [{ folder }, { wrap = [] }] = [await setUpElectron(), await setUpDisplay()]
  const env = folder ? { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: folder } : process.env
  const [command, ...rest] = [...wrap, process.execPath, '--expose-gc', bench, ...process.argv.slice(2)]
  process.exitCode = (await runApp(command, rest, { env })).code
} catch (error) {
  complain(error.message)
  process.exitCode = 1
}
