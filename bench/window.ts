/** The real program: from the start of its process to a live ring on screen, and frames a second under load. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { _electron as electron, type Page } from '@playwright/test'
import { COUNT_FRAMES } from './count-frames'
import { median, type Report } from './figures'
import { processorShare } from './processor'

const ROOT = join(__dirname, '..', '..')

const FRAMES_MS = 5000
/** Longer than a window stays awake when nobody is at it. */
const COME_TO_REST_MS = 20_000
const REST_MS = 20_000

/** Runs `look` in the desktop program's window, once all nodes are on screen. Throws without an Electron or a display. */
async function inWindow<T>(
  nodes: number,
  look: (page: Page, startMs: number, processId: number) => Promise<T>
): Promise<T> {
  const data = mkdtempSync(join(tmpdir(), 'torus-lab-bench-'))
  const args = ['.', '--force-device-scale-factor=1', '--disable-gpu', `--user-data-dir=${data}`, `--nodes=${nodes}`]
  if (process.getuid?.() === 0) args.push('--no-sandbox')
  const startMs = performance.now()
  const executablePath = require('electron') as unknown as string
  const app = await electron.launch({ executablePath, args, cwd: ROOT })
  try {
    const page = await app.firstWindow()
    const last = page.locator('[data-node][data-state="running"]').nth(nodes - 1)
    await last.waitFor({ state: 'attached', timeout: 30_000 })
    return await look(page, performance.now() - startMs, app.process().pid ?? 0)
  } finally {
    await app.close()
    rmSync(data, { recursive: true, force: true })
  }
}

async function framesUnderLoad(page: Page, framesMs: number): Promise<{ asked: number; flooded: number }> {
  await page.evaluate(ASK_NOW_AND_THEN(framesMs))
  const asked = await framesPerSecondIn(page, framesMs)
  await page.evaluate(FLOOD)
  return { asked, flooded: await framesPerSecondIn(page, framesMs) }
}

async function framesPerSecondIn(page: Page, ms: number): Promise<number> {
  return ((await page.evaluate<number>(COUNT_FRAMES(ms))) / ms) * 1000
}

/** Looks a key up every 125 ms, each drawn hop by hop. */
const ASK_NOW_AND_THEN = (ms: number): string => `{
  const timer = setInterval(() => {
    const key = 'frames-' + Math.random()
    void window.torusLab.call('key.lookup', { key }).catch(() => {})
  }, 125)
  setTimeout(() => clearInterval(timer), ${ms})
}`
const FLOOD = `void window.torusLab.call('key.generate', { count: 20000, prefix: 'frames:' })`

export async function windowFigures(report: Report, runs: number): Promise<void> {
  try {
    const starts: number[] = []
    for (let run = 0; run < runs; run++) starts.push(await inWindow(16, (_, startMs) => Promise.resolve(startMs)))
    report.add({
      name: 'start_to_ring_ms',
      value: median(starts),
      unit: 'ms',
      aim: { atMost: 1500 },
      note: `16 nodes running in the window, median of ${runs}, with the test driver's own start`
    })
    const frames = await inWindow(64, (page) => framesUnderLoad(page, FRAMES_MS))
    report.add({
      name: 'frames_per_s/64',
      value: frames.asked,
      unit: '/s',
      aim: { atLeast: 55 },
      note: 'live ring, eight lookups a second, no GPU'
    })
    report.add({
      name: 'flooded_frames_per_s/64',
      value: frames.flooded,
      unit: '/s',
      note: 'while 20,000 keys are written as fast as they go'
    })
    const share = await inWindow(16, async (_, __, processId) => {
      await new Promise((resolve) => setTimeout(resolve, COME_TO_REST_MS))
      return processorShare(processId, REST_MS)
    })
    if (share === null) return console.log('window_idle_cpu_pct/16 not measured: there is no /proc')
    report.add({
      name: 'window_idle_cpu_pct/16',
      value: share,
      unit: '% of a core',
      aim: { atMost: 2 },
      note: 'all processes of the desktop app, its nodes included; the window is visible and nobody is at it'
    })
  } catch (cause) {
    console.log(`window not measured: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}`)
  }
}
