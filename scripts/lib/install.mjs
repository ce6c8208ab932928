/** Installs the dependencies when they are not the ones that the lock file names. */
import { readFileSync } from 'node:fs'
import { inRoot, run, say } from './project.mjs'

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** The first difference between the lock file and what npm says it installed, in words, or null. */
export function installedDiffers(lock, installed) {
  if (installed === undefined) return 'nothing is installed yet'
  for (const [path, wanted] of Object.entries(lock ?? {})) {
    if (path === '' || wanted.optional || wanted.devOptional || wanted.peer) continue
    if (installed[path] === undefined) return `${path.replace('node_modules/', '')} is missing`
    if (installed[path].version !== wanted.version) return `${path.replace('node_modules/', '')} is another version`
  }
  return null
}

/** Makes `node_modules` what the lock file says, by `npm ci`; does nothing when it already is. */
export async function ensureInstalled() {
  const difference = installedDiffers(
    packagesOf(inRoot('package-lock.json')),
    packagesOf(inRoot('node_modules/.package-lock.json'))
  )
  if (difference === null) return
  say(`Installing the dependencies (${difference})…`)
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { code, output } = await run(npm, ['ci', '--no-fund', '--no-audit'], { quiet: true })
  if (code !== 0) throw new Error(`npm ci failed with exit code ${code}:\n${output}`)
}
