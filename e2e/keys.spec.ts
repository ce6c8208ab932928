/** Keys: put, get and delete from a chosen node, text and bytes, expiry, browsing and searching. */
import { RING_8, hashId, keysOf, ownerOf } from './window/ring'
import { expect, test } from './window/test'

const IDS = RING_8.ids
const short = (id: string) => id.slice(0, 4)
const ownerOfKey = (key: string) => short(ownerOf(IDS, hashId(key)))

test('a key is put, read and deleted from the node of one’s choice', async ({ win, lab, calls }) => {
  const from = IDS[6] ?? ''
  await win.request('Put', 'colour', { value: 'a deep blue', from })
  await expect(win.outcome).toHaveText(new RegExp(`^stored at ${ownerOfKey('colour')} · \\d+ hops? · [\\d.]+ ms$`))
  expect((await lab.ask('key.get', { key: 'colour' })).value?.data).toBe('a deep blue')

  await win.request('Get', 'colour')
  await expect(win.outcome).toHaveText(new RegExp(`^found at ${ownerOfKey('colour')} · `))
  await expect(win.inspector.getByRole('region', { name: 'Value' })).toContainText('a deep blue')

  await win.request('Delete', 'colour')
  await expect(win.outcome).toHaveText(new RegExp(`^deleted at ${ownerOfKey('colour')} · `))
  await win.request('Get', 'colour')
  await expect(win.outcome).toHaveText(/^not found: no copy of colour · /)
  await expect(win.health).toContainText('60 keys')

  const sent = calls.filter(({ command }) => command.startsWith('key.') && command !== 'key.list')
  expect(sent.map(({ command }) => command)).toEqual(['key.put', 'key.get', 'key.delete', 'key.get'])
  for (const { request, reply } of sent) {
    expect(request).toMatchObject({ from, key: 'colour' })
    expect(reply).toMatchObject({ ok: true, value: { origin: from } })
  }
})

test('a key may be any text', async ({ win, lab }) => {
  const key = 'größe/鍵 🔑'
  await win.request('Put', key, { value: 'ünïcode' })
  await expect(win.outcome).toContainText(`stored at ${ownerOfKey(key)}`)
  expect((await lab.ask('key.get', { key })).value?.data).toBe('ünïcode')
})

test('bytes are put as base64 and shown in hex', async ({ win }) => {
  await win.chooseFromMenuRadio('Value given as text', 'Bytes as base64')
  await win.request('Put', 'raw', { value: 'AP+AfwE=' })
  await expect(win.outcome).toContainText('stored at')
  await win.request('Get', 'raw')
  const value = win.inspector.getByRole('region', { name: 'Value' })
  await expect(value).toContainText('00 ff 80 7f 01')
  await expect(value).toContainText('5 B')
  await expect(value.getByRole('radio', { name: 'Text' })).toHaveCount(0)
})

test('the bytes of a file are put as they are', async ({ win, lab }) => {
  const buffer = Buffer.from([0, 255, 1, 254, ...Buffer.from('file')])
  const chosen = win.page.waitForEvent('filechooser')
  await win.chooseFromMenuRadio('Value given as text', 'Bytes of a file…')
  await (await chosen).setFiles({ name: 'bytes.bin', mimeType: 'application/octet-stream', buffer })
  const form = win.page.getByRole('form', { name: 'Request' })
  await expect(form).toContainText('bytes.bin · 8 B')
  await form.getByLabel('Key', { exact: true }).fill('of a file')
  await form.getByRole('button', { name: 'Put', exact: true }).click()
  await expect(win.outcome).toContainText('stored at')
  const { value } = await lab.ask('key.get', { key: 'of a file' })
  expect(value).toMatchObject({ encoding: 'base64', data: buffer.toString('base64'), size: 8 })
})

test('JSON is laid out', async ({ win }) => {
  await win.request('Put', 'settings', { value: '{"a":[1,2]}' })
  await expect(win.outcome).toContainText('stored at')
  await win.request('Get', 'settings')
  const value = win.inspector.getByRole('region', { name: 'Value' })
  await expect(value.getByRole('radio', { name: 'JSON' })).toBeChecked()
  await expect(value.getByLabel('Value', { exact: true }).last()).toHaveText('{\n  "a": [\n    1,\n    2\n  ]\n}')
})

test('a key with a TTL expires', async ({ win }) => {
  await win.request('Put', 'short-lived', { value: 'now', ttl: '3' })
  await expect(win.outcome).toContainText('stored at')
  await win.showTab('Keys')
  const search = win.page.getByRole('searchbox', { name: 'Search keys' })
  await search.fill('short-lived')
  await expect(win.rows('Keys').first()).toContainText(/expires in \d\.\d s|expired/)
  await expect(async () => {
    await win.request('Get', 'short-lived')
    await expect(win.outcome).toContainText('not found: no copy of short-lived', { timeout: 2000 })
  }).toPass({ timeout: 30_000 })
  await expect(win.page.getByText('No key matches.')).toBeVisible()
  await expect(win.health).toContainText('60 keys')
})

test('all keys are browsed with their owners', async ({ win, lab }) => {
  await win.showTab('Keys')
  await expect(win.page.getByTestId('key-count')).toHaveText('60 keys')
  await expect(win.grid('Keys')).toHaveAttribute('aria-rowcount', '61')
  const { rows } = await lab.ask('key.list', { limit: 1000 })
  expect(rows).toHaveLength(60)
  for (const { key, owner, holders } of rows) {
    expect(owner).toBe(ownerOf(IDS, hashId(key)))
    expect(holders).toContain(owner)
  }
  const first = win.rows('Keys').first()
  await expect(first.getByRole('gridcell').nth(0)).toHaveText('user:0001')
  await expect(first.getByRole('gridcell').nth(2)).toHaveText(ownerOfKey('user:0001'))
  await win.grid('Keys').getByRole('button', { name: 'key' }).click()
  await expect(first.getByRole('gridcell').nth(0)).toHaveText('user:0060')
})

test('keys are searched by name, and one is inspected', async ({ win }) => {
  await win.showTab('Keys')
  await win.page.getByRole('searchbox', { name: 'Search keys' }).fill('user:001')
  await expect(win.page.getByTestId('key-count')).toHaveText('10 of 60 keys')
  await expect(win.rows('Keys')).toHaveCount(10)
  await win.rows('Keys').filter({ hasText: 'user:0013' }).click()
  await expect(win.inspector.getByRole('heading', { name: 'user:0013' })).toBeVisible()
  await expect(win.inspector.getByRole('region', { name: 'Value' })).toContainText('value of user:0013')
  const facts = win.inspector.locator('.facts')
  await expect(facts).toContainText(`Owner${ownerOfKey('user:0013')}`)
  await expect(facts).toContainText((hashId('user:0013').match(/.{4}/g) ?? []).join(' '))
})

test('the keys of a node are listed at the node', async ({ win }) => {
  const id = IDS[4] ?? ''
  const keys = keysOf(RING_8, id)
  await win.select(id)
  await win.page.getByRole('tab', { name: /^Keys \d/ }).click()
  const table = `Keys of ${short(id)}`
  await expect(win.grid(table)).toHaveAttribute('aria-rowcount', String(keys.length + 1))
  for (const key of keys.slice(0, 3)) await expect(win.rows(table).filter({ hasText: key })).toHaveCount(1)
})
