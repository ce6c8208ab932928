/** The first run: three steps that teach add, kill and look up; shown once, skippable, and brought back on request. */
import { violationsOf } from './window/axe'
import { RING_8 } from './window/ring'
import { expect, test } from './window/test'

test.use({ firstRun: true })

const [A = ''] = RING_8.ids

test('each step ends when the person does it, and none comes back by itself', async ({ win }) => {
  const { page } = win
  const steps = page.getByRole('region', { name: 'First steps' })
  await expect(steps).toContainText('1 of 3')
  await expect(steps).toContainText('Add a node')
  await page.keyboard.press('n')
  await expect(steps).toContainText('2 of 3')
  await expect(steps).toContainText('Crash a node')
  await win.select(A)
  await page.keyboard.press('x')
  await expect(steps).toContainText('3 of 3')
  await expect(steps).toContainText('Look a key up')
  await page.reload()
  await expect(steps).toContainText('3 of 3')
  await win.request('Get', 'user:0013')
  await expect(steps).toBeHidden()
  await page.reload()
  await expect(win.row(A)).toBeVisible()
  await expect(steps).toBeHidden()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('first steps')
  await page.keyboard.press('Enter')
  await expect(steps).toContainText('1 of 3')
})

test('the steps can be skipped one by one and all at once, and axe finds nothing in them', async ({ win }) => {
  const { page } = win
  const steps = page.getByRole('region', { name: 'First steps' })
  await expect(steps).toContainText('1 of 3')
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    expect(await violationsOf(page)).toEqual([])
  }
  await steps.getByRole('button', { name: 'Skip', exact: true }).click()
  await expect(steps).toContainText('2 of 3')
  await steps.getByRole('button', { name: 'Skip all' }).click()
  await expect(steps).toBeHidden()
  await page.keyboard.press('?')
  await page.getByRole('button', { name: 'Show the first steps again' }).click()
  await expect(steps).toContainText('1 of 3')
})
