/** The window in a real browser without a GPU: frames, script and memory over time, first paint, and answers to clicks. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'
import { WebSocket } from 'ws'
import type { LabState } from '../src/shared/model'
import { median, quantile, type Report } from './figures'
import { COUNT_FRAMES } from './count-frames'

const ROOT = join(__dirname, '..', '..')
const SYSTEM_CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
/** Gets a second that make about 400 RPCs a second on 256 nodes. */
const GETS_FOR_400_PULSES = 100
const CLICKS = 40
/** The door lets go of whoever asks for more at once. */
const MOST_IN_FLIGHT = 200

interface Reply {
  ok: boolean
  value?: unknown
  error?: { message: string }
}

export interface FramesOptions {
  /** How long frames and memory are watched, ms. */
  watchMs: number
  /** The crowded ring. */
  nodes: number
  keys: number
}

/** A lab in a process of its own, behind the browser's door. */
class ServedLab {
  readonly link: string
  readonly origin: string
  private readonly child: ChildProcess
  private readonly config: string

  private constructor(child: ChildProcess, config: string, link: string) {
    this.child = child
    this.config = config
    this.link = link
    this.origin = new URL(link).origin
  }

  static async start(nodes: number): Promise<ServedLab> {
    const config = mkdtempSync(join(tmpdir(), 'torus-lab-bench-'))
    const args = ['out/main/cli.cjs', 'serve', '--no-open', '--port=0', `--nodes=${nodes}`, '--sample-keys=0']
    const env = { ...process.env, XDG_CONFIG_HOME: config }
    // The channel ends the lab when this process is gone.
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
    let said = ''
    const link = await new Promise<string>((found, failed) => {
      child.stdout?.on('data', (data: Buffer) => {
        said += String(data)
        const match = /http:\/\/\S+token=\S+/.exec(said)
        if (match !== null && /nodes run/.test(said)) found(match[0])
        const problem = /[^\n]*did not start[^\n]*/.exec(said)?.[0]
        if (problem !== undefined) failed(new Error(problem))
      })
      child.once('exit', () => failed(new Error(`lab ended: ${said}`)))
    })
    return new ServedLab(child, config, link)
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.kill('SIGTERM')
    await ended
    rmSync(this.config, { recursive: true, force: true })
  }
}

/** Asks the lab beside the window: fills it with keys, and gets them at a steady rate. */
class Client {
  private readonly socket: WebSocket
  private readonly waiting = new Map<number, (reply: Reply) => void>()
  private calls = 0

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(String(data)) as { t: 'reply'; id: number; reply: Reply } | { t: 'update'; n: number }
      // An update is taken in, or the lab would let go of us.
      if (frame.t === 'update') return socket.send(JSON.stringify({ t: 'ack', n: frame.n }))
      this.waiting.get(frame.id)?.(frame.reply)
      this.waiting.delete(frame.id)
    })
  }

  static async open(origin: string, cookie: string): Promise<Client> {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/door`, { origin, headers: { cookie } })
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    return new Client(socket)
  }

  call(command: string, request: unknown): Promise<Reply> {
    const id = ++this.calls
    this.socket.send(JSON.stringify({ t: 'call', id, command, request }))
    return new Promise((resolve) => this.waiting.set(id, resolve))
  }

  /** Writes keys through one node: a ring that has just begun would spend its time on links from all nodes to all. */
  async fill(keys: number): Promise<void> {
    const state = async () => (await this.call('lab.state', {})).value as LabState
    // Before the fingers are right each lookup goes from neighbour to neighbour.
    while ((await state()).health.behind.length > 0) await new Promise((resolve) => setTimeout(resolve, 250))
    const from = (await state()).nodes[0]?.id
    const { ok, error } = await this.call('key.generate', { count: keys, prefix: 'user:', from })
    if (!ok) throw new Error(error?.message)
    for (let now = await state(); now.keys < keys; now = await state()) {
      const failed = now.tasks.find((task) => task.state === 'failed')
      if (failed !== undefined) throw new Error(failed.reason)
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }

  close(): void {
    this.socket.close()
  }
}

/** Gets of keys at a steady rate until stopped. */
class Load {
  private readonly timer: NodeJS.Timeout
  private readonly startMs = performance.now()
  private sent = 0
  answered = 0

  constructor(client: Client, perSecond: number, keys: number) {
    const digits = Math.max(4, String(keys).length)
    this.timer = setInterval(() => {
      const due = ((performance.now() - this.startMs) / 1000) * perSecond
      for (; this.sent < due && this.sent - this.answered < MOST_IN_FLIGHT; this.sent++) {
        const key = `user:${String((this.sent % keys) + 1).padStart(digits, '0')}`
        void client.call('key.get', { key }).then(() => this.answered++)
      }
    }, 5)
  }

  get perSecond(): number {
    return (this.answered / (performance.now() - this.startMs)) * 1000
  }

  stop(): void {
    clearInterval(this.timer)
  }
}

/** Adds the figures of the window in a browser. */
export async function framesFigures(report: Report, options: FramesOptions): Promise<void> {
  try {
    const executablePath = process.env['CHROMIUM_PATH'] ?? SYSTEM_CHROMIUM.find((path) => existsSync(path))
    const args = ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
    const browser = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) })
    try {
      await crowdedRing(report, browser, options)
      await busyClicks(report, browser)
    } finally {
      await browser.close()
    }
  } catch (cause) {
    console.log(`frames not measured: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}`)
  }
}

async function crowdedRing(report: Report, browser: Browser, options: FramesOptions): Promise<void> {
  const { nodes, keys } = options
  const lab = await ServedLab.start(nodes)
  try {
    const { page, cookie } = await open(browser, lab)
    const client = await Client.open(lab.origin, cookie)
    await client.fill(keys)
    const paints: number[] = []
    for (let run = 0; run < 3; run++) paints.push(await firstRing(page, lab, nodes))
    report.add({
      name: `first_ring_ms/${nodes}`,
      value: median(paints),
      unit: 'ms',
      aim: { atMost: 1000 },
      note: `from opening the page to ${nodes} nodes on screen, median of 3`
    })
    const load = new Load(client, GETS_FOR_400_PULSES, keys)
    await watch(report, page, options)
    load.stop()
    client.close()
  } finally {
    await lab.stop()
  }
}

/** Frames, script, layout and memory of a page while its ring is busy. */
async function watch(report: Report, page: Page, { watchMs, nodes, keys }: FramesOptions): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  // What the window keeps is bounded, and filled first.
  await page.evaluate<number>(COUNT_FRAMES(Math.min(30_000, watchMs)))
  const heapBefore = await heapBytes(session)
  const before = await metrics(session)
  const frames = await page.evaluate<number>(COUNT_FRAMES(watchMs))
  const after = await metrics(session)
  const heapAfter = await heapBytes(session)
  const of = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
  const seconds = Math.round(watchMs / 1000)
  const note = `${nodes} nodes, ${keys.toLocaleString('en')} keys, about 400 RPCs a second, over ${seconds} s`
  report.add({
    name: `browser_frames_per_s/${nodes}`,
    value: (frames / watchMs) * 1000,
    unit: '/s',
    aim: { atLeast: 55 },
    note
  })
  report.add({
    name: `browser_script_ms_per_frame/${nodes}`,
    value: (of('ScriptDuration') * 1000) / frames,
    unit: 'ms',
    aim: { atMost: 4 },
    note: 'all script of the page'
  })
  report.add({ name: `browser_layouts_per_frame/${nodes}`, value: of('LayoutCount') / frames, unit: '' })
  report.add({
    name: `browser_heap_growth_mb/${nodes}`,
    value: (heapAfter - heapBefore) / 1e6,
    unit: 'MB',
    note: `over ${seconds} s, collected before and after; ${Math.round(heapAfter / 1e6)} MB at the end`
  })
}

/** How soon a click shows on screen while the ring is under load. */
async function busyClicks(report: Report, browser: Browser): Promise<void> {
  const lab = await ServedLab.start(64)
  try {
    const { page, cookie } = await open(browser, lab)
    const client = await Client.open(lab.origin, cookie)
    await client.fill(5000)
    await firstRing(page, lab, 64)
    const load = new Load(client, 2000, 5000)
    const tookMs = await page.evaluate<number[]>(CLICK_ROWS(CLICKS))
    const served = load.perSecond
    load.stop()
    client.close()
    report.add({
      name: 'click_p95_ms/64',
      value: quantile(tookMs, 0.95),
      unit: 'ms',
      aim: { atMost: 50 },
      note: `${CLICKS} nodes selected while 64 nodes answer ${Math.round(served)} requests a second; median ${median(tookMs).toFixed(0)} ms`
    })
  } finally {
    await lab.stop()
  }
}

/** A page that the lab knows, without the first steps. */
async function open(browser: Browser, lab: ServedLab): Promise<{ page: Page; cookie: string }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(`localStorage.setItem('torus-lab.preferences', '{"callout":7}')`)
  await page.goto(lab.link)
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  return { page, cookie }
}

/** Opens the page anew; ms until so many running nodes are on screen, by the page's own clock. */
async function firstRing(page: Page, lab: ServedLab, nodes: number): Promise<number> {
  await page.goto(lab.origin)
  return page.evaluate<number>(`new Promise((resolve) => {
    const look = () =>
      document.querySelectorAll('[data-testid="ring"] [data-node]').length >= ${nodes}
        ? requestAnimationFrame(() => resolve(performance.now()))
        : requestAnimationFrame(look)
    look()
  })`)
}

/** Clicks rows of the list one after the other; ms from each click to the frame after the inspector shows its node. */
const CLICK_ROWS = (clicks: number): string => `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = resolve
    port2.postMessage(null)
  }))
  const took = []
  for (let i = 0; i < ${clicks}; i++) {
    for (let rest = 0; rest < 12; rest++) await frame()
    const rows = document.querySelectorAll('.node-row')
    const row = rows[i % rows.length]
    const wanted = row.dataset.node.slice(0, 4)
    const startMs = performance.now()
    row.click()
    while (document.querySelector('.inspector h2')?.textContent !== wanted) await frame()
    await painted()
    took.push(performance.now() - startMs)
  }
  return took
})()`

async function metrics(session: CDPSession): Promise<Map<string, number>> {
  const { metrics: found } = await session.send('Performance.getMetrics')
  return new Map(found.map(({ name, value }) => [name, value]))
}

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  return (await session.send('Runtime.getHeapUsage')).usedSize
}
