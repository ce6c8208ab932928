/** The window for everyone: 200 % zoom, forced colours, reduced motion by choice, and axe in states that come and go. */
import { expectClean } from './window/axe'
import { RING_8, idOf } from './window/ring'
import { expect, test } from './window/test'

const [A = '', B = ''] = RING_8.ids

test.describe('at 200 % on a screen of 1440 × 900', () => {
  test.use({ viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 })

  test('everything can be reached', async ({ win }) => {
    const { page } = win
    await win.row(A).click()
    await expect(win.inspector.getByRole('heading', { name: A.slice(0, 4), exact: true })).toBeVisible()
    for (const target of [
      win.button('Crash'),
      win.button('Export'),
      page.getByRole('tab', { name: 'Nodes', exact: true }),
      page.getByRole('form', { name: 'Request' }).getByRole('button', { name: 'Put', exact: true })
    ]) {
      await target.scrollIntoViewIfNeeded()
      await expect(target).toBeInViewport({ ratio: 1 })
    }
    await page.keyboard.press('Control+,')
    const settings = page.getByRole('dialog', { name: 'Settings' })
    for (const name of ['Reset all', 'Done']) {
      await settings.getByRole('button', { name }).scrollIntoViewIfNeeded()
      await expect(settings.getByRole('button', { name })).toBeInViewport({ ratio: 1 })
    }
    await expectClean(win, '200 %')
  })
})

for (const colorScheme of ['dark', 'light'] as const)
  test.describe(`forced colours, ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { forcedColors: 'active' } })

    test('what is selected and what is the matter stay visible', async ({ win, lab }) => {
      const { page } = win
      await win.select(A)
      const outline = (selector: string) =>
        page.locator(selector).evaluate((element) => getComputedStyle(element).outlineStyle)
      expect(await outline('.node-row[aria-selected="true"]')).toBe('solid')
      expect(await outline('.rail [role="tab"][aria-selected="true"]')).toBe('solid')
      // The picture takes the person's colours, not ours.
      const canvasText = await page.evaluate(() => {
        const probe = document.body.appendChild(document.createElement('i'))
        probe.style.color = 'CanvasText'
        const { color } = getComputedStyle(probe)
        probe.remove()
        return color
      })
      const fill = await win
        .disc(B)
        .locator('circle')
        .last()
        .evaluate((shape) => getComputedStyle(shape).fill)
      expect(fill).toBe(canvasText)
      await lab.ask('node.crash', { node: B })
      await win.expectState(B, 'crashed')
      await expect(win.disc(B)).toHaveAttribute('data-state', 'crashed')
      await page.keyboard.press('Control+,')
      await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible()
    })
  })

test('motion can be reduced by choice', async ({ win }) => {
  const { page } = win
  await page.keyboard.press('Control+,')
  await page.getByRole('radiogroup', { name: 'Motion' }).getByRole('radio', { name: 'Reduced' }).click()
  await page.keyboard.press('Escape')
  await win.request('Get', 'user:0013')
  const lines = win.ring.locator('.hop-line')
  for (const line of await lines.all())
    expect(await line.evaluate((path) => getComputedStyle(path).animationName)).toBe('none')
})

for (const colorScheme of ['dark', 'light'] as const)
  test(`axe in states that come and go, ${colorScheme}`, async ({ win, lab }) => {
    const { page } = win
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.keyboard.press('Control+,')
    const settings = page.getByRole('dialog', { name: 'Settings' })
    await settings.getByRole('textbox', { name: 'Nodes' }).fill('many')
    await settings.getByRole('textbox', { name: 'Nodes' }).press('Enter')
    await expect(settings.getByRole('alert')).toBeVisible()
    await expectClean(win, 'settings with a mistake')
    await page.keyboard.press('Escape')
    await page.evaluate(() => void (location.hash = '#/node/ffff0000'))
    await expect(win.messages).toContainText('ffff0000')
    await expectClean(win, 'message')
    await win.showTab('Statistics')
    await page.getByRole('radio', { name: 'Tables' }).click()
    await expectClean(win, 'statistics as tables')
    await win.showTab('Timeline')
    await lab.ask('latency.set', { from: null, to: null, ms: 100 })
    const joined = lab.ask('node.add', { id: idOf('7000') })
    await expect(win.ledger).toBeVisible()
    await expectClean(win, 'keys on the move')
    await lab.ask('latency.set', { from: null, to: null, ms: 0 })
    await joined
    await page.getByRole('button', { name: 'Zoom in' }).focus()
    for (let i = 0; i < 6; i++) await page.keyboard.press('+')
    await expectClean(win, 'zoomed in')
  })
