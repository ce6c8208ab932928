/** The picture: a ring drawn in place, lookups along their real path, the ledger of moves, the pace of the protocol. */
import type { Hop, LookupView } from '../src/shared/model'
import type { LabClient } from './window/client'
import { turnOf } from './window/lab-window'
import { RING_16, RING_8, hashId, idOf, keysOf, ownerOf } from './window/ring'
import { type Call, expect, test } from './window/test'

const short = (id: string) => id.slice(0, 4)

test('nodes stand at their true angles, or evenly', async ({ win }) => {
  const { ids } = RING_8
  const circle = await win.circle(ids[0] ?? '', ids[4] ?? '')
  for (const id of ids) {
    const place = await win.centreOf(id)
    const turn = (Math.atan2(place.x - circle.x, circle.y - place.y) / (2 * Math.PI) + 1) % 1
    expect(Math.abs(turn - turnOf(id)), short(id)).toBeLessThan(0.002)
    expect(Math.abs(Math.hypot(place.x - circle.x, place.y - circle.y) - circle.radius), short(id)).toBeLessThan(1)
  }
  await win.page.getByRole('radio', { name: 'Even spacing' }).click()
  const gap = 2 * circle.radius * Math.sin(Math.PI / ids.length)
  await expect
    .poll(async () => {
      const places = await Promise.all(ids.map((id) => win.centreOf(id)))
      const gaps = places.map((p, i) => {
        const q = places[(i + 1) % places.length] ?? p
        return Math.hypot(p.x - q.x, p.y - q.y)
      })
      return Math.max(...gaps.map((one) => Math.abs(one - gap)))
    })
    .toBeLessThan(1.5)
})

test('the ring is changed in place: what was drawn stays the same element', async ({ win, lab }) => {
  const kept = RING_8.ids[3] ?? ''
  const element = await win.disc(kept).elementHandle()
  const ring = await win.ring.elementHandle()
  await lab.ask('node.add', { id: idOf('7000') })
  await expect(win.disc(idOf('7000'))).toHaveAttribute('data-state', 'running')
  await lab.ask('node.crash', { node: RING_8.ids[6] ?? '' })
  await expect(win.disc(RING_8.ids[6] ?? '')).toHaveAttribute('data-state', 'crashed')
  await lab.ask('key.put', { key: 'more', value: { encoding: 'utf8', data: '1' } })
  const same = await win.page.evaluate(
    ([node, svg, id]) => {
      const now = document.querySelector(`[data-testid="ring"] [data-node="${String(id)}"]`)
      return node === now && svg === document.querySelector('[data-testid="ring"]')
    },
    [element, ring, kept] as const
  )
  expect(same).toBe(true)
})

test('where keys lie shows as bars that grow', async ({ win, lab }) => {
  const ink = () =>
    win.page.getByTestId('ring-keys').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
      let inked = 0
      for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) > 128) inked++
      return inked
    })
  await expect.poll(ink).toBeGreaterThan(100)
  const before = await ink()
  await lab.ask('key.generate', { count: 600, prefix: 'dense:' })
  await expect.poll(ink).toBeGreaterThan(before * 1.2)
})

test('the selected node shows its fingers and its predecessor', async ({ win }) => {
  await win.select(RING_8.ids[2] ?? '')
  const legend = win.page.getByRole('main', { name: 'Ring' })
  for (const word of ['Owned arc', 'Finger', 'Neighbour'])
    await expect(legend.getByRole('listitem').filter({ hasText: word }).first()).toBeVisible()
  await win.chooseLayer('Fingers')
  const strokes = () => win.ring.locator('path').count()
  const without = await strokes()
  await win.chooseLayer('Fingers')
  await expect.poll(strokes).toBeGreaterThan(without)
})

test.describe('lookups', () => {
  test.use({ seed: RING_16 })

  test('a lookup is drawn hop by hop along the path it really took', async ({ win, lab, calls }) => {
    const from = RING_16.ids[0] ?? ''
    const key = await farKey(lab, from)
    await win.request('Get', key, { from })
    const lookup = await replyOf(calls)
    expect(lookup.path.length).toBeGreaterThan(1)
    expect(lookup.path[0]?.from).toBe(from)
    expect(lookup.path.at(-1)?.to).toBe(ownerOf(RING_16.ids, hashId(key)))
    expect(lookup.owner).toBe(ownerOf(RING_16.ids, hashId(key)))

    const drawn = win.ring.locator(`[data-lookup="${lookup.lookup}"] [data-hop]`)
    await expect(drawn).toHaveCount(lookup.path.length)
    const delays = await drawn
      .locator('.hop-line')
      .evaluateAll((lines) => lines.map((line) => Number.parseFloat(getComputedStyle(line).animationDelay)))
    expect(delays).toEqual([...delays].sort((a, b) => a - b))
    expect(new Set(delays).size).toBe(lookup.path.length)
    for (const hop of lookup.path)
      await expect(win.ring.getByText(hopTime(hop), { exact: true }).first()).toBeAttached()

    const hops = win.inspector.getByRole('list', { name: 'Hops' }).getByRole('listitem')
    await expect(hops).toHaveCount(lookup.path.length)
    for (const [i, hop] of lookup.path.entries()) {
      await expect(hops.nth(i)).toContainText(`${short(hop.from)} → ${short(hop.to)}`)
      await expect(hops.nth(i)).toContainText(`${hop.tookMs.toFixed(2)} ms`)
    }
    await expect(win.inspector).toContainText(`so ${short(lookup.owner ?? '')} owns it.`)
    await win.page.keyboard.press('Escape')
  })

  test('with reduced motion the path appears whole', async ({ win, lab, calls }) => {
    await win.page.emulateMedia({ reducedMotion: 'reduce' })
    const from = RING_16.ids[0] ?? ''
    const key = await farKey(lab, from)
    await win.request('Get', key, { from })
    const lookup = await replyOf(calls)
    const lines = win.ring.locator(`[data-lookup="${lookup.lookup}"] .hop-line`)
    await expect(lines).toHaveCount(lookup.path.length)
    expect(await lines.evaluateAll((all) => all.map((line) => getComputedStyle(line).animationName))).toEqual(
      lookup.path.map(() => 'none')
    )
  })

  test('the arc of a joining node lights up, and a ledger tells which keys moved', async ({ win, lab }) => {
    const joiner = idOf('4200')
    const giver = ownerOf(RING_16.ids, joiner)
    const after = [...RING_16.ids, joiner]
    const moved = keysOf({ ids: after, keys: RING_16.keys }, joiner).length
    expect(moved).toBeGreaterThan(0)
    await lab.ask('node.add', { id: joiner })
    const share = ((moved / 200) * 100).toFixed(1)
    await expect(win.ledger).toContainText(`${moved} of 200 keys (${share} %; expected 1/17)`)
    await expect(win.page.getByRole('main', { name: 'Ring' })).toContainText('Arc that moves')
    await expect(win.ledger).toHaveText(new RegExp(`moved ${short(giver)} → ${short(joiner)} in [\\d.]+ ms`, 'u'))
    const [transfer] = (await lab.ask('lab.state', {})).transfers.filter(({ to }) => to === joiner)
    expect(transfer).toMatchObject({ from: giver, total: moved, moved, ringKeys: 200, ringNodes: 17, state: 'done' })
    expect((await lab.ask('node.detail', { node: joiner })).view.keys).toBe(moved)
    await expect(win.ledger).toBeHidden()
  })
})

test('the ledger of a leave', async ({ win }) => {
  const leaver = RING_8.ids[4] ?? ''
  const keys = keysOf(RING_8, leaver).length
  await win.select(leaver)
  await win.page.keyboard.press('v')
  await expect(win.ledger).toContainText(`${keys} of 60 keys`)
  await expect(win.ledger).toContainText(`moved ${short(leaver)} → ${short(RING_8.ids[5] ?? '')}`)
})

test('maintenance is paused, stepped round by round, and resumed', async ({ win, lab }) => {
  await win.page
    .getByRole('group', { name: 'Protocol clock' })
    .getByRole('button', { name: 'Pause maintenance' })
    .click()
  await expect(win.button('Resume maintenance')).toHaveAttribute('aria-pressed', 'true')
  expect((await lab.ask('lab.state', {})).clock.paused).toBe(true)
  const dead = RING_8.ids[3] ?? ''
  await lab.ask('node.crash', { node: dead })
  await expect(win.row(dead)).toHaveAccessibleName(/crashed/)
  expect((await lab.ask('key.get', { key: keysOf(RING_8, RING_8.ids[6] ?? '')[0] ?? '' })).ok).toBe(true)
  await expect(async () => {
    await win.button('Step one round').click()
    await expect.poll(async () => (await lab.ask('lab.state', {})).health.behind.length, { timeout: 3000 }).toBe(0)
  }).toPass()
  expect((await lab.ask('lab.state', {})).clock.paused).toBe(true)
  await win.button('Resume maintenance').click()
  await expect(win.button('Pause maintenance')).toBeVisible()
  expect((await lab.ask('lab.state', {})).clock.paused).toBe(false)
})

test('the protocol clock is slowed down', async ({ win, lab }) => {
  await win.chooseFromMenuRadio('Speed 1×', '¼×')
  await expect(win.button('Speed ¼×')).toBeVisible()
  expect((await lab.ask('lab.state', {})).clock).toEqual({ rate: 0.25, paused: false })
  await win.chooseFromMenuRadio('Speed ¼×', '1×')
  await expect(win.button('Speed 1×')).toBeVisible()
})

test('injected latency holds messages back, on every link or on one', async ({ win, lab, calls }) => {
  await win.chooseFromMenu('Speed 1×', 'Inject latency…')
  const dialog = win.dialog('Inject latency')
  await dialog.getByLabel('Latency, ms').fill('120')
  await dialog.getByRole('button', { name: 'Set' }).click()
  await expect(dialog.getByRole('listitem')).toHaveText(/any node → any node.*120 ms/)
  await win.page.keyboard.press('Escape')
  const [from = '', , , far = ''] = RING_8.ids
  const key = keysOf(RING_8, far)[0] ?? ''
  await win.request('Get', key, { from })
  const lookup = await replyOf(calls)
  expect(lookup.path.length).toBeGreaterThan(0)
  expect(lookup.tookMs).toBeGreaterThan(120 * lookup.path.length)
  await win.chooseFromMenu('Speed 1×, 1 latency rules', 'Injected latency: 1…')
  await dialog.getByRole('button', { name: 'Remove the latency any node → any node' }).click()
  await expect(dialog).toContainText('No latency is injected.')
  await dialog.getByRole('combobox', { name: 'Latency from' }).click()
  await win.page.getByRole('option', { name: short(from), exact: true }).click()
  await dialog.getByLabel('Latency, ms').fill('120')
  await dialog.getByRole('button', { name: 'Set' }).click()
  await expect(dialog.getByRole('listitem')).toHaveText(new RegExp(`${short(from)} → any node.*120 ms`))
  expect((await lab.ask('lab.state', {})).latency).toEqual([{ from, to: null, ms: 120 }])
})

/** A key of the ring whose lookup takes the most hops. */
async function farKey(lab: LabClient, from: string): Promise<string> {
  let [best, most] = ['', 0]
  for (const key of Object.keys(RING_16.keys)) {
    const hops = (await lab.ask('key.lookup', { from, key })).path.length
    if (hops > most) [best, most] = [key, hops]
    if (most >= 3) break
  }
  return best
}

/** The lookup that the lab answered to the window's request. */
async function replyOf(calls: readonly Call[]): Promise<LookupView> {
  const answered = () => calls.filter(({ command, reply }) => command === 'key.get' && reply.ok).at(-1)
  await expect.poll(() => answered() !== undefined).toBe(true)
  const reply = answered()?.reply
  if (reply?.ok !== true) throw new Error('no reply')
  return reply.value as LookupView
}

const hopTime = ({ tookMs }: Hop): string => (tookMs < 100 ? `${tookMs.toFixed(2)} ms` : `${Math.round(tookMs)} ms`)
