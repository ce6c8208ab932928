/** Snapshots: exported, opened read-only, restored; and the picture as SVG and PNG. */
import { readFile } from 'node:fs/promises'
import type { Download } from '@playwright/test'
import { type Snapshot, snapshotSchema } from '../src/shared/snapshot'
import type { LabWindow } from './window/lab-window'
import { RING_2, RING_8, idOf, keysOf, ownerOf, hashId, snapshotOf, successorsOf } from './window/ring'
import { expect, fingerprint, test } from './window/test'

const short = (id: string) => id.slice(0, 4)

async function exported(win: LabWindow, item: string): Promise<{ download: Download; bytes: Buffer }> {
  const waiting = win.page.waitForEvent('download')
  const told = expect(win.messages).toContainText(/Exported torus-lab-[\d-]+\./)
  await win.chooseFromMenu('Export', item)
  const [download] = await Promise.all([waiting, told])
  return { download, bytes: await readFile(await download.path()) }
}

async function open(win: LabWindow, name: string, text: string): Promise<void> {
  const chosen = win.page.waitForEvent('filechooser')
  await win.chooseFromMenu('Export', 'Open snapshot…')
  await (await chosen).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
}

test('the ring is exported as a document of the schema', async ({ win, lab }) => {
  const dead = RING_8.ids[2] ?? ''
  await lab.ask('node.crash', { node: dead })
  await lab.ask('key.put', { key: 'raw', value: { encoding: 'base64', data: '/wAB' }, ttlSeconds: 3600 })
  await lab.ask('key.delete', { key: keysOf(RING_8, RING_8.ids[5] ?? '')[0] ?? '' })
  await lab.ask('latency.set', { from: null, to: null, ms: 1 })
  await expect.poll(async () => (await lab.ask('lab.state', {})).health.behind).toEqual([])

  const { download, bytes } = await exported(win, 'JSON snapshot')
  expect(download.suggestedFilename()).toMatch(/^torus-lab-\d{4}-\d\d-\d\d-\d{6}\.torus\.json$/)
  const parsed = snapshotSchema.safeParse(JSON.parse(bytes.toString()))
  expect(parsed.error?.issues).toBeUndefined()
  const snapshot = parsed.data as Snapshot
  expect(snapshot.nodes.map(({ id }) => id)).toEqual(RING_8.ids)
  const live = RING_8.ids.filter((id) => id !== dead)
  for (const node of snapshot.nodes)
    if (node.id === dead) expect(node.state).toBe('crashed')
    else {
      expect(node.predecessor).toBe(successorsOf(live, node.id).at(-1))
      expect(node.successors.slice(0, 6)).toEqual(successorsOf(live, node.id))
      expect(node.fingers.map(({ to }) => to)).toContain(159)
    }
  const kept = snapshot.keys.filter(({ deleted }) => !deleted)
  expect(kept).toHaveLength((await lab.ask('lab.state', {})).keys)
  for (const { key, id, holders } of kept) {
    expect(id).toBe(hashId(key))
    expect(holders).toContain(ownerOf(live, id))
  }
  const raw = kept.find(({ key }) => key === 'raw')
  expect(raw).toMatchObject({ encoding: 'base64', value: '/wAB' })
  expect(raw?.expiresAt).toBeGreaterThan(Date.now())
  expect(snapshot.latency).toEqual([{ from: null, to: null, ms: 1 }])
  expect(snapshot.settings).toEqual({ bits: 160, successors: 8, stabilizeIntervalMs: 2000 })
  const types = new Set(snapshot.events.map(({ type }) => type))
  for (const type of ['user', 'node-state', 'lookup', 'keys-lost', 'health-changed']) expect(types).toContain(type)
  expect(snapshot.events.length).toBeLessThanOrEqual(5000)
})

test('the picture is exported as SVG and PNG', async ({ win, lab }) => {
  await win.select(RING_8.ids[0] ?? '')
  const { bytes: svg } = await exported(win, 'Picture as SVG')
  const read = await win.page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, 'image/svg+xml')
    return {
      error: document.querySelector('parsererror')?.textContent ?? null,
      root: document.documentElement.localName,
      texts: [...document.querySelectorAll('text')].map((one) => one.textContent ?? ''),
      foreign: [...document.querySelectorAll('[href], script, foreignObject')].length,
      variables: text.includes('var(')
    }
  }, svg.toString())
  expect(read).toMatchObject({ error: null, root: 'svg', foreign: 0, variables: false })
  for (const id of RING_8.ids) expect(read.texts.join(' ')).toContain(short(id))
  expect(read.texts.join(' ')).toContain((await lab.ask('lab.state', {})).health.sentence)

  const { bytes: png } = await exported(win, 'Picture as PNG')
  expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const size = await win.page.evaluate(async (base64) => {
    const blob = new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], { type: 'image/png' })
    const bitmap = await createImageBitmap(blob)
    return { width: bitmap.width, height: bitmap.height }
  }, png.toString('base64'))
  expect(size).toEqual({ width: 1920, height: 1520 })
})

test.describe('files', () => {
  test.use({ seed: RING_2 })

  test('a snapshot opens read-only beside the living ring', async ({ win, lab }) => {
    const before = await fingerprint(lab)
    await open(win, 'evidence.torus.json', JSON.stringify(snapshotOf(RING_8)))
    await expect(win.banner).toContainText('Viewing evidence.torus.json')
    await expect(win.banner).toContainText('read-only')
    await expect(win.nodeList.getByRole('option')).toHaveCount(8)
    await expect(win.button('Add node')).toBeDisabled()
    await expect(win.button('Pause maintenance')).toBeDisabled()
    await expect(win.outcome).toContainText('Read-only')
    await expect(win.page.getByRole('form', { name: 'Request' }).getByRole('button', { name: 'Put' })).toBeDisabled()
    await win.select(RING_8.ids[1] ?? '')
    await expect(win.inspector.getByRole('button', { name: 'Crash' })).toBeDisabled()
    await win.page.keyboard.press('x')
    await expect(win.messages).toContainText('Read-only')
    await win.showTab('Keys')
    await win.page.getByRole('searchbox', { name: 'Search keys' }).fill('user:0013')
    await win.rows('Keys').first().click()
    await expect(win.inspector.getByRole('region', { name: 'Value' })).toContainText('value of user:0013')

    await win.page.keyboard.press('Escape')
    await win.page.getByRole('button', { name: 'Return to live' }).click()
    await expect(win.banner).toBeHidden()
    await expect(win.nodeList.getByRole('option')).toHaveCount(2)
    expect(await fingerprint(lab)).toEqual(before)
  })

  test('a snapshot is restored as a living ring, once that is confirmed', async ({ win, lab }) => {
    await open(win, 'ring.torus.json', JSON.stringify(snapshotOf(RING_8)))
    await win.button('Restore as live ring').click()
    const question = win.page.getByRole('alertdialog', { name: 'Restore as live ring?' })
    await expect(question).toContainText('The living ring of 2 nodes and 6 keys stops')
    await question.getByRole('button', { name: 'Cancel' }).click()
    expect((await lab.ask('lab.state', {})).nodes.map(({ id }) => id)).toEqual(RING_2.ids)

    await win.button('Restore as live ring').click()
    await question.getByRole('button', { name: 'Restore', exact: true }).click()
    await expect(win.banner).toBeHidden()
    await win.expectIdeal(8)
    await expect(win.health).toContainText('60 keys')
    for (const id of RING_8.ids) await win.expectState(id, 'running')
    await win.request('Get', 'user:0013')
    await expect(win.outcome).toContainText(`found at ${short(ownerOf(RING_8.ids, hashId('user:0013')))}`)
    await win.button('Add node').click()
    await win.expectIdeal(9)
  })

  test('a file that is no snapshot of this version is refused by name', async ({ win, lab }) => {
    const before = await fingerprint(lab)
    const good = snapshotOf(RING_8) as Record<string, unknown>
    const nodes = good['nodes'] as Record<string, unknown>[]
    for (const [name, text, message] of [
      ['newer.json', JSON.stringify({ ...good, version: 2 }), 'newer.json: snapshot version not supported: 2'],
      ['other.json', '{"format":"something"}', 'other.json: snapshot format is not torus-lab-snapshot: "something"'],
      ['broken.json', '{\n"format": \n}', 'broken.json: line 3: not JSON'],
      ['list.json', '[]', 'list.json: snapshot is not an object'],
      [
        'node.json',
        JSON.stringify({ ...good, nodes: [{ ...nodes[0], state: 'asleep' }] }),
        'node.json: snapshot nodes.0.state'
      ],
      ['twice.json', JSON.stringify({ ...good, nodes: [nodes[0], nodes[0]] }), `duplicate`]
    ] as const)
      await test.step(name, async () => {
        await open(win, name, text)
        await expect(win.messages).toContainText(message)
        await win.messages.getByRole('button', { name: 'Dismiss' }).click()
        await expect(win.banner).toBeHidden()
      })
    expect(await fingerprint(lab)).toEqual(before)
    await expect(win.nodeList.getByRole('option')).toHaveCount(2)
  })
})

test('what was exported comes back the same', async ({ win, lab }) => {
  await lab.ask('node.add', { id: idOf('7000') })
  await win.expectIdeal(9)
  const { bytes } = await exported(win, 'JSON snapshot')
  await lab.ask('lab.reset', { confirm: true })
  await expect(win.health).toContainText('No nodes running')
  await open(win, 'again.torus.json', bytes.toString())
  await expect(win.nodeList.getByRole('option')).toHaveCount(9)
  await win.button('Restore as live ring').click()
  await win.page.getByRole('alertdialog').getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(win.banner).toBeHidden()
  await win.expectIdeal(9)
  const { nodes, keys } = await lab.ask('lab.state', {})
  expect(nodes.map(({ id }) => id).sort()).toEqual([...RING_8.ids, idOf('7000')].sort())
  expect(keys).toBe(60)
  for (const key of Object.keys(RING_8.keys).slice(0, 5))
    expect((await lab.ask('key.get', { key })).value?.data).toBe(RING_8.keys[key])
})
