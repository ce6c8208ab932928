/**
 * Tests of the window on a ring with chosen ids. One lab serves all tests of a worker; each test begins with its own
 * ring, fresh servers and an empty log.
 */
import { test as base, expect } from '@playwright/test'
import type { Reply } from '../../src/shared/contract'
import type { CallFrame, SocketToWindow } from '../../src/shared/door'
import { type ServedLab, serveLab } from '../harness/lab'
import { LabClient, type SessionCookie, enterLab } from './client'
import { LabWindow } from './lab-window'
import { RING_8, type RingSeed, snapshotOf } from './ring'

interface SharedLab {
  served: ServedLab
  client: LabClient
  cookie: SessionCookie
}

/** A command that the window sent, with what came back. */
export interface Call {
  command: string
  request: unknown
  reply: Reply
}

interface Fixtures {
  /** The ring that the test begins with. */
  seed: RingSeed
  /** Asks the lab beside the window. */
  lab: LabClient
  /** Commands that the window sent so far and that were answered. */
  calls: Call[]
  /** Whether the window shows the first steps, as it does to a new person. */
  firstRun: boolean
  /** The window, open on the seeded ring. */
  win: LabWindow
}

export const test = base.extend<Fixtures, { shared: SharedLab }>({
  shared: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const served = await serveLab({ nodes: 0, sampleKeys: 0 })
      const cookie = await enterLab(served.link, served.origin)
      const client = await LabClient.open(served.origin, cookie)
      await use({ served, client, cookie })
      client.close()
      expect(await served.stop(), 'exit code of the lab').toBe(0)
    },
    { scope: 'worker', timeout: 60_000 }
  ],
  seed: [RING_8, { option: true }],
  firstRun: [false, { option: true }],
  lab: async ({ shared, seed }, use) => {
    await seedLab(shared.client, seed)
    await use(shared.client)
  },
  calls: async ({ page }, use) => {
    const calls: Call[] = []
    const asked = new Map<number, CallFrame>()
    // Listening from the start keeps file choosers intercepted; a listener that comes with the click may come too late.
    page.on('filechooser', () => undefined)
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => {
        const frame = JSON.parse(String(payload)) as CallFrame | { t: 'ack' }
        if (frame.t === 'call') asked.set(frame.id, frame)
      })
      socket.on('framereceived', ({ payload }) => {
        const frame = JSON.parse(String(payload)) as SocketToWindow
        const call = frame.t === 'reply' ? asked.get(frame.id) : undefined
        if (frame.t === 'reply' && call !== undefined)
          calls.push({ command: call.command, request: call.request, reply: frame.reply })
      })
    })
    await use(calls)
  },
  win: async ({ page, context, lab: _lab, shared, seed, firstRun, calls: _calls }, use) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
    // Somebody must listen from the start: told later, the browser may answer the first chooser by itself.
    page.on('filechooser', () => {})
    await context.addCookies([shared.cookie])
    if (!firstRun)
      await page.addInitScript(() => {
        const place = 'torus-lab.preferences'
        if (localStorage.getItem(place) === null) localStorage.setItem(place, '{"callout":7}')
      })
    await page.goto(shared.served.origin)
    const win = new LabWindow(page)
    await expect(win.health).toContainText(startOfHealth(seed.ids.length))
    await use(win)
    expect(errors, 'errors in the page').toEqual([])
  }
})

const startOfHealth = (nodes: number): string =>
  nodes === 0 ? 'No nodes running' : nodes === 1 ? '1 node' : `${nodes} nodes`

/** Replaces the ring of a lab by the seed's, and waits until all of it is right. */
export async function seedLab(client: LabClient, seed: RingSeed): Promise<void> {
  if (seed.ids.length === 0) {
    await client.ask('lab.reset', { confirm: true })
    return
  }
  await client.ask('snapshot.restore', { text: JSON.stringify(snapshotOf(seed)), confirm: true })
  await expect
    .poll(async () => (await client.ask('lab.state', {})).health.sentence, {
      message: 'the seeded ring',
      // 256 nodes need a while where others compute too.
      timeout: 120_000
    })
    .toContain('ring ideal')
}

/** What must stay as it is when something is refused. */
export async function fingerprint(client: LabClient): Promise<object> {
  const { nodes, keys, clock, latency, settings } = await client.ask('lab.state', {})
  const { rows } = await client.ask('key.list', { limit: 1000 })
  return {
    nodes: nodes.map(({ id, port, state }) => ({ id, port, state })),
    keys,
    rows: rows.map(({ key, size, expiresAt }) => ({ key, size, expiresAt })),
    clock,
    latency,
    settings
  }
}

export { expect }
