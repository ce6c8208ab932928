/** Zoomed in, keys are drawn one by one: named under the pointer, selected by a click, shown waiting while they move. */
import { type LabWindow, type Point, pointOn, turnOf } from './window/lab-window'
import { RING_8, hashId, idOf, ownerOf } from './window/ring'
import { expect, test } from './window/test'

const keysCanvas = (win: LabWindow) => win.page.getByTestId('ring-keys')
const note = (win: LabWindow) => win.page.getByTestId('sight-note')

/** Zooms in by the wheel until keys stand one by one. */
async function zoomAt(win: LabWindow, { x, y }: Point): Promise<void> {
  await win.page.mouse.move(x, y)
  await expect(async () => {
    await win.page.mouse.wheel(0, -300)
    await expect(keysCanvas(win)).toHaveAttribute('data-single', /\d+/, { timeout: 2000 })
  }).toPass()
}

test('keys in sight are drawn one by one, and as bars when they are too many', async ({ win, lab }) => {
  const { page } = win
  const id = RING_8.ids[4] ?? ''
  await expect(note(win)).toBeHidden()
  await zoomAt(win, await win.centreOf(id))
  const shown = Number(await keysCanvas(win).getAttribute('data-single'))
  expect(shown).toBeGreaterThan(0)
  expect(shown).toBeLessThan(60)
  await expect(note(win)).toHaveText(new RegExp(`^${shown} keys? in sight$`))
  await lab.ask('key.generate', { count: 20_000, prefix: 'many:' })
  await expect(note(win)).toHaveText(/keys in sight, as bars$/)
  await expect(keysCanvas(win)).not.toHaveAttribute('data-single', /\d/)
  await page.keyboard.press('0')
  await expect(note(win)).toBeHidden()
})

test('a key under the pointer is named, and a click selects it', async ({ win }) => {
  const id = RING_8.ids[4] ?? ''
  await zoomAt(win, await win.centreOf(id))
  const name = win.ring.locator('.ring-key-name text')
  const { x, y } = await win.centreOf(id)
  // Somewhere near the node, over the band outside of the ring, a key lies.
  await expect(async () => {
    for (let dx = -220; dx <= 220 && !(await name.isVisible()); dx += 5)
      for (let dy = 10; dy <= 60 && !(await name.isVisible()); dy += 6) await win.page.mouse.move(x + dx, y + dy)
    await expect(name).toBeVisible({ timeout: 1000 })
  }).toPass()
  const key = (await name.textContent())?.split(' · ')[0] ?? ''
  expect(Object.keys(RING_8.keys)).toContain(key)
  await win.page.mouse.down()
  await win.page.mouse.up()
  await expect(win.inspector.getByRole('heading', { name: key })).toBeVisible()
})

test.afterEach(async ({ lab }) => void (await lab.ask('settings.reset', {})))

test('keys that are to move wait, and are held when they have', async ({ win, lab }) => {
  const joiner = idOf('7000')
  const giver = ownerOf(RING_8.ids, joiner)
  // The middle of the arc that changes hands.
  const circle = await win.circle(RING_8.ids[0] ?? '', RING_8.ids[4] ?? '')
  await zoomAt(win, pointOn(circle, (turnOf(idOf('5e91')) + turnOf(joiner)) / 2))
  const ink = (tone: string) =>
    keysCanvas(win).evaluate((canvas: HTMLCanvasElement, token) => {
      const probe = document.createElement('canvas').getContext('2d')
      if (probe === null) return 0
      probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(token)
      probe.fillRect(0, 0, 1, 1)
      const [r = 0, g = 0, b = 0] = probe.getImageData(0, 0, 1, 1).data
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
      let found = 0
      for (let i = 0; i < data.length; i += 4)
        if (Math.abs((data[i] ?? 0) - r) + Math.abs((data[i + 1] ?? 0) - g) + Math.abs((data[i + 2] ?? 0) - b) < 24)
          if ((data[i + 3] ?? 0) > 200) found++
      return found
    }, tone)
  expect(await ink('--move')).toBe(0)
  // Slow enough that a window on a busy machine sees the move under way.
  await lab.ask('settings.set', { rpcTimeoutMs: 5000 })
  await lab.ask('latency.set', { from: giver, to: null, ms: 1000 })
  const joined = lab.ask('node.add', { id: joiner })
  await expect.poll(() => ink('--move'), { intervals: [100] }).toBeGreaterThan(0)
  await lab.ask('latency.set', { from: giver, to: null, ms: 0 })
  await joined
  await win.expectIdeal(9)
  await expect.poll(() => ink('--move')).toBe(0)
  const moved = Object.keys(RING_8.keys).filter((key) => ownerOf([...RING_8.ids, joiner], hashId(key)) === joiner)
  expect(moved.length).toBeGreaterThan(0)
})
