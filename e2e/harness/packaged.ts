/**
 * Tests of the packaged program as people get it. Its fuses keep debuggers out, so it is driven through Chromium's
 * protocol alone; a copy with that one fuse on lets a test look into the main process.
 */
import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Page, chromium } from '@playwright/test'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { unpackedApp } from '../../scripts/lib/package.mjs'
import type { HarnessOptions } from './options'
import { type Running, startProgram } from './process'

/** The unpacked app and the program in it. */
export const PACKAGED = unpackedApp() as { folder: string; program: string }

/** Chromium refuses to run its sandbox as root. */
export const ROOT_FLAGS = process.getuid?.() === 0 ? ['--no-sandbox'] : []

export interface PackagedApp extends Running {
  readonly page: Page
  readonly userDataDir: string
  readonly downloads: string
  closeWindow(): Promise<unknown>
}

/** Starts the packaged program and takes hold of its window. */
export async function launchPackaged(
  { nodes, sampleKeys }: HarnessOptions,
  more: string[] = [],
  profile?: string
): Promise<PackagedApp> {
  const userDataDir = profile ?? mkdtempSync(join(tmpdir(), 'torus-lab-profile-'))
  const downloads = mkdtempSync(join(tmpdir(), 'torus-lab-downloads-'))
  const args = [
    ...ROOT_FLAGS,
    '--force-device-scale-factor=1',
    '--remote-debugging-port=0',
    `--user-data-dir=${userDataDir}`,
    `--nodes=${nodes}`,
    `--sample-keys=${sampleKeys}`,
    ...more
  ]
  const program = startProgram(PACKAGED.program, args, { TORUS_LAB_DOWNLOADS: downloads })
  const [, endpoint = ''] = await program.says(/DevTools listening on (ws:\S+)/)
  await program.says(/The window is open\./)
  // Electron has no browser contexts of its own: Playwright must not try to set up downloads in one.
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true })
  const [context] = browser.contexts()
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
  if (page === undefined) throw new Error(`the program shows no page:\n${program.output()}`)
  return { ...program, page, userDataDir, downloads, closeWindow: () => page.close() }
}

/** Ends the program if it still runs, and removes what it left. */
export async function closePackaged({ child, ended, userDataDir, downloads }: PackagedApp): Promise<void> {
  child.kill('SIGTERM')
  await ended
  for (const folder of [userDataDir, downloads]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** A copy of the unpacked app: all of it linked but the program and its archive, which a test may change. */
export function copyPackaged(): { folder: string; program: string } {
  const folder = join(mkdtempSync(join(dirname(PACKAGED.folder), 'copy-')), 'torus-lab')
  execFileSync('cp', ['-al', PACKAGED.folder, folder])
  const program = join(folder, 'torus-lab')
  rmSync(program)
  copyFileSync(PACKAGED.program, program)
  rmSync(join(folder, 'resources'), { recursive: true })
  cpSync(join(PACKAGED.folder, 'resources'), join(folder, 'resources'), { recursive: true })
  return { folder, program }
}

/** Removes what `copyPackaged` made. */
export function removeCopy({ folder }: { folder: string }): void {
  rmSync(dirname(folder), { recursive: true, force: true, maxRetries: 5 })
}

/** A copy that a debugger may be attached to. */
export async function debuggableCopy(): Promise<{ folder: string; program: string }> {
  const copy = copyPackaged()
  await flipFuses(copy.program, { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: true })
  return copy
}
