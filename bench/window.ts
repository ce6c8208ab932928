/** The real program: from the start of its process to a live ring on screen, and frames a second under load. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { _electron as electron, type Page } from '@playwright/test'
import { COUNT_FRAMES } from './count-frames'
import { median, type Report } from './figures'

const ROOT = join(__dirname, '..', '..')

export interface WindowOptions {
  nodes: number
  /** Milliseconds during which frames are counted; 0 for none. */
  framesMs: number
}

interface WindowResult {
  startMs: number
  /** With the ring's own traffic and eight requests a second. */
  framesPerSecond: number
  /** While keys are written as fast as they go. */
  floodedFramesPerSecond: number
}

/** Starts the desktop program and looks at its window. Throws when there is no Electron or no display. */
async function openWindow({ nodes, framesMs }: WindowOptions): Promise<WindowResult> {
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
    const tookMs = performance.now() - startMs
    if (framesMs === 0) return { startMs: tookMs, framesPerSecond: 0, floodedFramesPerSecond: 0 }
    await page.evaluate(ASK_NOW_AND_THEN(framesMs))
    const framesPerSecond = await framesPerSecondIn(page, framesMs)
    await page.evaluate(FLOOD)
    return {
      startMs: tookMs,
      framesPerSecond,
      floodedFramesPerSecond: await framesPerSecondIn(page, framesMs)
    }
  } finally {
    await app.close()
    rmSync(data, { recursive: true, force: true })
  }
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
    for (let run = 0; run < runs; run++) starts.push((await openWindow({ nodes: 16, framesMs: 0 })).startMs)
    report.add({
      name: 'start_to_ring_ms',
      value: median(starts),
      unit: 'ms',
      aim: { atMost: 1500 },
      note: `16 nodes running in the window, median of ${runs}, with the test driver's own start`
    })
    const { framesPerSecond, floodedFramesPerSecond } = await openWindow({ nodes: 64, framesMs: 5000 })
    report.add({
      name: 'frames_per_s/64',
      value: framesPerSecond,
      unit: '/s',
      aim: { atLeast: 55 },
      note: 'live ring, eight lookups a second, no GPU'
    })
    report.add({
      name: 'flooded_frames_per_s/64',
      value: floodedFramesPerSecond,
      unit: '/s',
      note: 'while 20,000 keys are written as fast as they go'
    })
  } catch (cause) {
    console.log(`window not measured: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}`)
  }
}
