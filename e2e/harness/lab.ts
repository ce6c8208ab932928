/**
 * Tests of the window through the browser's door: each test gets a lab of its own, served by the built command line,
 * and `page` already open on it.
 */
import { test as base, expect } from '@playwright/test'
import type { HarnessOptions } from './options'
import { type Running, startProgram, stopProgram } from './process'

export interface ServedLab {
  /** `http://127.0.0.1:port`, without a token. */
  readonly origin: string
  readonly port: number
  /** The link that lets one browser in; `page` has used it. */
  readonly link: string
  readonly program: Running
  /** Stops the lab and returns its exit code. */
  stop(): Promise<number | NodeJS.Signals>
}

/** Starts a lab behind the browser's door and waits until its ring runs. */
export async function serveLab({ nodes, sampleKeys }: HarnessOptions, more: string[] = []): Promise<ServedLab> {
  const args = ['out/main/cli.cjs', 'serve', '--no-open', '--port=0', `--nodes=${nodes}`, `--sample-keys=${sampleKeys}`]
  const program = startProgram(process.execPath, [...args, ...more])
  const [link = '', origin = '', port = ''] = await program.says(/(http:\/\/127\.0\.0\.1:(\d+))\/\?token=\S+/)
  await program.says(/hold \d+ sample keys?\.|The lab is empty|did not start/)
  let stopped: Promise<number | NodeJS.Signals> | undefined
  const stop = () => (stopped ??= stopProgram(program))
  return { origin, port: Number(port), link, program, stop }
}

export const test = base.extend<HarnessOptions & { lab: ServedLab }>({
  nodes: [8, { option: true }],
  sampleKeys: [40, { option: true }],
  lab: async ({ nodes, sampleKeys }, use) => {
    const lab = await serveLab({ nodes, sampleKeys })
    await use(lab)
    await lab.stop()
  },
  page: async ({ page, lab }, use) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
    await page.goto(lab.link)
    await use(page)
    expect(errors, 'errors in the page').toEqual([])
  }
})

export { expect }
