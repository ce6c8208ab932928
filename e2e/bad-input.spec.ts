/** Bad input: each is refused with a message that names the value, and nothing changes. */
import { createServer } from 'node:net'
import type { CommandName, Request } from '../src/shared/contract'
import type { LabWindow } from './window/lab-window'
import { NO_RING, RING_2, RING_8 } from './window/ring'
import { expect, fingerprint, test } from './window/test'

const [A = '', B = ''] = RING_8.ids
const short = (id: string) => id.slice(0, 4)

async function addAt(win: LabWindow, id: string, port: string) {
  await win.chooseFromMenu('More ways to add nodes', 'At a chosen id…')
  const dialog = win.dialog('Add a node at a chosen id')
  await dialog.getByLabel('Id', { exact: true }).fill(id)
  await dialog.getByLabel('Port').fill(port)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  return dialog
}

/** Closes the newest message. */
const dismiss = (win: LabWindow) => win.messages.getByRole('button', { name: 'Dismiss' }).last().click()

test('a duplicate id and a port in use are named', async ({ win, lab }) => {
  const before = await fingerprint(lab)
  await addAt(win, A, '')
  await expect(win.messages).toContainText(`Duplicate id: ${A}`)
  await dismiss(win)
  const { port } = (await lab.ask('node.detail', { node: B })).view
  await addAt(win, '70', String(port))
  await expect(win.messages).toContainText(`Port in use by ${short(B)}: ${port}`)
  await dismiss(win)
  expect(await fingerprint(lab)).toEqual(before)
})

test('a port that another program has is named', async ({ win, lab }) => {
  const server = createServer()
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
  )
  await addAt(win, '70', String(port))
  await expect(win.messages).toContainText(new RegExp(`port in use: .*${port}`, 'i'))
  const live = (await lab.ask('lab.state', {})).nodes.filter(({ state }) => state === 'running')
  expect(live.map(({ id }) => id)).toEqual(RING_8.ids)
  await win.expectIdeal(8)
  await new Promise((resolve) => server.close(resolve))
})

test('ids, ports and numbers that are none stay in their dialogs', async ({ win, lab }) => {
  const before = await fingerprint(lab)
  for (const [id, port, message] of [
    ['xyz', '', 'id is not hexadecimal: "xyz'],
    ['', '', 'Id is empty.'],
    ['f'.repeat(41), '', 'id does not fit in 160 bits'],
    ['80', '70000', 'Port is not 0 to 65535: 70000'],
    ['80', 'many', 'Port is not 0 to 65535: many']
  ] as const) {
    const dialog = await addAt(win, id, port)
    await expect(dialog).toContainText(message)
    await win.page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  await win.page.keyboard.press('Shift+N')
  const many = win.dialog('Add many nodes')
  for (const [number, message] of [
    ['0', 'Number of nodes is not a whole number above 0: 0'],
    ['2.5', 'Number of nodes is not a whole number above 0: 2.5'],
    ['505', 'Number of nodes is over 504: 505']
  ] as const) {
    await many.getByLabel('Number of nodes').fill(number)
    await many.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(many).toContainText(message)
  }
  await win.page.keyboard.press('Escape')
  expect(await fingerprint(lab)).toEqual(before)
})

test('keys, values and times that cannot be are named', async ({ win, lab }) => {
  const before = await fingerprint(lab)
  await win.request('Put', '', { value: 'x' })
  await expect(win.outcome).toHaveText('Key is empty.')
  await win.request('Get', 'k'.repeat(1025))
  await expect(win.outcome).toHaveText('Key is over 1.0 KiB: 1.0 KiB')
  await win.request('Get', 'ü'.repeat(600))
  await expect(win.outcome).toHaveText('Key is over 1.0 KiB: 1.2 KiB')
  await win.request('Put', 'k', { value: 'x', ttl: 'soon' })
  await expect(win.outcome).toHaveText('TTL is not a number of seconds above 0: soon')
  await win.request('Put', 'k', { value: 'x', ttl: '-1' })
  await expect(win.outcome).toHaveText('TTL is not a number of seconds above 0: -1')
  await win.chooseFromMenuRadio('Value given as text', 'Bytes as base64')
  await win.request('Put', 'k', { value: '%%%' })
  await expect(win.outcome).toContainText('Value is not base64')

  const chosen = win.page.waitForEvent('filechooser')
  await win.chooseFromMenuRadio('Value given as base64', 'Bytes of a file…')
  await (await chosen).setFiles({ name: 'big.bin', mimeType: 'text/plain', buffer: Buffer.alloc(1024 * 1024 + 1024) })
  const form = win.page.getByRole('form', { name: 'Request' })
  await expect(form).toContainText('big.bin')
  await form.getByRole('button', { name: 'Put', exact: true }).click()
  await expect(win.outcome).toContainText('Value is over 1.0 MiB')
  expect(await fingerprint(lab)).toEqual(before)
})

test('the last node is asked about first', async ({ win, lab }) => {
  for (const id of RING_8.ids.slice(1)) await lab.ask('node.leave', { node: id })
  await expect(win.health).toContainText('1 node ')
  await win.select(A)
  await win.page.keyboard.press('x')
  const question = win.page.getByRole('alertdialog', { name: 'Crash the last node?' })
  await expect(question).toContainText(`${short(A)} is the only live node. Its 60 keys are lost`)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(question).toBeHidden()
  expect((await lab.ask('node.detail', { node: A })).view).toMatchObject({ state: 'running', keys: 60 })
  expect(await lab.reply('node.crash', { node: A })).toMatchObject({
    ok: false,
    error: { code: 'confirm', message: expect.stringContaining(`last live node: ${A}`) }
  })
  await win.inspector.getByRole('button', { name: 'Crash' }).click()
  await question.getByRole('button', { name: 'Crash' }).click()
  await win.expectState(A, 'crashed')
  expect((await lab.ask('lab.state', {})).health.live).toBe(0)
})

test('a dead node takes no commands', async ({ win, lab }) => {
  await lab.ask('node.crash', { node: B })
  await win.expectState(B, 'crashed')
  await win.select(B)
  await win.page.keyboard.press('v')
  await expect(win.messages).toContainText(`${short(B)} is not running.`)
  await win.row(A).click()
  await win.page.keyboard.press('r')
  await expect(win.messages).toContainText(`${short(A)} is still up.`)
  const form = win.page.getByRole('form', { name: 'Request' })
  await form.getByRole('combobox', { name: 'From' }).click()
  await expect(win.page.getByRole('option', { name: new RegExp(`^${short(A)} ·`) })).toBeVisible()
  await expect(win.page.getByRole('option', { name: new RegExp(`^${short(B)} ·`) })).toHaveCount(0)
})

test('commands that cannot be are refused by name at the door', async ({ lab }) => {
  await lab.ask('node.crash', { node: B })
  await expect.poll(async () => (await lab.ask('lab.state', {})).health.behind).toEqual([])
  const before = await fingerprint(lab)
  const refused = async <C extends CommandName>(command: C, request: Request<C>, code: string, message: string) =>
    expect(await lab.reply(command, request), `${command} ${message}`).toMatchObject({
      ok: false,
      error: { code, message: expect.stringContaining(message) }
    })
  const value = { encoding: 'utf8', data: 'x' } as const
  await refused('node.crash', { node: 'zz' }, 'not-found', 'unknown node: zz')
  await refused('node.detail', { node: '99999' }, 'not-found', 'unknown node: 99999')
  await refused('key.get', { key: 'k', from: 'ffffffff' }, 'not-found', 'unknown node: ffffffff')
  await refused('node.add', { id: A }, 'conflict', `duplicate id: ${A}`)
  await refused('node.add', { port: 70_000 }, 'invalid', '70000')
  await refused('node.add', { id: 'xyz' }, 'invalid', 'xyz')
  await refused('node.addMany', { count: 0 }, 'invalid', '0')
  await refused('node.addMany', { count: 512 }, 'conflict', 'too many nodes: 520')
  await refused('key.put', { key: '', value }, 'invalid', 'key is empty')
  await refused('key.put', { key: 'k'.repeat(1025), value }, 'invalid', 'key too long: 1025 bytes (limit 1024)')
  const large = { encoding: 'utf8', data: 'x'.repeat(1024 * 1024 + 1) } as const
  await refused('key.put', { key: 'k', value: large }, 'invalid', 'value too large: 1048577 bytes (limit 1048576)')
  await refused('key.put', { key: 'k', value: { encoding: 'base64', data: '%%%' } }, 'invalid', '%%%')
  await refused('key.put', { key: 'k', value, ttlSeconds: -1 }, 'invalid', '-1')
  await refused('node.crash', { node: B }, 'conflict', `node is crashed: ${B}`)
  await refused('node.leave', { node: B }, 'conflict', `node is crashed: ${B}`)
  await refused('key.get', { key: 'k', from: B }, 'conflict', `node is crashed: ${B}`)
  await refused('node.restart', { node: A }, 'conflict', `node is running: ${A}`)
  await refused('node.forget', { node: A }, 'conflict', `node is running: ${A}`)
  await refused('task.cancel', { task: 'task-0' }, 'not-found', 'unknown task: task-0')
  await refused('latency.set', { from: 'zz', to: null, ms: 5 }, 'not-found', 'unknown node: zz')
  await refused('latency.set', { from: null, to: null, ms: -5 }, 'invalid', '-5')
  await refused('clock.set', { rate: 7 }, 'invalid', '7')
  await refused('snapshot.restore', { text: '{', confirm: true }, 'invalid', 'line 1: not JSON')
  await refused('no.such' as CommandName, {}, 'invalid', 'unknown command: no.such')
  expect(await fingerprint(lab)).toEqual(before)
})

test.describe('without a ring', () => {
  test.use({ seed: NO_RING })

  test('requests wait for a node', async ({ win, lab }) => {
    await expect(win.outcome).toHaveText('Add a node to send requests.')
    await win.page.keyboard.press('p')
    await expect(win.messages).toContainText('Add a node first.')
    expect(await lab.reply('key.get', { key: 'k' })).toMatchObject({
      ok: false,
      error: { message: 'no node is running' }
    })
  })
})

test.describe('a foreign page', () => {
  test.use({ seed: RING_2 })

  test('a wrong token opens nothing', async ({ win, shared, browser }) => {
    await win.expectIdeal(2)
    const stranger = await browser.newPage()
    expect((await stranger.goto(`${shared.served.origin}/?token=wrong`))?.status()).toBe(401)
    await expect(stranger.getByText('wrong token')).toBeVisible()
    expect((await stranger.goto(shared.served.origin))?.status()).toBe(401)
    await stranger.close()
    await win.expectIdeal(2)
  })
})
