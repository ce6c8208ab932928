// npm run bench: builds and runs bench/index.ts; its options follow after `--`.
import { existsSync } from 'node:fs'
import { runApp } from './lib/child.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { complain, inRoot, requireNode } from './lib/project.mjs'

requireNode(20, 19)
try {
  await ensureInstalled()
  await ensureBuilt()
  const bench = inRoot('out/main/bench.cjs')
  if (!existsSync(bench)) throw new Error('no benchmark was built: bench/index.ts is missing')
  const { code } = await runApp(process.execPath, ['--expose-gc', bench, ...process.argv.slice(2)])
  process.exitCode = code
} catch (error) {
  complain(error.message)
  process.exitCode = 1
}
