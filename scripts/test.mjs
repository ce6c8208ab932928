// npm test: every suite, with all that a fresh machine needs for it. The last line counts them all.
//   --only unit|simulator|e2e|browser|electron|packaged   some of them
// Anything after `--` goes to the runner: npm run test:e2e -- -- --grep door
import { mkdirSync, rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { complain, inRoot, requireNode, run, say } from './lib/project.mjs'
import { addResults, noResults, playwrightResults, vitestResults } from './lib/results.mjs'
import { setUpChromium, setUpDisplay, setUpElectron } from './lib/setup.mjs'

requireNode(20, 19)

const REPORTS = inRoot('test-results')
const GROUPS = {
  unit: ['unit'],
  simulator: ['simulator'],
  browser: ['browser'],
  electron: ['electron'],
  packaged: ['packaged'],
  e2e: ['browser', 'electron', 'packaged'],
  all: ['unit', 'simulator', 'browser', 'electron', 'packaged']
}
/** In CI nothing may be left out for want of its tools. */
const isCi = Boolean(process.env.CI)

async function unitSuite(more) {
  const report = inRoot('test-results/unit.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await run(process.execPath, [inRoot('node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...more])
  return settled(vitestResults(report), code)
}

/** The simulator's search counts as one test: a part of its budget here, all of it in CI, and `npm run sim` for more. */
async function simulatorSuite(more) {
  const budget = isCi ? ['--seeds', '2000', '--minutes', '3'] : ['--seeds', '200']
  const { code } = await run(process.execPath, [inRoot('out/main/cli.cjs'), 'sim', ...budget, ...more])
  return { ...noResults(), passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
}

async function playwright(project, { wrap = [], env = {} }, more) {
  const report = inRoot(`test-results/${project}.json`)
  const command = [...wrap, process.execPath, inRoot('node_modules/@playwright/test/cli.js'), 'test']
  const args = [...command, `--project=${project}`, `--output=test-results/${project}-artifacts`, ...more]
  const { code } = await run(args[0], args.slice(1), {
    env: { ...process.env, ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  })
  return settled(playwrightResults(report), code)
}

/** A runner that failed without a failed test (a crash, an error outside of tests) counts as one. */
function settled(results, code) {
  return code !== 0 && results.failed === 0 ? { ...results, failed: 1 } : results
}

/** A suite whose tools are missing: skipped with the reason, or in CI failed. */
function withoutTools(suite, reason) {
  say(`The ${suite} suite is ${isCi ? 'failed' : 'skipped'}: ${reason}.`)
  return isCi ? { ...noResults(), failed: 1 } : { ...noResults(), skipped: 1 }
}

const SUITES = {
  unit: unitSuite,
  simulator: simulatorSuite,
  async browser(more) {
    const { path, missing } = await setUpChromium()
    if (missing !== undefined) return withoutTools('browser', missing)
    return playwright('browser', { env: path === undefined ? {} : { CHROMIUM_PATH: path } }, more)
  },
  async electron(more) {
    const electron = await setUpElectron()
    if (electron.missing !== undefined) return withoutTools('Electron', electron.missing)
    const display = await setUpDisplay()
    if (display.missing !== undefined) return withoutTools('Electron', display.missing)
    const env = electron.folder === null ? {} : { ELECTRON_OVERRIDE_DIST_PATH: electron.folder }
    return playwright('electron', { wrap: display.wrap, env }, more)
  },
  async packaged(more) {
    const electron = await setUpElectron()
    if (electron.missing !== undefined) return withoutTools('packaged', electron.missing)
    const display = await setUpDisplay()
    if (display.missing !== undefined) return withoutTools('packaged', display.missing)
    const { buildDeb, packFolder } = await import('./lib/package.mjs')
    const startedMs = performance.now()
    const folder = await packFolder(electron.folder ?? inRoot('node_modules/electron/dist'))
    const { files: [deb] = [], missing } = await buildDeb(folder, { quick: true })
    say(`Packed ${folder} in ${((performance.now() - startedMs) / 1000).toFixed(0)} s.`)
    if (missing !== undefined) say(`No deb, and no test of it: ${missing}.`)
    const env = deb === undefined ? {} : { TORUS_LAB_DEB: inRoot('dist', deb) }
    return playwright('packaged', { wrap: display.wrap, env }, more)
  }
}

function readArgs() {
  const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true })
  const suites = GROUPS[values.only ?? 'all']
  if (suites === undefined) throw new Error(`unknown suite: ${values.only} (one of ${Object.keys(GROUPS).join(', ')})`)
  return { suites, more: positionals }
}

async function main() {
  const { suites, more } = readArgs()
  await ensureInstalled()
  await ensureBuilt()
  rmSync(REPORTS, { recursive: true, force: true })
  mkdirSync(REPORTS, { recursive: true })
  let sum = noResults()
  for (const name of suites) {
    say(`\n== ${name} ==`)
    const startedMs = performance.now()
    const results = await SUITES[name](more)
    const took = ((performance.now() - startedMs) / 1000).toFixed(0)
    say(`${name}: ${results.passed} passed, ${results.failed} failed, ${results.skipped} skipped in ${took} s`)
    sum = addResults(sum, results)
  }
  say(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`)
  return sum.failed === 0 ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  complain(error.message)
  process.exitCode = 1
}
