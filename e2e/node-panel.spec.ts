/** The panel of a node: what it is, what it believes beside what is true, its keys and its calls. */
import type { LabWindow } from './window/lab-window'
import { RING_16, fingersOf, hashId, keysOf, successorsOf } from './window/ring'
import { expect, test } from './window/test'

test.use({ seed: RING_16 })

const { ids } = RING_16
const NODE = ids[5] ?? ''
const short = (id: string) => id.slice(0, 4)

async function clickDisc(win: LabWindow, id: string): Promise<void> {
  const place = await win.centreOf(id)
  await win.page.mouse.click(place.x, place.y)
  await expect(win.inspector.getByRole('heading', { name: short(id), exact: true })).toBeVisible()
}

test('a click on a node shows its id, address, state and range', async ({ win, lab }) => {
  await clickDisc(win, NODE)
  const { view } = await lab.ask('node.detail', { node: NODE })
  const { inspector } = win
  await expect(inspector).toContainText('Running')
  const facts = inspector.locator('.facts')
  await expect(facts).toContainText((NODE.match(/.{4}/g) ?? []).join(' '))
  await expect(facts).toContainText(view.address)
  const predecessor = successorsOf(ids, NODE).at(-1) ?? ''
  const keys = keysOf(RING_16, NODE).length
  await expect(facts).toContainText(`(${short(predecessor)}, ${short(NODE)}]`)
  await expect(facts).toContainText(`${keys} ${keys === 1 ? 'key' : 'keys'}`)
  await expect(win.row(NODE)).toHaveAttribute('aria-selected', 'true')
})

test('successor list and predecessor stand beside the truth', async ({ win }) => {
  await win.select(NODE)
  const table = win.inspector.getByRole('table', { name: 'Neighbours' })
  await table.getByRole('button', { name: /more/ }).click()
  const rows = table.getByRole('row')
  const successors = successorsOf(ids, NODE)
  await expect(rows).toHaveCount(1 + 1 + 8)
  const expected = [successors.at(-1) ?? '', ...successors.slice(0, 8)]
  for (const [i, id] of expected.entries()) {
    const row = rows.nth(i + 1)
    await expect(row).toContainText(i === 0 ? 'predecessor' : `successor ${i}`)
    await expect(row.getByRole('button', { name: `Node ${short(id)}` })).toHaveCount(2)
    await expect(row.getByLabel('agrees')).toBeVisible()
  }
})

test('the whole finger table, equal neighbours folded together', async ({ win }) => {
  await win.select(NODE)
  const expected = fingersOf(ids, NODE)
  await expect(win.inspector.getByRole('button', { name: /^Fingers/ })).toContainText(`160 in ${expected.length} rows`)
  const rows = win.inspector.getByRole('table', { name: 'Finger table' }).locator('tbody').getByRole('row')
  await expect(rows).toHaveCount(expected.length)
  for (const [i, { from, to, node }] of expected.entries()) {
    await expect(rows.nth(i).getByRole('rowheader')).toHaveText(from === to ? `2${from}` : `2${from} – 2${to}`)
    await expect(rows.nth(i).getByRole('button', { name: `Node ${short(node)}` })).toHaveCount(2)
  }
})

test('a belief that is out of date is struck through beside the truth', async ({ win, lab }) => {
  await lab.ask('clock.set', { paused: true })
  const dead = successorsOf(ids, NODE)[2] ?? ''
  await win.select(NODE)
  await lab.ask('node.crash', { node: dead })
  const row = win.inspector.getByRole('row').filter({ hasText: 'crashed' })
  await expect(row.first()).toBeVisible()
  await expect(row.first().locator('s')).toHaveText(short(dead))
  await expect(win.inspector).toContainText(/Running, .*behind/)
  await lab.ask('clock.set', { paused: false })
  await expect(win.inspector.getByRole('row').filter({ hasText: 'crashed' })).toHaveCount(0)
})

test('its keys and its calls', async ({ win }) => {
  await win.select(NODE)
  const keys = keysOf(RING_16, NODE)
  await win.page.getByRole('tab', { name: new RegExp(`^Keys ?${keys.length}$`) }).click()
  const table = `Keys of ${short(NODE)}`
  await expect(win.rows(table)).toHaveCount(keys.length)
  const sorted = [...keys].sort((a, b) => (hashId(a) < hashId(b) ? -1 : 1))
  for (const [i, key] of sorted.entries()) await expect(win.rows(table).nth(i)).toContainText(key)

  await win.page.getByRole('tab', { name: /^RPCs/ }).click()
  const calls = win.inspector.getByRole('table', { name: 'Recent RPCs' }).locator('tbody').getByRole('row')
  await expect.poll(() => calls.count()).toBeGreaterThan(2)
  await expect(calls.first().getByRole('button', { name: /^Node [0-9a-f]{4}$/ })).toBeVisible()
  await expect(calls.filter({ hasText: /stabilize|neighbours|notify/i }).first()).toBeVisible()
})

test('neighbours are links to each other', async ({ win }) => {
  await win.select(NODE)
  const next = successorsOf(ids, NODE)[0] ?? ''
  const row = win.inspector
    .getByRole('table', { name: 'Neighbours' })
    .getByRole('row')
    .filter({ hasText: 'successor 1' })
  await row
    .getByRole('button', { name: `Node ${short(next)}` })
    .first()
    .click()
  await expect(win.inspector.getByRole('heading', { name: short(next), exact: true })).toBeVisible()
  await expect(win.row(next)).toHaveAttribute('aria-selected', 'true')
})
