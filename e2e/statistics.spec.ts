/** Figures that were measured: each with a chart, a table and CSV; and what the window says of a host that cannot keep up. */
import type { SocketToWindow } from '../src/shared/door'
import type { LagView } from '../src/shared/model'
import { violationsOf } from './window/axe'
import type { LabWindow } from './window/lab-window'
import { RING_8 } from './window/ring'
import { expect, test } from './window/test'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

const CARDS = [
  'Now',
  'Latency',
  'Forward hops',
  'Keys per node',
  'Requests a second',
  'RPCs a second',
  'Bytes a second',
  'Host late',
  'Events not sent'
]
const card = (win: LabWindow, name: string) => win.page.getByRole('region', { name, exact: true })

async function csvOf(win: LabWindow, name: string): Promise<string[][]> {
  await card(win, name)
    .getByRole('button', { name: `Copy ${name} as CSV` })
    .click()
  await expect(win.messages).toContainText(`${name} copied as CSV`)
  const text = await win.page.evaluate(() => navigator.clipboard.readText())
  return text.split('\n').map((line) => line.split(','))
}

test('every figure has a chart, a table and CSV', async ({ win, lab }) => {
  await win.showTab('Statistics')
  for (let i = 1; i <= 5; i++) await lab.ask('key.get', { key: `user:000${i}` })
  for (const name of CARDS) await expect(card(win, name)).toBeVisible()
  for (const name of CARDS.slice(1)) await expect(card(win, name).getByRole('img')).toBeVisible()
  await win.page.getByRole('radio', { name: 'Tables' }).click()
  for (const name of CARDS.slice(1)) await expect(card(win, name).getByRole('table', { name })).toBeVisible()

  const state = await lab.ask('lab.state', {})
  const [heads, ...rows] = await csvOf(win, 'Keys per node')
  expect(heads).toEqual(['node', 'keys', 'expected'])
  expect(rows.map(([node, keys]) => [node, Number(keys)])).toEqual(
    RING_8.ids.map((id) => [id.slice(0, 4), state.nodes.find((node) => node.id === id)?.keys])
  )
  expect(rows.reduce((sum, row) => sum + Number(row[2]), 0)).toBeCloseTo(60, 0)
  const hops = await csvOf(win, 'Forward hops')
  expect(hops.slice(1).reduce((sum, row) => sum + Number(row[1]), 0)).toBe(5)
})

test('bytes, requests and lateness are those of the lab', async ({ win, lab }) => {
  await win.showTab('Statistics')
  const before = (await lab.ask('lab.state', {})).load
  const data = 'x'.repeat(20_000)
  for (let i = 0; i < 10; i++) await lab.ask('key.put', { key: `big:${i}`, value: { encoding: 'utf8', data } })
  await expect.poll(async () => (await lab.ask('lab.state', {})).load.requests).toBe(before.requests + 10)
  await expect.poll(async () => (await lab.ask('lab.state', {})).load.bytes).toBeGreaterThan(before.bytes + 40_000)
  await expect(card(win, 'Now')).toContainText(/bytes moved since the start[\d.]+ (KiB|MiB)/)
  await expect(card(win, 'Now')).toContainText(/worst of the last second[\d.]+ (ms|s)/)
  await win.page.getByRole('radio', { name: 'Tables' }).click()
  await expect(
    card(win, 'Requests a second')
      .getByRole('cell', { name: /^([1-9]|10)$/ })
      .first()
  ).toBeVisible()
})

test('a host that cannot keep up is said to be, with a way forward', async ({ win, lab }) => {
  const { page } = win
  const late = (atMs: number): LagView => ({ atMs, p50Ms: 80, p99Ms: 640, maxMs: 640 })
  let isLate = true
  // What the lab says is passed on as it is, but for the lateness of its host.
  await page.routeWebSocket(/\/door$/, (socket) => {
    const server = socket.connectToServer()
    server.onMessage((data) => {
      const frame = JSON.parse(String(data)) as SocketToWindow
      if (frame.t === 'update' && frame.update.kind === 'batch' && frame.update.load?.lag && isLate)
        frame.update.load.lag = late(frame.update.load.lag.atMs)
      socket.send(JSON.stringify(frame))
    })
  })
  await page.reload()
  await expect(win.banner).toContainText('Host is overloaded: its event loop runs 640 ms late')
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    expect(await violationsOf(page)).toEqual([])
  }
  await win.banner.getByRole('button', { name: 'Run at ¼×' }).click()
  await expect.poll(async () => (await lab.ask('lab.state', {})).clock.rate).toBe(0.25)
  await expect(win.banner.getByRole('button', { name: 'Pause maintenance' })).toBeVisible()
  isLate = false
  await lab.ask('clock.set', { rate: 1 })
  await expect(win.banner).toBeHidden()
})

test('messages hide no label of the ring', async ({ win, lab }) => {
  const { page } = win
  for (const { width, height } of [
    { width: 1440, height: 900 },
    { width: 1024, height: 700 }
  ]) {
    await page.setViewportSize({ width, height })
    for (let i = 0; i < 3; i++) {
      await page.evaluate(() => void (location.hash = '#/node/ffff0000'))
      await expect(win.messages.getByRole('listitem')).toHaveCount(i + 1)
    }
    const stage = await page.getByTestId('stage').boundingBox()
    const messages = await win.messages.boundingBox()
    expect(messages?.y ?? 0).toBeGreaterThanOrEqual((stage?.y ?? 0) + (stage?.height ?? 0))
    for (const dismiss of await win.messages.getByRole('button', { name: 'Dismiss' }).all())
      await dismiss.click({ trial: true })
    while ((await win.messages.getByRole('button', { name: 'Dismiss' }).count()) > 0)
      await win.messages.getByRole('button', { name: 'Dismiss' }).first().click()
  }
  expect((await lab.ask('lab.state', {})).health.live).toBe(8)
})
