/** What the end-to-end tests need of the machine: a Chromium, a display, an Electron. Says why where one is missing. */
import { existsSync } from 'node:fs'
import { findElectron } from './electron.mjs'
import { inRoot, run, say } from './project.mjs'

const isDebianRoot = () => process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

async function isOnPath(program) {
  return (await run('which', [program], { quiet: true })).code === 0
}

async function aptInstall(packages) {
  say(`Installing ${packages.join(', ')}…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { quiet: true, env }
  const update = await run('apt-get', ['update', '-qq'], options)
  const install = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)
  return install.code === 0 ? null : `${update.output}${install.output}`.trim().split('\n').at(-1)
}

/** The system's Chromium as `{ path }`, or `{}` for Playwright's own, or `{ missing }` with the reason. */
export async function setUpChromium() {
  const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const given = process.env.CHROMIUM_PATH
  if (given) return existsSync(given) ? { path: given } : { missing: `CHROMIUM_PATH holds no Chromium: ${given}` }
  const found = system.find(existsSync)
  if (found !== undefined) return { path: found }
  if (isDebianRoot()) {
    const failure = await aptInstall(['chromium'])
    const installed = system.find(existsSync)
    return installed === undefined ? { missing: `Chromium cannot be installed: ${failure}` } : { path: installed }
  }
  const { code, output } = await run(
    process.execPath,
    [inRoot('node_modules/playwright/cli.js'), 'install', 'chromium'],
    {
      quiet: true
    }
  )
  return code === 0 ? {} : { missing: `Chromium cannot be downloaded: ${output.trim().split('\n').at(-1)}` }
}

/** How a program gets a display: `{ wrap }` is the command to put in front, or `{ missing }` with the reason. */
export async function setUpDisplay() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return { wrap: [] }
  if (!(await isOnPath('xvfb-run')) && isDebianRoot()) await aptInstall(['xvfb', 'xauth'])
  if (!(await isOnPath('xvfb-run'))) return { missing: 'there is no display, and no xvfb-run to make one' }
  return { wrap: ['xvfb-run', '-a', '-s', '-screen 0 1920x1080x24'] }
}

/**
 * An Electron to test as `{ folder }` (null: the installed one), or `{ missing }` with the reason. A script beside the
 * project, named by TORUS_LAB_ELECTRON_RUNTIME, may print the folder of one.
 */
export async function setUpElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!override) {
    const script = inRoot(process.env.TORUS_LAB_ELECTRON_RUNTIME ?? '../shared/tools/electron-runtime')
    if (existsSync(script)) {
      const { code, output } = await run(script, [], { quiet: true })
      const folder = output.trim().split('\n').at(-1)
      if (code === 0 && folder && existsSync(folder)) return { folder }
      say(`No Electron from ${script}: ${folder || `exit code ${code}`}`)
    }
  }
  const { missing } = await findElectron()
  return missing === undefined ? { folder: override ?? null } : { missing }
}
