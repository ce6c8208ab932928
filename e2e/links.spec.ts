/** Links to nodes, keys, lookups and events: copied from the inspector, opened by address and by palette. */
import type { Page } from '@playwright/test'
import type { LabWindow } from './window/lab-window'
import { RING_8 } from './window/ring'
import { expect, test } from './window/test'

const [A = '', B = ''] = RING_8.ids

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

/** Copies the link to what is selected, and deselects it. */
async function copied(win: LabWindow): Promise<string> {
  await win.inspector.getByRole('button', { name: 'Copy link' }).click()
  await expect(win.messages).toContainText('Link copied')
  const link = await win.page.evaluate(() => navigator.clipboard.readText())
  await win.inspector.getByRole('button', { name: 'Close the inspector' }).click()
  await expect(win.inspector.getByRole('heading', { name: 'Nothing selected' })).toBeVisible()
  return link
}

const go = (page: Page, link: string) => page.evaluate((url) => void (location.href = url), link)
const heading = (win: LabWindow, name: string | RegExp) => win.inspector.getByRole('heading', { name })

test('a link to a node opens in this window and in a new one', async ({ win, context }) => {
  await win.select(A)
  const link = await copied(win)
  expect(link).toBe(`${new URL(win.page.url()).origin}/#/node/${A}`)
  await go(win.page, link)
  await expect(heading(win, A.slice(0, 4))).toBeVisible()
  await win.page.keyboard.press('Escape')
  await go(win.page, link)
  await expect(heading(win, A.slice(0, 4))).toBeVisible()
  const other = await context.newPage()
  await other.goto(link)
  await expect(other.getByRole('complementary', { name: 'Inspector' }).getByRole('heading').first()).toHaveText('0a1f')
  await other.close()
})

test('keys, lookups and events have links too', async ({ win, lab }) => {
  await lab.ask('key.put', { key: 'a/b #1 ü', value: { encoding: 'utf8', data: 'x' } })
  await win.request('Get', 'a/b #1 ü')
  await expect(win.outcome).toContainText('found at')
  await expect(heading(win, /a\/b #1 ü/)).toBeVisible()
  const lookup = await copied(win)
  expect(lookup).toMatch(/#\/lookup\/\d+@\w+$/)

  await win.showTab('Keys')
  await win.rows('Keys').filter({ hasText: 'a/b #1 ü' }).click()
  const key = await copied(win)
  expect(key).toMatch(/#\/key\/a%2Fb%20%231%20%C3%BC$/)

  await lab.ask('node.crash', { node: B })
  await win.showTab('Events')
  await win.rows('Events').filter({ hasText: 'crash' }).first().click()
  const event = await copied(win)
  expect(event).toMatch(/#\/event\/\d+@\w+$/)

  for (const [link, region] of [
    [lookup, 'Lookup'],
    [key, 'Key'],
    [event, 'Event']
  ] as const) {
    await go(win.page, link)
    await expect(win.inspector.getByRole('region', { name: region, exact: true })).toBeVisible()
    await win.page.reload()
    await expect(win.row(A)).toBeVisible()
    await go(win.page, link)
    await expect(win.inspector.getByRole('region', { name: region, exact: true })).toBeVisible()
  }
})

test('the palette opens a link of either kind', async ({ win }) => {
  const { page } = win
  for (const link of [`torus-lab://node/${B}`, `http://127.0.0.1:1/#/node/${B}`]) {
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox', { name: 'Search or run a command' })).toBeFocused()
    await page.keyboard.insertText(link)
    await expect(page.getByRole('option', { name: `Open node ${B.slice(0, 4)}` })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(heading(win, B.slice(0, 4))).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(heading(win, 'Nothing selected')).toBeVisible()
  }
})

test('what is not there is named', async ({ win }) => {
  for (const [path, words] of [
    ['node/ffff0000', 'Node is not on the list: ffff0000'],
    ['key/nobody', 'No node holds the key: nobody'],
    ['event/1@other', 'The link belongs to another run of the lab: event 1'],
    ['lookup/7@other', 'The link belongs to another run of the lab: lookup 7']
  ] as const) {
    await go(win.page, `#/${path}`)
    await expect(win.messages).toContainText(words)
  }
  await expect(heading(win, 'Nothing selected')).toBeVisible()
})
