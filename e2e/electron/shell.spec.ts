import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import {
  closeDesktop,
  electronPath,
  expect,
  labState,
  launchDesktop,
  runningNodes,
  setContentSize,
  test
} from '../harness/electron'
import { expectPolicyHolds } from '../harness/policy'
import { processesMentioning, startProgram } from '../harness/process'

test.use({ nodes: 3, sampleKeys: 5 })

test('the window opens with the lab in it', async ({ page, desktop }) => {
  expect(page.url()).toBe('app://lab/')
  await expect(page).toHaveTitle('Torus Lab')
  await expect
    .poll(() => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.isVisible())))
    .toEqual([true])
  await expect.poll(() => runningNodes(page)).toBe(3)
  await expect.poll(async () => (await labState(page)).keys).toBe(5)
})

test('the preload exposes one object, and the page has no Node', async ({ page }) => {
  const found = await page.evaluate(() => ({
    door: Object.keys(window.torusLab ?? {}).sort(),
    kind: window.torusLab?.kind,
    node: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
      (name) => name in window
    )
  }))
  expect(found).toEqual({ door: ['call', 'kind', 'onFile', 'resync', 'subscribe'], kind: 'electron', node: [] })
})

test('updates arrive through the door: a state, then batches', async ({ page }) => {
  const kinds = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const seen: string[] = []
        const stop = window.torusLab?.subscribe(
          (update) => {
            seen.push(update.kind)
            if (seen.length < 3) return
            stop?.()
            resolve(seen)
          },
          () => {}
        )
        void window.torusLab?.call('node.addMany', { count: 2 })
      })
  )
  expect(kinds).toEqual(['state', 'batch', 'batch'])
})

test('a malformed command is refused in the main process', async ({ page }) => {
  const reply = await page.evaluate(() => window.torusLab?.call('node.addMany', { count: -1 }))
  expect(reply).toMatchObject({ ok: false, error: { code: 'invalid', message: expect.stringContaining('-1') } })
  const unknown = await page.evaluate(() => window.torusLab?.call('no.such' as 'lab.state', {}))
  expect(unknown).toMatchObject({ ok: false, error: { message: 'unknown command: no.such' } })
})

test('an inline script is blocked by the policy', async ({ page }) => {
  await expectPolicyHolds(page)
})

test('navigation, new windows and permissions are denied', async ({ page, desktop }) => {
  const opened = await page.evaluate(() => window.open('https://example.com/') === null)
  expect(opened).toBe(true)
  await page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'file:///etc/passwd'
    link.click()
  })
  const denied = await page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: Error) => error.name
    )
  }))
  expect(denied.notifications).toBe('denied')
  expect(denied.camera).toMatch(/NotAllowedError|NotFoundError/)
  expect(page.url()).toBe('app://lab/')
  expect(desktop.app.windows()).toHaveLength(1)
})

test('a download lands where it was asked to', async ({ page, desktop }) => {
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['a ring'], { type: 'text/plain' }))
    link.download = '../../ring.txt'
    link.click()
  })
  const read = () =>
    readdirSync(desktop.downloads).map((name) => [name, readFileSync(join(desktop.downloads, name), 'utf8')])
  await expect.poll(() => read().map(([, text]) => text)).toEqual(['a ring'])
  expect(read()[0]?.[0]).toMatch(/ring\.txt$/)
})

test('the window keeps its smallest size, and takes others exactly', async ({ desktop, page }) => {
  const size = await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getMinimumSize())
  expect(size).toEqual([880, 600])
  await setContentSize(desktop, 1024, 700)
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([1024, 700])
})

for (const [how, end] of [
  ['closing the window', (app) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())],
  ['app.quit', (app) => app.evaluate(({ app: electron }) => electron.quit())],
  ['SIGTERM', async (app) => void app.process().kill('SIGTERM')],
  ['SIGINT', async (app) => void app.process().kill('SIGINT')]
] as [string, (app: ElectronApplication) => Promise<unknown>][])
  test(`${how} ends the app with exit code 0 and leaves no process`, async ({ nodes, sampleKeys }) => {
    const desktop = await launchDesktop({ nodes, sampleKeys })
    await expect.poll(() => runningNodes(desktop.page)).toBe(nodes)
    expect(processesMentioning(desktop.userDataDir)).not.toEqual([])
    // The answer may be cut off by the end that it brings about.
    await end(desktop.app).catch(() => {})
    expect(await desktop.ended).toBe(0)
    await expect.poll(() => processesMentioning(desktop.userDataDir)).toEqual([])
    await closeDesktop(desktop)
  })

test('a bad option is named and ends with exit code 2', async () => {
  const program = startProgram(electronPath(), ['.', '--no-sandbox', '--nodes=many'])
  expect(await program.ended).toBe(2)
  expect(program.output()).toContain('--nodes is not a whole number from 0 to 512: many')
})
