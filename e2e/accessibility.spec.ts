/** axe finds nothing in the main states of the window, dark and light. */
import { expectClean } from './window/axe'
import { NO_RING, RING_8, snapshotOf } from './window/ring'
import { expect, test } from './window/test'

const [A = '', B = ''] = RING_8.ids

for (const colorScheme of ['dark', 'light'] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } })

    test('the living ring and what is selected in it', async ({ win, lab }) => {
      await expect(win.page.locator('html')).toHaveAttribute('data-theme', colorScheme)
      await expectClean(win, 'live')
      await win.select(A)
      await expect(win.inspector.getByRole('table', { name: 'Finger table' })).toBeVisible()
      await expectClean(win, 'node selected')
      await win.request('Get', 'user:0013')
      await expect(win.outcome).toContainText('found at')
      await expectClean(win, 'lookup shown')
      await lab.ask('node.crash', { node: B })
      await win.expectState(B, 'crashed')
      await win.select(B)
      await expectClean(win, 'node crashed')
      await win.request('Put', '', { value: 'x' })
      await expect(win.outcome).toHaveText('Key is empty.')
      await expectClean(win, 'request refused')
    })

    test('tables', async ({ win }) => {
      for (const tab of ['Events', 'Keys', 'Statistics', 'Nodes']) {
        await win.showTab(tab)
        await expect(win.page.getByRole('tabpanel', { name: tab })).toBeVisible()
        await expectClean(win, tab)
      }
    })

    test('dialogs, menus and the palette', async ({ win }) => {
      const { page } = win
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('option').first()).toBeVisible()
      await expectClean(win, 'palette')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Shift+N')
      await expect(win.dialog('Add many nodes')).toBeVisible()
      await expectClean(win, 'dialog')
      await page.keyboard.press('Escape')
      await page.keyboard.press('?')
      await expect(win.dialog('Keys')).toBeVisible()
      await expectClean(win, 'sheet of keys')
      await page.keyboard.press('Escape')
      await win.button('Export').click()
      await expect(page.getByRole('menu')).toBeVisible()
      await expectClean(win, 'menu')
      await page.keyboard.press('Escape')
      await win.row(A).click({ button: 'right' })
      await expect(page.getByRole('menu', { name: `Node ${A.slice(0, 4)}` })).toBeVisible()
      await expectClean(win, 'context menu')
    })

    test('a snapshot, read-only', async ({ win }) => {
      const chosen = win.page.waitForEvent('filechooser')
      await win.page.keyboard.press('Control+o')
      const buffer = Buffer.from(JSON.stringify(snapshotOf(RING_8)))
      await (await chosen).setFiles({ name: 'evidence.json', mimeType: 'application/json', buffer })
      await expect(win.banner).toContainText('read-only')
      await expectClean(win, 'snapshot')
      await win.select(A)
      await expectClean(win, 'snapshot, node selected')
      await win.button('Restore as live ring').click()
      await expect(win.page.getByRole('alertdialog')).toBeVisible()
      await expectClean(win, 'question')
    })

    test.describe('without nodes', () => {
      test.use({ seed: NO_RING })

      test('the empty lab', async ({ win }) => {
        await expect(win.button(/^Start 16 nodes/)).toBeVisible()
        await expectClean(win, 'empty')
      })
    })
  })
