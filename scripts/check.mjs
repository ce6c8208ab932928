// npm run check: everything that must hold before a commit. `--no-tests` leaves the unit tests to somebody else.
import { ensureInstalled } from './lib/install.mjs'
import { complain, inRoot, requireNode, run, say } from './lib/project.mjs'

requireNode(20, 19)

const STEPS = [
  { name: 'format', tool: 'oxfmt/bin/oxfmt', args: ['--check', '.'], hint: 'npm run format mends it' },
  { name: 'lint', tool: 'oxlint/bin/oxlint', args: ['--deny-warnings'] },
  { name: 'types', tool: 'typescript/bin/tsc', args: ['-p', '.'] },
  { name: 'types of the window', tool: 'typescript/bin/tsc', args: ['-p', 'src/renderer'] },
  { name: 'types of the end-to-end tests', tool: 'typescript/bin/tsc', args: ['-p', 'e2e'] },
  { name: 'types of the protocol', script: 'scripts/proto-types.mjs', args: ['--check'] },
  { name: 'icons', script: 'scripts/icons.mjs', args: ['--check'], hint: 'npm run icons draws them anew' },
  { name: 'dead code', tool: 'knip/bin/knip.js', args: [] },
  { name: 'unit tests', tool: 'vitest/vitest.mjs', args: ['run', '--reporter=dot'], isTest: true }
]

/** What npm says when it does not reach the keys: the log of signatures lies outside of most closed networks. */
const OUT_OF_REACH = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|not found any.*keys/

/** Whether the packages are the ones that their registry signed. Returns false when one is not. */
async function checkSignatures() {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { code, output } = await run(npm, ['audit', 'signatures', '--fetch-retries=0'], { quiet: true })
  if (code === 0) say('ok     signatures of the packages')
  else if (OUT_OF_REACH.test(output)) say('skip   signatures of the packages: their keys are out of reach here')
  else {
    say('FAILED signatures of the packages')
    say(output)
    return false
  }
  return true
}

async function main() {
  await ensureInstalled()
  const withTests = !process.argv.includes('--no-tests')
  const failed = []
  for (const { name, tool, script, args, hint, isTest } of STEPS) {
    if (isTest && !withTests) continue
    const startedMs = performance.now()
    const { code, output } = await run(process.execPath, [inRoot(script ?? `node_modules/${tool}`), ...args], {
      quiet: true
    })
    const took = `${((performance.now() - startedMs) / 1000).toFixed(1)} s`
    say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${took})`)
    if (code === 0) continue
    failed.push(name)
    say(output)
    if (hint !== undefined) say(hint)
  }
  if (!(await checkSignatures())) failed.push('signatures of the packages')
  if (failed.length > 0) complain(`check failed: ${failed.join(', ')}`)
  return failed.length === 0 ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  complain(error.message)
  process.exitCode = 1
}
