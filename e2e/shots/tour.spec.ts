/** The pictures of README.md and docs/tour.md, taken of a real lab on a ring with chosen ids: `npm run shots`. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import type { LabClient } from '../window/client'
import type { LabWindow } from '../window/lab-window'
import { NO_RING, RING_16, hashId, idOf, ownerOf } from '../window/ring'
import { expect, test } from '../window/test'

test.use({ seed: RING_16 })
test.describe.configure({ timeout: 180_000 })

async function picture({ page }: LabWindow, name: string): Promise<void> {
  await settled(page)
  await page.screenshot({ path: `docs/images/${name}.png` })
}

/** Fonts are there, the pointer is nowhere, and what moved has arrived. */
async function settled(page: Page): Promise<void> {
  await page.mouse.move(0, 0)
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
  })
}

/** Of all keys, the one whose lookup from a node takes the most hops. */
async function farthestKey(lab: LabClient, from: string): Promise<string> {
  let [best, most] = ['', 0]
  for (const key of Object.keys(RING_16.keys)) {
    const { path } = await lab.ask('key.lookup', { from, key })
    if (path.length > most) [best, most] = [key, path.length]
    if (most >= 4) break
  }
  return best
}

const origin = idOf('8fb0')
const joiner = idOf('4a00')
const victim = idOf('b07c')

for (const colorScheme of ['dark', 'light'] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('live', async ({ win }) => {
      await win.select(origin)
      await expect(win.inspector.getByRole('table', { name: 'Neighbours' }).getByLabel('agrees').first()).toBeVisible()
      await picture(win, `live-${colorScheme}`)
      await win.page.setViewportSize({ width: 1024, height: 700 })
      await expect(win.page.locator('html')).toHaveAttribute('data-width', 'narrow')
      await picture(win, `live-${colorScheme}-1024x700`)
    })

    test('join', async ({ win, lab }) => {
      const giver = ownerOf(RING_16.ids, joiner)
      await win.select(giver)
      await settled(win.page)
      // Real keys move in a few milliseconds: latency on the giver's messages leaves time to look.
      await lab.ask('latency.set', { from: giver, to: null, ms: 120 })
      const joined = lab.ask('node.add', { id: joiner })
      await expect(win.ledger).toContainText(/[1-9]\d* in flight/)
      await win.page.screenshot({ path: `docs/images/join-${colorScheme}.png` })
      await joined
      await expect(win.ledger).toContainText('moved')
      await picture(win, `joined-${colorScheme}`)
    })

    test('lookup', async ({ win, lab }) => {
      const key = await farthestKey(lab, origin)
      await lab.ask('latency.set', { from: null, to: null, ms: 20 })
      await win.request('Get', key, { from: origin })
      const owner = ownerOf(RING_16.ids, hashId(key)).slice(0, 4)
      await expect(win.outcome).toContainText(`found at ${owner}`)
      await picture(win, `lookup-${colorScheme}`)
    })

    test('crash', async ({ win, lab }) => {
      await lab.ask('clock.set', { paused: true })
      await win.select(idOf('a2c8'))
      await lab.ask('node.crash', { node: victim })
      await expect(win.inspector.getByRole('row').filter({ hasText: 'crashed' }).first()).toBeVisible()
      await expect(win.disc(victim)).toHaveAttribute('data-state', 'crashed')
      await picture(win, `crash-${colorScheme}`)
    })

    test('keys', async ({ win }) => {
      await win.showTab('Keys')
      await win.rows('Keys').filter({ hasText: 'user:0007' }).click()
      await expect(win.inspector.getByRole('region', { name: 'Value' })).toContainText('value of user:0007')
      await picture(win, `keys-${colorScheme}`)
    })

    test('single keys', async ({ win }) => {
      await win.select(origin)
      await settled(win.page)
      const { x, y } = await win.centreOf(origin)
      await win.page.mouse.move(x, y)
      await expect(async () => {
        await win.page.mouse.wheel(0, -300)
        await expect(win.page.getByTestId('ring-keys')).toHaveAttribute('data-single', /\d+/, { timeout: 2000 })
      }).toPass()
      await picture(win, `single-keys-${colorScheme}`)
    })

    test('statistics', async ({ win, lab }) => {
      const { page } = win
      await page.evaluate(() => localStorage.setItem('torus-lab.preferences', '{"callout":7,"drawerHeight":420}'))
      await page.reload()
      await win.showTab('Statistics')
      for (const key of Object.keys(RING_16.keys)) {
        await lab.ask('key.get', { key })
        // Rates over time need some of it.
        await sleep(60)
      }
      await expect(page.getByRole('region', { name: 'Forward hops' }).getByRole('img')).toBeVisible()
      await picture(win, `statistics-${colorScheme}`)
    })

    test('settings', async ({ win }) => {
      await win.page.keyboard.press('Control+,')
      await expect(win.page.getByRole('dialog', { name: 'Settings' })).toBeVisible()
      await picture(win, `settings-${colorScheme}`)
    })

    test('snapshot', async ({ win, lab }) => {
      await lab.ask('node.crash', { node: victim })
      await expect.poll(async () => (await lab.ask('lab.state', {})).health.behind).toEqual([])
      const snapshot = await lab.ask('snapshot.export', {})
      const chosen = win.page.waitForEvent('filechooser')
      await win.page.keyboard.press('Control+o')
      const buffer = Buffer.from(JSON.stringify(snapshot))
      await (await chosen).setFiles({ name: 'ring.torus.json', mimeType: 'application/json', buffer })
      await expect(win.banner).toContainText('read-only')
      await win.select(origin)
      await picture(win, `snapshot-${colorScheme}`)
    })

    test.describe('empty', () => {
      test.use({ seed: NO_RING })

      test('empty', async ({ win }) => {
        await expect(win.button(/^Start 16 nodes/)).toBeVisible()
        await picture(win, `empty-${colorScheme}`)
      })
    })
  })
