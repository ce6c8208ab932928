/** What is there when the lab starts, and what happens when it ends. */
import { expect, test } from './harness/lab'
import { LabWindow } from './window/lab-window'

test.describe('as it starts by itself', () => {
  test.use({ nodes: 16, sampleKeys: 200 })

  test('sixteen live nodes with eight successors each hold two hundred keys', async ({ page }) => {
    const win = new LabWindow(page)
    await expect(win.health).toHaveText('16 nodes · ring ideal · 200 keys')
    await expect(win.nodeList.getByRole('option')).toHaveCount(16)
    await expect(win.ring.locator('[data-node][data-state="running"]')).toHaveCount(16)
    await win.nodeList.getByRole('option').first().click()
    const table = win.inspector.getByRole('table', { name: 'Neighbours' })
    await table.getByRole('button', { name: /more/ }).click()
    await expect(table.getByRole('row').filter({ hasText: /successor \d/ })).toHaveCount(8)
    await expect(table.getByLabel('agrees')).toHaveCount(9)
    await win.request('Get', 'user:0199')
    await expect(win.outcome).toContainText('found at')
  })
})

test.describe('when the lab ends', () => {
  test.use({ nodes: 3, sampleKeys: 5 })

  test('the window says so and keeps the last known state', async ({ page, lab }) => {
    const win = new LabWindow(page)
    await win.expectIdeal(3)
    expect(await lab.stop()).toBe(0)
    await expect(page.getByRole('alert').filter({ hasText: 'Disconnected' })).toContainText('last known state')
    await expect(win.health).toContainText('Last known: 3 nodes')
    await expect(win.nodeList.getByRole('option')).toHaveCount(3)
  })
})

test.describe('an empty lab', () => {
  test.use({ nodes: 0, sampleKeys: 0 })

  test('starts sixteen nodes with one click', async ({ page }) => {
    const win = new LabWindow(page)
    await expect(win.health).toHaveText('No nodes running')
    await page.getByRole('button', { name: /^Start 16 nodes/ }).click()
    await expect(win.health).toHaveText('16 nodes · ring ideal · 200 keys')
    await expect(win.nodeList.getByRole('option')).toHaveCount(16)
  })
})
