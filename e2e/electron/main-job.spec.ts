/** The main job in the desktop app: a live ring, nodes added and crashed, keys put and looked up, a snapshot on disk. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Snapshot, snapshotSchema } from '../../src/shared/snapshot'
import { closeDesktop, expect, labState, launchDesktop, test } from '../harness/electron'
import { processesMentioning } from '../harness/process'
import { LabWindow } from '../window/lab-window'
import { hashId, ownerOf } from '../window/ring'

test('the main job, from the first window to the last process', async () => {
  test.setTimeout(120_000)
  const desktop = await launchDesktop({ nodes: 16, sampleKeys: 200 })
  const { page } = desktop
  const win = new LabWindow(page)
  try {
    await test.step('a live ring is there', async () => {
      await expect(win.health).toHaveText('16 nodes · ring ideal · 200 keys', { timeout: 30_000 })
      await expect(win.ring.locator('[data-node][data-state="running"]')).toHaveCount(16)
    })

    await test.step('a node joins', async () => {
      const before = new Set((await labState(page)).nodes.map(({ id }) => id))
      await win.button('Add node').click()
      await win.expectIdeal(17)
      const added = (await labState(page)).nodes.find(({ id }) => !before.has(id))
      expect(added?.id).toBe(hashId(added?.address ?? ''))
      await win.expectState(added?.id ?? '', 'running')
      await expect(win.health).toContainText('200 keys')
    })

    await test.step('a node crashes, and the ring heals', async () => {
      const victim = (await labState(page)).nodes[4]
      const id = victim?.id ?? ''
      await win.select(id)
      await page.keyboard.press('x')
      await win.expectState(id, 'crashed')
      await expect.poll(async () => (await labState(page)).health.behind).toEqual([])
      expect((await labState(page)).nodes.filter(({ successors }) => successors.includes(id))).toEqual([])
      expect((await labState(page)).keys).toBe(200 - (victim?.keys ?? 0))
    })

    await test.step('a key is put and looked up', async () => {
      await win.request('Put', 'desktop', { value: 'works' })
      await expect(win.outcome).toContainText('stored at')
      await win.request('Get', 'desktop')
      const live = (await labState(page)).nodes.filter(({ state }) => state === 'running').map(({ id }) => id)
      await expect(win.outcome).toContainText(`found at ${ownerOf(live, hashId('desktop')).slice(0, 4)}`)
      await expect(win.inspector.getByRole('region', { name: 'Value' })).toContainText('works')
    })

    await test.step('a link selects what it names', async () => {
      const id = (await labState(page)).nodes.find(({ state }) => state === 'running')?.id ?? ''
      await page.evaluate((hash) => void (location.hash = hash), `#/node/${id}`)
      await expect(win.inspector.getByRole('heading', { name: id.slice(0, 4), exact: true })).toBeVisible()
    })

    await test.step('a snapshot is written to disk', async () => {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+e')
      await expect(win.messages).toContainText('Exported torus-lab-')
      const files = () => readdirSync(desktop.downloads).filter((name) => name.endsWith('.torus.json'))
      await expect.poll(files).toHaveLength(1)
      const parsed = () => {
        try {
          return snapshotSchema.parse(JSON.parse(readFileSync(join(desktop.downloads, files()[0] ?? ''), 'utf8')))
        } catch {
          return null
        }
      }
      await expect.poll(() => parsed() !== null).toBe(true)
      const snapshot = parsed() as Snapshot | null
      expect(snapshot?.nodes).toHaveLength(17)
      expect(snapshot?.keys.find(({ key }) => key === 'desktop')?.value).toBe('works')
    })

    await test.step('quits cleanly', async () => {
      expect(processesMentioning(desktop.userDataDir)).not.toEqual([])
      await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => {})
      expect(await desktop.ended).toBe(0)
      await expect.poll(() => processesMentioning(desktop.userDataDir)).toEqual([])
    })
  } finally {
    await closeDesktop(desktop)
  }
})
