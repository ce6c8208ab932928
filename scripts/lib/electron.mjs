/** Finds an Electron that can run here, or says in a sentence why there is none. */
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { ROOT, inRoot, run, say } from './project.mjs'

const REACHABLE_WITHIN_MS = 4000
const DOWNLOAD_WITHIN_MS = 10 * 60_000

const BINARY = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe'
}

/** The executable inside a folder of Electron. */
function binaryIn(folder) {
  return join(folder, BINARY[process.platform] ?? 'electron')
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const electronPackage = () => JSON.parse(readFileSync(inRoot('node_modules/electron/package.json'), 'utf8'))

/** Where Electron's own download comes from: a mirror when one is configured. */
function downloadUrl(version) {
  const mirror =
    process.env.ELECTRON_MIRROR ??
    process.env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/'
  return `${mirror.replace(/\/?$/, '/')}v${version}/SHASUMS256.txt`
}

async function isReachable(url) {
  try {
    const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(REACHABLE_WITHIN_MS) })
    return response.ok
  } catch {
    return false
  }
}

/**
 * `{ path }` of an executable, or `{ missing }` with the reason. `ELECTRON_OVERRIDE_DIST_PATH` comes first, then the
 * installed one; where that was not downloaded yet it is, once, if its source answers. The download is Electron's own.
 */
export async function findElectron({ mayDownload = true } = {}) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    const path = binaryIn(isAbsolute(override) ? override : resolve(ROOT, override))
    return isExecutable(path) ? { path } : { missing: `ELECTRON_OVERRIDE_DIST_PATH holds no Electron: ${override}` }
  }
  const installed = binaryIn(inRoot('node_modules/electron/dist'))
  if (isExecutable(installed) && existsSync(inRoot('node_modules/electron/path.txt'))) return { path: installed }
  if (!existsSync(inRoot('node_modules/electron/install.js'))) return { missing: 'Electron is not installed' }
  if (!mayDownload) return { missing: 'Electron is not downloaded yet' }

  const { version } = electronPackage()
  const url = downloadUrl(version)
  if (!(await isReachable(url)))
    return { missing: `Electron ${version} cannot be downloaded: no answer from ${new URL(url).host}` }
  say(`Downloading Electron ${version}, once (about 120 MB)…`)
  const { code, output } = await run(process.execPath, [inRoot('node_modules/electron/install.js')], {
    quiet: true,
    timeoutMs: DOWNLOAD_WITHIN_MS
  })
  if (code === 0 && isExecutable(installed)) return { path: installed }
  const reason = output.split('\n').find((line) => /error/i.test(line)) ?? `exit code ${code}`
  return { missing: `Electron ${version} cannot be downloaded: ${reason.trim()}` }
}

/** Why no window can be shown here, or null. */
export function missingDisplay() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return null
  return 'there is no display'
}

/** Chromium refuses to run its sandbox as root on Linux; anywhere else it stays on. */
export function needsNoSandbox() {
  return process.platform === 'linux' && process.getuid?.() === 0
}
