/** What a desktop program owes its person: what it does when a part of it dies, and what it keeps. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type workerThreads from 'node:worker_threads'
import type { ElectronApplication } from '@playwright/test'
import { type DesktopApp, closeDesktop, expect, labState, launchDesktop, runningNodes, test } from '../harness/electron'
import { LabWindow } from '../window/lab-window'

test.use({ nodes: 4, sampleKeys: 20 })

test('when the thread of the nodes dies the window says so, restarts the lab and keeps the recording', async ({
  page,
  desktop
}) => {
  const win = new LabWindow(page)
  await win.expectIdeal(4)
  const before = await labState(page)
  await endHostThread(desktop.app)
  await expect(win.banner).toContainText('The host has ended')
  await expect(win.banner).toContainText('4 nodes stopped with it; all that was recorded is still here.')
  await win.button('Export recording').click()
  const exported = () => readdirSync(desktop.downloads).filter((name) => name.endsWith('.torus.json'))
  await expect.poll(exported).toHaveLength(1)
  await expect
    .poll(() => readFileSync(join(desktop.downloads, exported()[0] ?? ''), 'utf8'))
    .toMatch(/"text": "host ended: .+20 keys lost"/)

  await win.button('Restart the lab').click()
  await expect.poll(() => runningNodes(page)).toBe(4)
  await expect(win.banner).toHaveCount(0)
  await expect.poll(async () => (await labState(page)).health.behind).toEqual([])

  const after = await labState(page)
  expect(after.nodes.map(({ address }) => address).sort()).toEqual(before.nodes.map(({ address }) => address).sort())
  const oldest = await page.evaluate(async () => {
    const reply = await window.torusLab?.call('events.page', { limit: 2000 })
    return reply?.ok ? reply.value.events[0]?.seq : undefined
  })
  expect(oldest).toBe(1)
  await expect.poll(() => logOf(desktop)).toContain('error host ended: ')
})

test('the log file tells of the start, of what a person did, and of the end', async ({ nodes, sampleKeys }) => {
  const desktop = await launchDesktop({ nodes, sampleKeys })
  try {
    const { page, app } = desktop
    await expect.poll(() => runningNodes(page)).toBe(4)
    const version = await app.evaluate(() => process.versions.electron)
    await page.evaluate(() => window.torusLab?.call('node.add', {}))
    await expect.poll(() => logOf(desktop)).toContain('info user: ')
    expect(logOf(desktop)).toContain(`Electron ${version}`)
    expect(logOf(desktop)).toContain('4 nodes run and hold 20 sample keys.')
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => {})
    expect(await desktop.ended).toBe(0)
    expect(logOf(desktop)).toContain('info lab is closed')
  } finally {
    await closeDesktop(desktop)
  }
})

test('Help shows the log file, and About tells the versions', async ({ desktop }) => {
  const seen = await desktop.app.evaluate(async ({ Menu, dialog, shell }) => {
    let shown = ''
    let said = ''
    shell.showItemInFolder = (path) => void (shown = path)
    dialog.showMessageBox = (async (options: Electron.MessageBoxOptions) => {
      said = `${options.message}\n${options.detail}`
      return { response: 0, checkboxChecked: false }
    }) as typeof dialog.showMessageBox
    for (const id of ['show-logs', 'about']) Menu.getApplicationMenu()?.getMenuItemById(id)?.click()
    return { shown, said, versions: process.versions }
  })
  expect(seen.shown).toBe(logFile(desktop))
  expect(existsSync(seen.shown)).toBe(true)
  const { electron, chrome, node } = seen.versions
  for (const part of ['Torus Lab 0.1.0', `Electron ${electron}`, `Chromium ${chrome}`, `Node ${node}`])
    expect(seen.said).toContain(part)
})

test('the window opens where it was, in the size that it had', async ({ nodes, sampleKeys }) => {
  const first = await launchDesktop({ nodes, sampleKeys })
  const wanted = { x: 120, y: 80, width: 1000, height: 700 }
  await first.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), wanted)
  await expect.poll(() => boundsOf(first.app)).toEqual(wanted)
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => {})
  expect(await first.ended).toBe(0)
  const second = await launchDesktop({ nodes, sampleKeys }, [], first.userDataDir)
  try {
    expect(await boundsOf(second.app)).toEqual(wanted)
  } finally {
    await closeDesktop(second)
    await closeDesktop(first)
  }
})

const boundsOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())

const logFile = ({ userDataDir }: DesktopApp) => join(userDataDir, 'logs', 'torus-lab.log')
const logOf = (desktop: DesktopApp) => readFileSync(logFile(desktop), 'utf8')

/** Ends the thread as a fault in it would: it is caught at its next message from the main thread. */
async function endHostThread(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const main = process.mainModule as NodeJS.Module
    const { Worker } = main.require('node:worker_threads') as typeof workerThreads
    const { postMessage } = Worker.prototype
    Worker.prototype.postMessage = function () {
      Worker.prototype.postMessage = postMessage
      void this.terminate()
    }
  })
}
