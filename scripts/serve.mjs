// npm run serve: the lab in the browser, on purpose.
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { readOptions } from './lib/options.mjs'
import { complain, requireNode } from './lib/project.mjs'
import { serve } from './lib/serve.mjs'

requireNode(20, 19)
const { args } = readOptions('npm run serve', {
  port: { type: 'string' },
  nodes: { type: 'string' },
  'sample-keys': { type: 'string' },
  'no-open': { type: 'boolean' }
})
try {
  await ensureInstalled()
  await ensureBuilt()
  process.exitCode = await serve(args)
} catch (error) {
  complain(error.message)
  process.exitCode = 1
}
