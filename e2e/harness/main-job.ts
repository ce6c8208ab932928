/** The main job of the desktop lab, step by step: a live ring, nodes added and crashed, keys put and looked up, a snapshot on disk. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Snapshot, snapshotSchema } from '../../src/shared/snapshot'
import { LabWindow } from '../window/lab-window'
import { hashId, ownerOf } from '../window/ring'
import { expect, labState, test } from './electron'
import { processesMentioning } from './process'

/** A started lab of 16 nodes and 200 keys. */
export interface StartedLab {
  readonly page: Page
  readonly userDataDir: string
  readonly downloads: string
  readonly ended: Promise<number | null>
  closeWindow(): Promise<unknown>
}

/** Does the whole job, up to the end of the last process. */
export async function doMainJob(lab: StartedLab): Promise<void> {
  const { page } = lab
  const win = new LabWindow(page)
  await test.step('a live ring is there', async () => {
    await expect(win.health).toHaveText('16 nodes · ring ideal · 200 keys', { timeout: 30_000 })
    await expect(win.ring.locator('[data-node][data-state="running"]')).toHaveCount(16)
  })
  await test.step('a node joins', () => joins(win))
  await test.step('a node crashes, and the ring heals', () => crashes(win))
  await test.step('a key is put and looked up', () => putsAndGets(win))
  await test.step('a snapshot is written to disk', () => exportsSnapshot(win, lab.downloads))
  await test.step('quits cleanly', async () => {
    expect(processesMentioning(lab.userDataDir)).not.toEqual([])
    // The answer may be cut off by the end that it brings about.
    await lab.closeWindow().catch(() => {})
    expect(await lab.ended).toBe(0)
    await expect.poll(() => processesMentioning(lab.userDataDir)).toEqual([])
  })
}

async function joins(win: LabWindow): Promise<void> {
  const before = new Set((await labState(win.page)).nodes.map(({ id }) => id))
  await win.button('Add node').click()
  await win.expectIdeal(17)
  const added = (await labState(win.page)).nodes.find(({ id }) => !before.has(id))
  expect(added?.id).toBe(hashId(added?.address ?? ''))
  await win.expectState(added?.id ?? '', 'running')
  await expect(win.health).toContainText('200 keys')
}

async function crashes(win: LabWindow): Promise<void> {
  const { page } = win
  const victim = (await labState(page)).nodes[4]
  const id = victim?.id ?? ''
  await win.select(id)
  await page.keyboard.press('x')
  await win.expectState(id, 'crashed')
  await expect.poll(async () => (await labState(page)).health.behind).toEqual([])
  expect((await labState(page)).nodes.filter(({ successors }) => successors.includes(id))).toEqual([])
  expect((await labState(page)).keys).toBe(200 - (victim?.keys ?? 0))
}

async function putsAndGets(win: LabWindow): Promise<void> {
  await win.request('Put', 'desktop', { value: 'works' })
  await expect(win.outcome).toContainText('stored at')
  await win.request('Get', 'desktop')
  const live = (await labState(win.page)).nodes.filter(({ state }) => state === 'running').map(({ id }) => id)
  await expect(win.outcome).toContainText(`found at ${ownerOf(live, hashId('desktop')).slice(0, 4)}`)
  await expect(win.inspector.getByRole('region', { name: 'Value' })).toContainText('works')
}

async function exportsSnapshot(win: LabWindow, downloads: string): Promise<void> {
  await win.page.keyboard.press('Escape')
  await win.page.keyboard.press('Control+e')
  await expect(win.messages).toContainText('Exported torus-lab-')
  const files = () => readdirSync(downloads).filter((name) => name.endsWith('.torus.json'))
  await expect.poll(files).toHaveLength(1)
  const parsed = (): Snapshot | null => {
    try {
      const text = readFileSync(join(downloads, files()[0] ?? ''), 'utf8')
      return snapshotSchema.parse(JSON.parse(text)) as Snapshot
    } catch {
      return null
    }
  }
  await expect.poll(() => parsed() !== null).toBe(true)
  const snapshot = parsed()
  expect(snapshot?.nodes).toHaveLength(17)
  expect(snapshot?.keys.find(({ key }) => key === 'desktop')?.value).toBe('works')
}
