/** Twenty seconds of a real lab for README.md and docs/tour.md: a join, a lookup, a crash and its repair. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession, Page } from '@playwright/test'
import sharp from 'sharp'
import { RING_16, hashId, idOf, ownerOf } from '../window/ring'
import { expect, test } from '../window/test'

const SIZE = { width: 1280, height: 800 }
const SHOWN = { width: 960, height: 600 }
const LENGTH_MS = 20_000
const FRAME_MS = 125

test.use({ seed: RING_16, colorScheme: 'dark', viewport: SIZE })
test.describe.configure({ timeout: 120_000 })

interface Frame {
  atMs: number
  png: Buffer
}

/** Frames as the browser draws them, from now on until `stop`. */
class Film {
  readonly frames: Frame[] = []
  private readonly session: CDPSession

  private constructor(session: CDPSession) {
    this.session = session
  }

  static async begin(page: Page): Promise<Film> {
    const film = new Film(await page.context().newCDPSession(page))
    film.session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
      film.frames.push({ atMs: (metadata.timestamp ?? 0) * 1000, png: Buffer.from(data, 'base64') })
      void film.session.send('Page.screencastFrameAck', { sessionId })
    })
    await film.session.send('Page.startScreencast', { format: 'png', everyNthFrame: 2 })
    return film
  }

  async stop(): Promise<Frame[]> {
    await this.session.send('Page.stopScreencast')
    return this.frames
  }
}

/** One frame for each moment of the film: the newest one drawn by then. Equal neighbours become one, shown for longer. */
function paced(frames: readonly Frame[]): { png: Buffer; ms: number }[] {
  const first = frames[0]?.atMs ?? 0
  const shown: { png: Buffer; ms: number }[] = []
  for (let at = 0; at < LENGTH_MS; at += FRAME_MS) {
    const frame = frames.filter(({ atMs }) => atMs - first <= at).at(-1)
    if (frame === undefined) break
    const last = shown.at(-1)
    if (last?.png === frame.png) last.ms += FRAME_MS
    else shown.push({ png: frame.png, ms: FRAME_MS })
  }
  return shown
}

test('film', async ({ win, lab }) => {
  const { page } = win
  const joiner = idOf('4a00')
  const giver = ownerOf(RING_16.ids, joiner)
  const origin = idOf('8fb0')
  const victim = idOf('b07c')
  await page.mouse.move(0, 0)
  await expect(win.disc(giver)).toBeVisible()
  const film = await Film.begin(page)
  const startMs = Date.now()
  /** A film is the one place where a moment counts: waits until this second of it. */
  const until = (second: number) => sleep(Math.max(0, startMs + second * 1000 - Date.now()))

  await until(1.5)
  await win.row(giver).click()
  await lab.ask('latency.set', { from: giver, to: null, ms: 110 })
  await until(3)
  await lab.ask('node.add', { id: joiner })
  await lab.ask('latency.set', { from: giver, to: null, ms: 0 })
  await until(8)
  await page.keyboard.press('Escape')
  await lab.ask('latency.set', { from: null, to: null, ms: 30 })
  const key = Object.keys(RING_16.keys).find((name) => ownerOf(RING_16.ids, hashId(name)) === idOf('7b15')) ?? ''
  await win.request('Get', key, { from: origin })
  await expect(win.outcome).toContainText('found at')
  await lab.ask('latency.set', { from: null, to: null, ms: 0 })
  await until(12.5)
  await page.keyboard.press('Escape')
  await win.row(idOf('a2c8')).click()
  await lab.ask('clock.set', { paused: true })
  await until(13.5)
  await lab.ask('node.crash', { node: victim })
  await until(16)
  for (let i = 0; i < 3; i++) await lab.ask('clock.step', {})
  await lab.ask('clock.set', { paused: false })
  await until(18)
  await lab.ask('node.restart', { node: victim })
  await until(LENGTH_MS / 1000 + 0.5)
  const shown = paced(await film.stop())
  expect(shown.length).toBeGreaterThan(30)
  const frames = await Promise.all(shown.map(({ png }) => sharp(png).resize(SHOWN).png().toBuffer()))
  await sharp(frames, { join: { animated: true } })
    .webp({ quality: 72, effort: 4, loop: 0, delay: shown.map(({ ms }) => ms) })
    .toFile('docs/images/film.webp')
})
