/** Nodes: adding, crashing, leaving, restarting, and the list of them. */
import { connect } from 'node:net'
import { pointOn, turnOf } from './window/lab-window'
import { RING_8, hashId, idOf, keysOf, successorsOf } from './window/ring'
import { expect, test } from './window/test'

const IDS = RING_8.ids
const [A = '', B = '', C = ''] = IDS

/** Whether something listens on a port. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

test('a node is added by button, key and menu, each at the hash of its address', async ({ win, lab }) => {
  await win.button('Add node').click()
  await expect(win.nodeList.getByRole('option')).toHaveCount(9)
  await win.page.keyboard.press('n')
  await expect(win.nodeList.getByRole('option')).toHaveCount(10)
  await win.chooseFromMenu('More ways to add nodes', /^One, at its hashed id/)
  await win.expectIdeal(11)
  await expect(win.page.getByTestId('node-count')).toHaveText('11')
  const added = (await lab.ask('lab.state', {})).nodes.filter(({ id }) => !IDS.includes(id))
  expect(added).toHaveLength(3)
  for (const node of added) {
    expect(node.id).toBe(hashId(node.address))
    expect(await answers(node.port)).toBe(true)
    await expect(win.row(node.id)).toHaveAccessibleName(new RegExp(`port ${node.port} ?, running`))
    await expect(win.disc(node.id)).toHaveAttribute('data-state', 'running')
  }
})

test('a click on the ring puts a node there', async ({ win, lab }) => {
  const circle = await win.circle(A, IDS[4] ?? '')
  await win.chooseFromMenu('More ways to add nodes', 'Place on the ring…')
  await expect(win.page.getByText('Click the ring to place a node.')).toBeVisible()
  const place = pointOn(circle, turnOf('d500'))
  await win.page.mouse.click(place.x, place.y)
  await win.expectIdeal(9)
  const added = (await lab.ask('lab.state', {})).nodes.find(({ id }) => !IDS.includes(id))
  expect(Math.abs(turnOf(added?.id ?? '') - turnOf('d500'))).toBeLessThan(0.004)
})

test('the menu of a bare place on the ring adds a node there', async ({ win, lab }) => {
  const circle = await win.circle(A, IDS[4] ?? '')
  const place = pointOn(circle, turnOf('7700'))
  await win.page.mouse.click(place.x, place.y, { button: 'right' })
  await win.page.getByRole('menuitem', { name: 'Add a node here' }).click()
  await win.expectIdeal(9)
  const added = (await lab.ask('lab.state', {})).nodes.find(({ id }) => !IDS.includes(id))
  expect(Math.abs(turnOf(added?.id ?? '') - turnOf('7700'))).toBeLessThan(0.004)
})

test('a node is added at an id that is typed', async ({ win }) => {
  await win.chooseFromMenu('More ways to add nodes', 'At a chosen id…')
  const dialog = win.dialog('Add a node at a chosen id')
  await dialog.getByLabel('Id', { exact: true }).fill('b8')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog).toBeHidden()
  await win.expectIdeal(9)
  await expect(win.disc('b8'.padEnd(40, '0'))).toHaveAttribute('data-state', 'running')
})

test('several nodes are added at once', async ({ win }) => {
  await win.page.keyboard.press('Shift+N')
  const dialog = win.dialog('Add many nodes')
  await dialog.getByLabel('Number of nodes').fill('5')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await win.expectIdeal(13)
  await expect(win.nodeList.getByRole('option')).toHaveCount(13)
})

test('a crashed node stops answering at once, loses its keys, and the ring heals around it', async ({ win, lab }) => {
  const lost = keysOf(RING_8, B).length
  const port = (await lab.ask('node.detail', { node: B })).view.port
  expect(await answers(port)).toBe(true)
  await win.select(B)
  await win.inspector.getByRole('button', { name: 'Crash' }).click()
  await expect(win.messages).toContainText(`${B.slice(0, 4)} crashed · ${lost} keys lost`)
  expect(await answers(port)).toBe(false)
  await win.expectState(B, 'crashed')
  await expect(win.inspector).toContainText('its memory is gone')
  await expect(win.health).toContainText(`${lost} keys lost`)
  await expect
    .poll(async () => {
      const { nodes, health } = await lab.ask('lab.state', {})
      const live = nodes.filter(({ state }) => state === 'running')
      return { named: live.filter(({ successors }) => successors.includes(B)).length, behind: health.behind.length }
    })
    .toEqual({ named: 0, behind: 0 })
  expect((await lab.ask('lab.state', {})).keys).toBe(60 - lost)
})

test('crash by key and by menu', async ({ win }) => {
  await win.select(B)
  await win.page.keyboard.press('x')
  await win.expectState(B, 'crashed')
  await win.row(C).click({ button: 'right' })
  await win.page
    .getByRole('menu', { name: `Node ${C.slice(0, 4)}` })
    .getByRole('menuitem', { name: 'Crash' })
    .click()
  await win.expectState(C, 'crashed')
  await expect(win.disc(C)).toHaveAttribute('data-state', 'crashed')
})

test('a node that leaves hands its keys over first', async ({ win, lab }) => {
  const handed = keysOf(RING_8, C).length
  await win.select(C)
  await win.page.keyboard.press('v')
  await expect(win.messages).toContainText(`${C.slice(0, 4)} left · ${handed} keys handed over`)
  await win.expectState(C, 'left')
  await win.expectIdeal(7)
  await expect(win.health).toContainText('60 keys')
  const heir = successorsOf(IDS, C)[0] ?? ''
  for (const key of keysOf(RING_8, C)) {
    const { owner, value } = await lab.ask('key.get', { key })
    expect({ owner, data: value?.data }).toEqual({ owner: heir, data: RING_8.keys[key] })
  }
})

test('leave and restart from the menu of a node', async ({ win }) => {
  await win.row(A).click({ button: 'right' })
  await win.page.getByRole('menuitem', { name: 'Leave' }).click()
  await win.expectState(A, 'left')
  await win.row(A).click({ button: 'right' })
  await win.page.getByRole('menuitem', { name: 'Restart' }).click()
  await win.expectIdeal(8)
})

test('a crashed node is restarted on its port and gets its range back', async ({ win, lab }) => {
  const before = (await lab.ask('node.detail', { node: B })).view
  await win.select(B)
  await win.page.keyboard.press('x')
  await win.expectState(B, 'crashed')
  await win.inspector.getByRole('button', { name: 'Restart' }).click()
  await win.expectState(B, 'running')
  await expect.poll(async () => (await lab.ask('lab.state', {})).health.behind).toEqual([])
  const after = (await lab.ask('node.detail', { node: B })).view
  expect({ id: after.id, port: after.port, state: after.state }).toEqual({ id: B, port: before.port, state: 'running' })
  expect(await answers(after.port)).toBe(true)
  const { predecessor } = (await lab.ask('node.detail', { node: B })).truth
  expect(after.servedFrom).toBe(predecessor)
})

test('the list tells id, port, state, keys, successor and predecessor of each node', async ({ win, lab }) => {
  const { nodes } = await lab.ask('lab.state', {})
  const short = (id: string) => id.slice(0, 4)
  for (const { id, port, keys, successors, predecessor } of nodes) {
    expect(successors).toEqual(successorsOf(IDS, id).slice(0, successors.length))
    expect(keys).toBe(keysOf(RING_8, id).length)
    const neighbours = `successor ${short(successors[0] ?? '')}, predecessor ${short(predecessor)}`
    await expect(win.row(id)).toHaveAccessibleName(
      new RegExp(`^${short(id)} ?, port ${port} ?, running, keys ${keys} ?, ${neighbours}$`)
    )
  }
  await win.showTab('Nodes')
  await expect(win.rows('Nodes')).toHaveCount(8)
  const first = win.rows('Nodes').first()
  await expect(first).toContainText(short(IDS[0] ?? ''))
  await expect(first).toContainText(successorsOf(IDS, A).map(short).join(' '))
  await win.grid('Nodes').getByRole('button', { name: 'id' }).click()
  await expect(first).toContainText(short(IDS.at(-1) ?? ''))
})

test('the list is filtered by id, port or state', async ({ win, lab }) => {
  const filter = win.page.getByRole('searchbox', { name: 'Filter nodes by id, port or state' })
  await filter.fill(A.slice(0, 4))
  await expect(win.nodeList.getByRole('option')).toHaveCount(1)
  await expect(win.page.getByTestId('node-count')).toHaveText('1 of 8')
  await filter.fill(String((await lab.ask('node.detail', { node: A })).view.port))
  await expect(win.row(A)).toBeVisible()
  await filter.fill('crashed')
  await expect(win.page.getByText('No node matches crashed.')).toBeVisible()
  await lab.ask('node.crash', { node: idOf('2b3c') })
  await expect(win.nodeList.getByRole('option')).toHaveCount(1)
})
