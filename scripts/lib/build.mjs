/** Builds `out/` when the sources are not the ones that it was built from. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ROOT, inRoot, runTool, say } from './project.mjs'

const STAMP = '.built-from'
const SOURCES = ['src', 'proto', 'resources', 'electron.vite.config.ts', 'tsconfig.json', 'package-lock.json']
const OUTPUTS = ['out/main/index.cjs', 'out/main/cli.cjs', 'out/preload/index.cjs', 'out/renderer/index.html']

function* filesUnder(path) {
  if (!existsSync(path)) return
  let entries
  try {
    entries = readdirSync(path, { withFileTypes: true })
  } catch {
    yield path
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = join(path, entry.name)
    if (entry.isDirectory()) yield* filesUnder(inside)
    else if (!/\.test\.tsx?$/.test(entry.name)) yield inside
  }
}

/** A digest of everything that the bundle is made from: a content hash, so that a checkout does not look like a change. */
export function sourceDigest() {
  const hash = createHash('sha256')
  for (const source of SOURCES)
    for (const file of filesUnder(inRoot(source))) hash.update(`${relative(ROOT, file)}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

function isFresh(digest) {
  if (!OUTPUTS.every((path) => existsSync(inRoot(path)))) return false
  try {
    return readFileSync(inRoot('out', STAMP), 'utf8') === digest
  } catch {
    return false
  }
}

/**
 * Builds main, preload and renderer into `out/`. With `force`, also when nothing changed. The new build takes the old
 * one's place when it is whole: an app that runs from `out/` meanwhile, or another build, never meets half of it.
 */
export async function ensureBuilt({ force = false, quiet = true } = {}) {
  const digest = sourceDigest()
  if (!force && isFresh(digest)) return
  if (quiet) say('Building the app…')
  const next = inRoot(`out.next-${process.pid}`)
  try {
    const env = { ...process.env, TORUS_LAB_OUT: next }
    const args = ['build', '--logLevel', 'warn']
    const { code, output } = await runTool('electron-vite/bin/electron-vite.js', args, { quiet, env })
    if (code !== 0) throw new Error(`the build failed with exit code ${code}:\n${output}`)
    writeFileSync(join(next, STAMP), digest)
    takePlace(next)
  } finally {
    rmSync(next, { recursive: true, force: true })
  }
}

function takePlace(next) {
  const old = inRoot(`out.old-${process.pid}`)
  if (existsSync(inRoot('out'))) renameSync(inRoot('out'), old)
  renameSync(next, inRoot('out'))
  rmSync(old, { recursive: true, force: true })
}
