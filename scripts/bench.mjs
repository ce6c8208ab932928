// npm run bench: builds and runs bench/index.ts; its options follow after `--`.
import { ensureBuilt } from './lib/build.mjs'
import { runApp } from './lib/child.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { complain, inRoot, requireNode, runTool } from './lib/project.mjs'

requireNode(20, 19)
try {
  await ensureInstalled()
  await ensureBuilt()
  const args = ['build', '--config', 'bench/vite.config.ts', '--logLevel', 'warn']
  const { code, output } = await runTool('vite/bin/vite.js', args, { quiet: true })
  if (code !== 0) throw new Error(`the benchmark cannot be built:\n${output}`)
  const bench = inRoot('out/bench/bench.cjs')
  process.exitCode = (await runApp(process.execPath, ['--expose-gc', bench, ...process.argv.slice(2)])).code
} catch (error) {
  complain(error.message)
  process.exitCode = 1
}
