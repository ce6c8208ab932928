/** Tests of the desktop app in a real Electron: each test gets an app of its own, with a fresh profile. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElectronApplication, type Page, _electron, test as base, expect } from '@playwright/test'
// Brings the type of `window.torusLab`.
import type {} from '../../src/renderer/door'
import type { LabState } from '../../src/shared/model'
import type { HarnessOptions } from './options'
import { ROOT } from './process'

/** The Electron to test: the one of `ELECTRON_OVERRIDE_DIST_PATH`, or the installed one. */
export function electronPath(): string {
  return createRequire(import.meta.url)('electron') as string
}

export interface DesktopApp {
  readonly app: ElectronApplication
  readonly page: Page
  /** Its profile, named on the command line of each of its processes. */
  readonly userDataDir: string
  /** Where its exports land. */
  readonly downloads: string
  /** Resolves with the exit code when the app has ended. */
  readonly ended: Promise<number | null>
}

/** Starts the built app, with a fresh profile unless one is named. */
export async function launchDesktop(
  { nodes, sampleKeys }: HarnessOptions,
  more: string[] = [],
  profile?: string
): Promise<DesktopApp> {
  const userDataDir = profile ?? mkdtempSync(join(tmpdir(), 'torus-lab-profile-'))
  const downloads = mkdtempSync(join(tmpdir(), 'torus-lab-downloads-'))
  const app = await _electron.launch({
    executablePath: electronPath(),
    cwd: ROOT,
    args: [
      '.',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--force-device-scale-factor=1',
      `--user-data-dir=${userDataDir}`,
      `--nodes=${nodes}`,
      `--sample-keys=${sampleKeys}`,
      ...more
    ],
    env: { ...(process.env as Record<string, string>), TORUS_LAB_DOWNLOADS: downloads }
  })
  const ended = new Promise<number | null>((resolve) => app.process().once('exit', resolve))
  try {
    const page = await app.firstWindow()
    await page.waitForLoadState('domcontentloaded')
    return { app, page, userDataDir, downloads, ended }
  } catch (cause) {
    // An app that nobody has in hand would run on.
    app.process().kill('SIGKILL')
    throw cause
  }
}

/** Closes the app if it still runs, and leaves nothing of it behind. */
export async function closeDesktop({ app, ended, userDataDir, downloads }: DesktopApp): Promise<void> {
  await app.close().catch(() => {})
  await ended
  for (const folder of [userDataDir, downloads]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** The lab's state as the app's window is told it. */
export function labState(page: Page): Promise<LabState> {
  return page.evaluate(async () => {
    const reply = await window.torusLab?.call('lab.state', {})
    if (!reply?.ok) throw new Error(`no state: ${reply?.error.message ?? 'no door'}`)
    return reply.value
  })
}

/** How many nodes run. */
export async function runningNodes(page: Page): Promise<number> {
  return (await labState(page)).nodes.filter(({ state }) => state === 'running').length
}

/** Gives the window's content an exact size. */
export async function setContentSize({ app }: DesktopApp, width: number, height: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size), [
    width,
    height
  ] as const)
}

export const test = base.extend<HarnessOptions & { desktop: DesktopApp }>({
  nodes: [8, { option: true }],
  sampleKeys: [40, { option: true }],
  desktop: async ({ nodes, sampleKeys }, use) => {
    const desktop = await launchDesktop({ nodes, sampleKeys })
    await use(desktop)
    await closeDesktop(desktop)
  },
  /** The app's window. */
  page: async ({ desktop }, use) => {
    await use(desktop.page)
  }
})

export { expect }
