/** Packs the built app with electron-builder. On Linux deb and tar.gz are made with the system's own tools. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { buildDeb } from './deb.mjs'
import { licenceText } from './licenses.mjs'
import { inRoot, run, runTool } from './project.mjs'

export { buildDeb }

/** What is built for each system when nobody says otherwise. */
export const TARGETS = {
  linux: ['tar.gz', 'deb', 'AppImage'],
  darwin: ['dmg', 'zip'],
  win32: ['nsis', 'portable']
}
const UNPACKED = { linux: 'linux-unpacked', darwin: 'mac/Torus Lab.app', win32: 'win-unpacked' }
const BINARIES = { linux: 'torus-lab', darwin: 'Contents/MacOS/Torus Lab', win32: 'Torus Lab.exe' }
const SYSTEM_FLAG = { linux: '--linux', darwin: '--mac', win32: '--win' }

/** The folder of the unpacked app, and inside it the program. */
export function unpackedApp() {
  const arm = process.arch === 'arm64' ? '-arm64' : ''
  const folder = inRoot('dist', UNPACKED[process.platform].replace(/^(mac|linux|win)/, `$1${arm}`))
  return { folder, program: join(folder, BINARIES[process.platform]) }
}

/** The archive of our own part inside the unpacked app. */
export function asarFile() {
  const resources = process.platform === 'darwin' ? 'Contents/Resources' : 'resources'
  return join(unpackedApp().folder, resources, 'app.asar')
}

/** The version of an unpacked Electron, which says so in a file, or null. */
export function electronVersionIn(folder) {
  const file = join(folder, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : null
}

/** The environment that the configuration reads: from which Electron to pack. Null: the pinned one, downloaded. */
function builderEnv(electronFolder) {
  if (electronFolder === null) return process.env
  const version = electronVersionIn(electronFolder)
  if (version === null) throw new Error(`folder of Electron does not say its version: ${electronFolder}`)
  return { ...process.env, TORUS_LAB_ELECTRON_DIST: electronFolder, TORUS_LAB_ELECTRON_VERSION: version }
}

async function electronBuilder(args, electronFolder) {
  const base = ['--config', 'electron-builder.config.cjs', '--publish', 'never']
  const env = builderEnv(electronFolder)
  return runTool('electron-builder/cli.js', [...args, ...base], { quiet: true, env })
}

/** Packs the unpacked folder from `out/`. */
export async function packFolder(electronFolder) {
  const { folder, program } = unpackedApp()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(inRoot('dist'), { recursive: true })
  writeFileSync(inRoot('dist/LICENSES.dependencies.txt'), licenceText())
  const { code, output } = await electronBuilder(['--dir', SYSTEM_FLAG[process.platform]], electronFolder)
  if (code !== 0) throw new Error(`app is not packed: ${reasonIn(output) ?? output}`)
  if (!existsSync(program)) throw new Error(`program is missing: ${program}`)
  return folder
}

/**
 * Makes one kind of file for people to install. Resolves with `{ files }`, or `{ missing }` with the reason, which is
 * mostly a tool that electron-builder could not download.
 */
export async function packTarget(target, electronFolder) {
  if (target === 'deb') return buildDeb(unpackedApp().folder)
  if (target === 'tar.gz') return buildTarball(unpackedApp().folder)
  const before = listing()
  // A Mac gets both kinds of processor, each packed anew; elsewhere the unpacked folder is what was tested.
  const from = process.platform === 'darwin' ? ['--x64', '--arm64'] : ['--prepackaged', unpackedApp().folder]
  const { code, output } = await electronBuilder([SYSTEM_FLAG[process.platform], target, ...from], electronFolder)
  if (code !== 0) return { missing: reasonIn(output) ?? `electron-builder ended with exit code ${code}` }
  return { files: listing().filter((name) => !before.includes(name)) }
}

/** electron-builder would download a packer for this. */
async function buildTarball(folder) {
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  const name = `torus-lab-${version}-${process.arch}`
  const rename = `--transform=s,^${basename(folder)},${name},`
  const args = ['--owner=0', '--group=0', '--numeric-owner', rename, '-czf', inRoot('dist', `${name}.tar.gz`)]
  const { code, output } = await run('tar', [...args, '-C', dirname(folder), basename(folder)], { quiet: true })
  return code === 0 ? { files: [`${name}.tar.gz`] } : { missing: `tar ended with exit code ${code}: ${output.trim()}` }
}

function listing() {
  return readdirSync(inRoot('dist')).filter((name) => /\.(AppImage|dmg|zip|exe)$/.test(name))
}

function reasonIn(output) {
  const line = output.split('\n').find((text) => text.includes('⨯'))
  return line
    ?.replace(/.*⨯\s*/, '')
    .split('  failedTask')[0]
    ?.trim()
}
