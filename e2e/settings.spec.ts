/** One sheet of settings: kept between runs, resettable, within reach of the keyboard. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { ROOT, startProgram, stopProgram } from './harness/process'
import { NO_RING } from './window/ring'
import { expect, test } from './window/test'

const DEFAULTS = { nodes: 16, sampleKeys: 200, stabilizeIntervalMs: 2000, rpcTimeoutMs: 300 }
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Settings', exact: true })

test.afterEach(async ({ lab }) => void (await lab.ask('settings.reset', {})))

test('the sheet opens by key, by palette and by button, and gives the focus back', async ({ win }) => {
  const { page } = win
  await page.keyboard.press('Control+,')
  await expect(sheet(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet(page)).toBeHidden()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('settings')
  await expect(page.getByRole('listbox', { name: 'Results' }).getByRole('option').first()).toHaveAccessibleName(
    /^Settings/
  )
  await page.keyboard.press('Enter')
  await expect(sheet(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await win.button('Settings').click()
  await expect(sheet(page)).toBeVisible()
  await sheet(page).getByRole('button', { name: 'Done' }).click()
  await expect(win.button('Settings')).toBeFocused()
})

test('what the window keeps holds at once and after a reload, and can be reset and brought back', async ({ win }) => {
  const { page } = win
  const html = page.locator('html')
  await win.button('Settings').click()
  const choose = (group: string, name: string) =>
    sheet(page).getByRole('radiogroup', { name: group }).getByRole('radio', { name }).click()
  await choose('Theme', 'Dark')
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await choose('Motion', 'Reduced')
  await expect(html).toHaveAttribute('data-motion', 'reduced')
  await choose('Labels', 'None')
  await sheet(page)
    .getByRole('checkbox', { name: /Single keys/ })
    .uncheck()
  await page.reload()
  await win.expectIdeal(8)
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await expect(html).toHaveAttribute('data-motion', 'reduced')
  await expect(win.ring.getByText('0a1f')).toHaveCount(0)
  await page.keyboard.press('t')
  await expect(html).toHaveAttribute('data-theme', 'dark')

  await win.button('Settings').click()
  await sheet(page).getByRole('button', { name: 'Reset all' }).click()
  await expect(html).toHaveAttribute('data-theme', 'light')
  await expect(html).toHaveAttribute('data-motion', 'full')
  await sheet(page).getByRole('button', { name: 'Done' }).click()
  await expect(win.ring.getByText('0a1f')).toHaveCount(1)
  await win.messages.getByRole('button', { name: 'Undo' }).click()
  await expect(html).toHaveAttribute('data-theme', 'dark')
})

test('what the lab keeps is validated, kept by the lab, and holds for the living ring', async ({ win, lab }) => {
  const { page } = win
  await page.keyboard.press('Control+,')
  const field = (name: string) => sheet(page).getByRole('textbox', { name })
  await expect(field('Nodes')).toHaveValue('16')
  for (const bad of ['-1', '513', 'many', '']) {
    await field('Nodes').fill(bad)
    await field('Nodes').press('Enter')
    await expect(field('Nodes')).toHaveAttribute('aria-invalid', 'true')
    await expect(sheet(page).getByRole('alert')).toHaveText(`Nodes is not a whole number from 0 to 512: ${bad}`.trim())
  }
  expect((await lab.ask('settings.get', {})).kept).toEqual(DEFAULTS)
  await field('Nodes').fill('3')
  await field('Sample keys').fill('7')
  await field('Maintenance period').fill('500')
  await field('Maintenance period').press('Enter')
  await field('RPC timeout').fill('49')
  await field('RPC timeout').press('Enter')
  const bounds = 'RPC timeout is not a whole number from 50 to 10,000: 49'
  await expect(sheet(page).getByRole('alert')).toHaveText(bounds)
  await field('RPC timeout').fill('800')
  await field('RPC timeout').press('Enter')
  const wanted = { nodes: 3, sampleKeys: 7, stabilizeIntervalMs: 500, rpcTimeoutMs: 800 }
  await expect.poll(async () => (await lab.ask('settings.get', {})).kept).toEqual(wanted)
  const livingPeriodMs = async () => (await lab.ask('lab.state', {})).settings.stabilizeIntervalMs
  await expect.poll(livingPeriodMs).toBe(500)
  await sheet(page).getByRole('button', { name: 'Reset all' }).click()
  await expect.poll(async () => (await lab.ask('settings.get', {})).kept).toEqual(DEFAULTS)
  await expect.poll(livingPeriodMs).toBe(2000)
})

test.describe('an empty lab', () => {
  test.use({ seed: NO_RING })

  test('starts as many nodes as the settings say', async ({ win, lab }) => {
    await win.page.keyboard.press('Control+,')
    await sheet(win.page).getByRole('textbox', { name: 'Nodes' }).fill('5')
    await sheet(win.page).getByRole('textbox', { name: 'Sample keys' }).fill('30')
    await sheet(win.page).getByRole('button', { name: 'Done' }).click()
    await win.button(/^Start 5 nodes/).click()
    await win.expectIdeal(5)
    expect((await lab.ask('lab.state', {})).keys).toBe(30)
  })
})

test('a lab starts as its settings say, the command line comes first, a bad file is set aside', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'torus-lab-home-'))
  const file = join(folder, 'torus-lab', 'settings.json')
  const serve = (...args: string[]) =>
    startProgram(process.execPath, [`${ROOT}/out/main/cli.cjs`, 'serve', '--no-open', '--port=0', ...args], {
      XDG_CONFIG_HOME: folder
    })
  try {
    const empty = serve('--nodes=0')
    await empty.says(/The lab is empty/)
    expect(await stopProgram(empty)).toBe(0)
    expect(() => readFileSync(file)).toThrow('ENOENT')
    mkdirSync(join(folder, 'torus-lab'))
    writeFileSync(file, '{"format":"torus-lab-settings","version":1,"nodes":2,"sampleKeys":3}')
    const kept = serve()
    await kept.says(/2 nodes run and hold 3 sample keys\./)
    expect(await stopProgram(kept)).toBe(0)
    const told = serve('--nodes=1')
    await told.says(/1 node runs and hold 3 sample keys\./)
    expect(await stopProgram(told)).toBe(0)
    writeFileSync(file, '{"format":"torus-lab-settings","version":1,"nodes":"two"}')
    const bad = serve('--nodes=0')
    await bad.says(/Settings file set aside as .*settings\.bad\.json: nodes: .*The lab is empty/)
    expect(await stopProgram(bad)).toBe(0)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
