// npm run shots: the pictures of the window for the README and for looking at, taken by e2e/shots/*.spec.ts.
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { complain, inRoot, requireNode, run } from './lib/project.mjs'
import { setUpChromium } from './lib/setup.mjs'

requireNode(20, 19)
try {
  await ensureInstalled()
  await ensureBuilt()
  const { path, missing } = await setUpChromium()
  if (missing !== undefined) throw new Error(missing)
  const args = [inRoot('node_modules/@playwright/test/cli.js'), 'test', '--project=shots', ...process.argv.slice(2)]
  const env = { ...process.env, ...(path === undefined ? {} : { CHROMIUM_PATH: path }) }
  process.exitCode = (await run(process.execPath, args, { env })).code
} catch (error) {
  complain(error.message)
  process.exitCode = 1
}
