/**
 * Pictures of the window, compared with those in e2e/pictures: rings of 1, 8, 64 and 256 nodes, a join, a lookup, a
 * crash and the empty lab, dark and light, at 1440 × 900 and 1024 × 700. `--update-snapshots` takes them anew.
 *
 * The ring is real (that of 256 nodes is read from a snapshot document); figures that depend on the moment are pinned on their way to the window (window/still.ts). Letters
 * may be drawn a shade differently by another Chromium: a share of the pixels may differ, shapes and places may not.
 */
import type { Page } from '@playwright/test'
import type { LabClient } from './window/client'
import type { LabWindow } from './window/lab-window'
import { NO_RING, RING_8, type RingSeed, hashId, idOf, ownerOf, ringOf, sampleKeys, snapshotOf } from './window/ring'
import { type StillOptions, tellStill } from './window/still'
import { expect, test } from './window/test'

/** Letters without the machine's own hinting, colours without its profile. */
const STEADY = ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb', '--hide-scrollbars']
test.describe.configure({ timeout: 300_000 })
test.use({
  contextOptions: { reducedMotion: 'reduce' },
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...STEADY] })
  }
})

const SIZES = [
  { width: 1440, height: 900, name: 'full' },
  { width: 1024, height: 700, name: 'narrow' }
] as const

/** What the clock says, and how long a node has been up: they go on while the picture is taken. */
const moving = (page: Page) => [
  page.locator('.lab-clock'),
  page.locator('.facts > div').filter({ hasText: /^(Uptime|Since)/ }),
  page.locator('.inspector-head .sentence'),
  page.locator('.health-button')
]

async function compare({ page }: LabWindow, name: string): Promise<void> {
  await page.mouse.move(0, 0)
  for (const { width, height, name: widthClass } of SIZES) {
    await page.setViewportSize({ width, height })
    await expect(page.locator('html')).toHaveAttribute('data-width', widthClass)
    await page.evaluate(() => document.fonts.ready)
    await expect(page).toHaveScreenshot(`${name}-${width}.png`, {
      mask: moving(page),
      maskColor: '#808080',
      maxDiffPixelRatio: 0.01,
      threshold: 0.25
    })
  }
}

/** Loads the window anew on a stream that stands still, with the drawer folded: it tells of times alone. */
async function still({ page }: LabWindow, options: StillOptions): Promise<void> {
  await tellStill(page, options)
  await page.evaluate(() =>
    localStorage.setItem('torus-lab.preferences', JSON.stringify({ callout: 7, drawerOpen: false }))
  )
  await page.reload()
}

const rings: [string, RingSeed][] = [1, 8, 64].map((count) => [`live-${count}`, ringOf(count)])

for (const colorScheme of ['dark', 'light'] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    for (const [name, seed] of rings)
      test.describe(name, () => {
        test.use({ seed })

        test(`${name}, ${colorScheme}`, async ({ win, lab }) => {
          const id = seed.ids[Math.floor(seed.ids.length / 2)] ?? ''
          await lab.ask('clock.set', { paused: true })
          await putAll(lab, sampleKeys(200))
          await still(win, { ids: seed.ids })
          await expect(win.disc(id)).toHaveAttribute('data-state', 'running')
          await win.page.evaluate((hash) => void (location.hash = hash), `#/node/${id}`)
          await expect(win.inspector.getByRole('table', { name: 'Neighbours' })).toBeVisible()
          await compare(win, `${name}-${colorScheme}`)
        })
      })

    test(`live-256, ${colorScheme}`, async ({ win, lab }) => {
      // Two hundred and fifty-six servers would make the picture wait for the machine: the lab reads them from a document.
      const seed = { ...ringOf(256), keys: sampleKeys(2000) }
      const { state } = await lab.ask('snapshot.read', { text: JSON.stringify(snapshotOf(seed)) })
      await still(win, { ids: seed.ids, instead: state })
      await win.expectIdeal(256)
      await compare(win, `live-256-${colorScheme}`)
    })

    test(`joining, ${colorScheme}`, async ({ win, lab }) => {
      const joiner = idOf('7000')
      const ids = [...RING_8.ids, joiner].sort()
      const giver = ownerOf(RING_8.ids, joiner)
      await still(win, {
        ids,
        holdAt: ({ transfers }) =>
          transfers.some(({ state, total, moved }) => state === 'moving' && total > 0 && moved === 0)
      })
      await expect(win.disc(giver)).toBeVisible()
      await lab.ask('latency.set', { from: giver, to: null, ms: 120 })
      const joined = lab.ask('node.add', { id: joiner })
      await expect(win.ledger).toBeVisible()
      await joined
      await compare(win, `joining-${colorScheme}`)
    })

    test(`lookup, ${colorScheme}`, async ({ win, lab }) => {
      const origin = RING_8.ids[0] ?? ''
      const key = await farKey(lab, origin)
      await lab.ask('clock.set', { paused: true })
      await still(win, { ids: RING_8.ids })
      await win.request('Get', key, { from: origin })
      await expect(win.outcome).toContainText('found at')
      await compare(win, `lookup-${colorScheme}`)
    })

    test(`crash, ${colorScheme}`, async ({ win, lab }) => {
      const [, , victim = '', , , witness = ''] = RING_8.ids
      await lab.ask('clock.set', { paused: true })
      await still(win, { ids: RING_8.ids })
      await lab.ask('node.crash', { node: victim })
      await expect(win.disc(victim)).toHaveAttribute('data-state', 'crashed')
      await win.page.evaluate((hash) => void (location.hash = hash), `#/node/${witness}`)
      await expect(win.inspector.getByRole('row').filter({ hasText: 'crashed' }).first()).toBeVisible()
      await compare(win, `crash-${colorScheme}`)
    })

    test.describe('empty', () => {
      test.use({ seed: NO_RING })

      test(`empty, ${colorScheme}`, async ({ win }) => {
        await still(win, { ids: [] })
        await expect(win.button(/^Start 16 nodes/)).toBeVisible()
        await compare(win, `empty-${colorScheme}`)
      })
    })
  })

/** Puts keys one after the other: a machine that is busy with 256 nodes may need a second try. */
async function putAll(lab: LabClient, entries: Readonly<Record<string, string>>): Promise<void> {
  for (const [key, data] of Object.entries(entries))
    await expect
      .poll(async () => (await lab.reply('key.put', { key, value: { encoding: 'utf8', data } })).ok)
      .toBe(true)
  await expect.poll(async () => (await lab.ask('lab.state', {})).keys).toBe(Object.keys(entries).length)
}

/** A key whose lookup from the node takes the most hops; the first in order of names. */
async function farKey(lab: LabClient, from: string): Promise<string> {
  const found: { key: string; hops: number }[] = []
  for (const key of Object.keys(RING_8.keys).slice(0, 30)) {
    const { path } = await lab.ask('key.lookup', { from, key })
    found.push({ key, hops: path.length })
  }
  const most = Math.max(...found.map(({ hops }) => hops))
  const key = found.find(({ hops }) => hops === most)?.key ?? ''
  expect(hashId(key)).toHaveLength(40)
  return key
}
