/** The event log: everything that happened, newest first, filtered, bounded. */
import { type AddressInfo, createServer } from 'node:net'
import type { LabWindow } from './window/lab-window'
import { RING_8, idOf } from './window/ring'
import { expect, test } from './window/test'

const short = (id: string) => id.slice(0, 4)
const JOINER = idOf('7000')
const DEAD = RING_8.ids[6] ?? ''

async function chooseKind(win: LabWindow, kind: string): Promise<void> {
  await win.page.getByRole('combobox', { name: 'Kind of event' }).click()
  await win.page.getByRole('option', { name: kind, exact: true }).click()
}

const search = (win: LabWindow) => win.page.getByRole('searchbox', { name: 'Filter events by text or node' })

const event = (win: LabWindow, text: string | RegExp) => win.rows('Events').filter({ hasText: text }).first()

test('joins, crashes, pointer changes, moves, lookups and actions are told', async ({ win, lab }) => {
  await win.showTab('Events')
  await lab.ask('node.add', { id: JOINER })
  await expect(win.row(JOINER)).toHaveAccessibleName(/running/)
  await win.request('Get', 'user:0001')
  await lab.ask('node.crash', { node: DEAD })
  await expect(win.row(DEAD)).toHaveAccessibleName(/crashed/)

  for (const [kind, text] of [
    ['You', `crash ${short(DEAD)}`],
    ['You', 'get user:0001'],
    ['Membership', `${short(JOINER)} was joining, now running`],
    ['Membership', `${short(DEAD)} was running, now crashed`],
    ['Membership', `takes ${short(DEAD)} for dead`],
    ['Pointers', `→ ${short(JOINER)}`],
    ['Pointers', `− ${short(DEAD)}`],
    ['Keys', `→ ${short(JOINER)}`],
    ['Keys', `lost with ${short(DEAD)}`],
    ['Lookups', 'get user:0001: found at'],
    ['Health and errors', 'ring ideal']
  ] as const)
    await test.step(`${kind}: ${text}`, async () => {
      await chooseKind(win, kind)
      await search(win).fill(text)
      await expect(event(win, text)).toBeVisible()
    })
  await chooseKind(win, 'Lookups')
  await expect(win.rows('Events')).toHaveCount(0)
  await search(win).fill('')
  await expect(win.rows('Events')).toHaveCount(1)
})

test('an error is an event', async ({ win, lab }) => {
  const server = createServer()
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  )
  expect(await lab.reply('node.add', { port })).toMatchObject({ ok: false })
  await win.showTab('Events')
  await chooseKind(win, 'Health and errors')
  await search(win).fill('add 1')
  await expect(event(win, new RegExp(`add 1: .*${port}`))).toBeVisible()
  await new Promise((resolve) => server.close(resolve))
})

test('the newest stands first, and a search narrows the list', async ({ win, lab }) => {
  await win.showTab('Events')
  await lab.ask('node.add', { id: JOINER })
  await expect(win.row(JOINER)).toHaveAccessibleName(/running/)
  await win.request('Put', 'newest', { value: '1' })
  await expect(win.outcome).toContainText('stored')
  await chooseKind(win, 'Lookups')
  await win.request('Get', 'newest')
  await expect(win.rows('Events')).toHaveCount(2)
  await expect(win.rows('Events').nth(0)).toContainText('get newest')
  await expect(win.rows('Events').nth(1)).toContainText('put newest')
  await chooseKind(win, 'All kinds')
  const times = await win.rows('Events').locator('[role=gridcell]:first-child').allTextContents()
  expect(times.length).toBeGreaterThan(3)
  expect(times).toEqual([...times].sort().reverse())

  await search(win).fill(short(JOINER))
  await expect(event(win, 'put newest')).toHaveCount(0)
  await expect(event(win, `${short(JOINER)} was joining, now running`)).toBeVisible()
  await search(win).fill('no such thing')
  await expect(win.page.getByText('No event matches.')).toBeVisible()
})

test('each stabilization round and each call is there when asked for', async ({ win }) => {
  await win.showTab('Events')
  await win.page.getByRole('checkbox', { name: 'RPCs and rounds' }).check()
  await win.button('Step one round').click()
  await expect(event(win, /^.*round.*stabilized with/)).toBeVisible()
  for (const id of RING_8.ids) {
    await search(win).fill(`${short(id)} stabilized`)
    await expect(win.rows('Events').first()).toContainText(`${short(id)} stabilized with`)
  }
  await search(win).fill('→')
  await expect(event(win, /rpc.* → .* ms/)).toBeVisible()
})

test('an event tells what it changed', async ({ win, lab }) => {
  await win.showTab('Events')
  await lab.ask('node.add', { id: JOINER })
  await chooseKind(win, 'Pointers')
  await event(win, new RegExp(`predecessor .* → ${short(JOINER)}`)).click()
  const change = win.inspector.getByRole('table', { name: 'What it changed' })
  await expect(change.getByRole('row').nth(1)).toContainText(short(JOINER))
  await expect(change.locator('s').first()).toBeVisible()
})

test('the log is bounded', async ({ win, lab }) => {
  await win.showTab('Events')
  const rounds = 620
  for (let i = 0; i < rounds; i++)
    await Promise.all(Array.from({ length: 5 }, (_, n) => lab.ask('latency.set', { from: null, to: null, ms: n + 1 })))
  const { events } = await lab.ask('events.page', { limit: 1 })
  expect(events[0]?.seq).toBeGreaterThan(2 * rounds)
  await expect.poll(async () => Number(await win.grid('Events').getAttribute('aria-rowcount'))).toBeGreaterThan(1000)
  expect(Number(await win.grid('Events').getAttribute('aria-rowcount'))).toBeLessThanOrEqual(5_001)
})
