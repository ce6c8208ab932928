/** The main job with the keyboard alone: the mouse is never touched. */
import type { Page } from '@playwright/test'
import { RING_8, hashId, keysOf, ownerOf } from './window/ring'
import { expect, test } from './window/test'

const [A = '', B = ''] = RING_8.ids
const short = (id: string) => id.slice(0, 4)

/** What has the focus, as it is announced. */
const focused = (page: Page) => page.locator(':focus')

test('add, crash, restart, put, look up, export', async ({ win, lab }) => {
  const { page } = win
  const { keyboard } = page
  await keyboard.press('n')
  await win.expectIdeal(9)

  await keyboard.press('Escape')
  await keyboard.press('ArrowDown')
  const first = (await lab.ask('lab.state', {})).nodes.map(({ id }) => id).sort()[0] ?? ''
  await expect(win.row(first)).toHaveAttribute('aria-selected', 'true')
  await keyboard.press('x')
  await win.expectState(first, 'crashed')
  await expect.poll(async () => (await lab.ask('lab.state', {})).health.behind).toEqual([])
  await keyboard.press('r')
  await win.expectState(first, 'running')

  await keyboard.press('p')
  await expect(focused(page)).toHaveAccessibleName('Key')
  await keyboard.type('by keyboard')
  await keyboard.press('Tab')
  await expect(focused(page)).toHaveAccessibleName('Value given as text')
  await keyboard.press('Tab')
  await expect(focused(page)).toHaveAccessibleName('Value')
  await keyboard.type('typed')
  await keyboard.press('Control+Enter')
  await expect(win.outcome).toContainText('stored at')

  await keyboard.press('Escape')
  await keyboard.press('g')
  await expect(focused(page)).toHaveAccessibleName('Key')
  await expect(focused(page)).toHaveValue('by keyboard')
  await keyboard.press('Control+Enter')
  await expect(win.outcome).toContainText('found at')
  await expect(win.inspector.getByRole('region', { name: 'Value' })).toContainText('typed')

  await keyboard.press('Escape')
  const download = page.waitForEvent('download')
  await keyboard.press('Control+e')
  expect((await download).suggestedFilename()).toMatch(/\.torus\.json$/)
})

test('the palette finds every action, node and key', async ({ win }) => {
  const { page } = win
  const { keyboard } = page
  const palette = page.getByRole('dialog', { name: 'Search or run a command' })
  const run = async (text: string, option: RegExp) => {
    await keyboard.press('Control+k')
    await expect(palette).toBeVisible()
    await keyboard.type(text)
    await expect(palette.getByRole('option').first()).toHaveAccessibleName(option)
    await keyboard.press('Enter')
    await expect(palette).toBeHidden()
  }
  await run(short(B), new RegExp(`^${short(B)}`))
  await expect(win.row(B)).toHaveAttribute('aria-selected', 'true')
  await run('leave', /^Leave/)
  await win.expectState(B, 'left')
  await run('restart sel', /^Restart selected node/)
  await win.expectState(B, 'running')
  await run('pause', /^Pause or resume/)
  await expect(win.button('Resume maintenance')).toBeVisible()
  await run('user:0013', /user:0013/)
  await expect(win.inspector.getByRole('heading', { name: 'user:0013' })).toBeVisible()
})

test('the ring is walked as a list, with a menu for each node', async ({ win }) => {
  const { page } = win
  const { keyboard } = page
  const ring = page.getByRole('listbox', { name: 'Ring, 8 nodes clockwise from 0' })
  await ring.focus()
  await keyboard.press('ArrowRight')
  await keyboard.press('Enter')
  await expect(win.inspector.getByRole('heading', { name: short(B), exact: true })).toBeVisible()
  await expect(ring.getByRole('option', { selected: true })).toHaveText(new RegExp(`^${short(B)}, running`))
  await keyboard.press('Shift+F10')
  const menu = page.getByRole('menu', { name: `Node ${short(B)}` })
  await expect(menu).toBeVisible()
  await keyboard.press('ArrowDown')
  await expect(focused(page)).toHaveRole('menuitem')
  await keyboard.press('Escape')
  await expect(menu).toBeHidden()

  const row = win.row(A)
  await row.focus()
  await keyboard.press('Shift+F10')
  await expect(page.getByRole('menu', { name: `Node ${short(A)}` })).toBeVisible()
  await keyboard.press('Escape')
})

/** Whether the focus is in the dialog, or between the page and the browser's own controls: nowhere behind it. */
const holdsFocus = (dialog: Element) =>
  dialog.contains(document.activeElement) || document.activeElement === document.body

test('a dialog keeps the focus and gives it back', async ({ win }) => {
  const { page } = win
  const { keyboard } = page
  const more = win.button('More ways to add nodes')
  await more.focus()
  await keyboard.press('Enter')
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await expect(focused(page)).toHaveAccessibleName(/At a chosen id…/)
  await keyboard.press('Enter')
  const dialog = win.dialog('Add a node at a chosen id')
  await expect(dialog).toBeVisible()
  for (let i = 0; i < 8; i++) {
    await keyboard.press('Tab')
    expect(await dialog.evaluate(holdsFocus)).toBe(true)
  }
  await dialog.getByLabel('Id', { exact: true }).focus()
  await keyboard.type('7')
  await keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await win.expectIdeal(9)
  await expect(win.disc('7'.padEnd(40, '0'))).toHaveAttribute('data-state', 'running')
})

test('tabs, theme, spacing, pause and the sheet of keys', async ({ win }) => {
  const { page } = win
  const { keyboard } = page
  for (const [key, tab] of [
    ['2', 'Events'],
    ['3', 'Keys'],
    ['4', 'Statistics'],
    ['5', 'Nodes'],
    ['1', 'Timeline']
  ] as const) {
    await keyboard.press(key)
    await expect(page.getByRole('tab', { name: tab, exact: true })).toHaveAttribute('aria-selected', 'true')
  }
  const theme = () => page.locator('html').getAttribute('data-theme')
  const before = await theme()
  await keyboard.press('t')
  expect(await theme()).not.toBe(before)
  await keyboard.press('a')
  await expect(page.getByRole('radio', { name: 'Even spacing' })).toBeChecked()
  await keyboard.press('Space')
  await expect(win.button('Resume maintenance')).toBeVisible()
  await keyboard.press('Space')
  await expect(win.button('Pause maintenance')).toBeVisible()

  await keyboard.press('?')
  const sheet = win.dialog('Keys')
  await expect(sheet).toContainText('Crash selected node')
  await sheet.getByRole('checkbox', { name: 'Single keys act outside of text fields' }).focus()
  await keyboard.press('Space')
  await keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await keyboard.press('n')
  await keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Search or run a command' })).toBeVisible()
  await keyboard.press('Escape')
  await win.expectIdeal(8)
})

test('the focus is always visible', async ({ win }) => {
  const { page } = win
  const seen: string[] = []
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab')
    const { name, ring } = await page.evaluate(() => {
      const element = document.activeElement
      if (element === null || element === document.body) return { name: 'body', ring: true }
      const shown = (one: Element) => {
        const style = getComputedStyle(one)
        return (
          (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
        )
      }
      const around = element.closest('.field, .segmented')
      const mirrored = element.matches('[data-testid="ring-list"]') && document.querySelector('.ring-focus') !== null
      const words = element.getAttribute('aria-label') ?? element.textContent ?? element.tagName
      return { name: words.slice(0, 40), ring: mirrored || shown(element) || (around !== null && shown(around)) }
    })
    expect(ring, `focus on ${name}`).toBe(true)
    seen.push(name)
  }
  expect(new Set(seen).size).toBeGreaterThan(20)
})

test('a whole request from a chosen node', async ({ win }) => {
  const { page } = win
  const { keyboard } = page
  const key = keysOf(RING_8, B)[0] ?? ''
  await keyboard.press('g')
  await expect(focused(page)).toHaveAccessibleName('Key')
  await keyboard.type(key)
  const from = page.getByRole('form', { name: 'Request' }).getByRole('combobox', { name: 'From' })
  await from.focus()
  await keyboard.press('Enter')
  await keyboard.type(short(RING_8.ids[5] ?? ''))
  await keyboard.press('Enter')
  await expect(from).toContainText(short(RING_8.ids[5] ?? ''))
  await keyboard.press('Control+Enter')
  await expect(win.outcome).toContainText(`found at ${short(ownerOf(RING_8.ids, hashId(key)))}`)
})
