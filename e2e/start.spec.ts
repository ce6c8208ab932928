import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { processesMentioning, startProgram } from './harness/process'

test.skip(process.platform !== 'linux', 'looks for processes in /proc')

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  test(`npm start without a display serves the browser, and ${signal} ends all of it with exit code 0`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'torus-lab-start-'))
    const program = startProgram('npm', ['start', '--', '--nodes=2', '--sample-keys=7', `--user-data-dir=${folder}`], {
      DISPLAY: undefined,
      WAYLAND_DISPLAY: undefined
    })
    await program.says(/No window: there is no display\. The same lab opens in the browser instead\./)
    const [, link = ''] = await program.says(/(http:\/\/127\.0\.0\.1:\d+\/\?token=\S+)/)
    await program.says(/2 nodes run and hold 7 sample keys\./)
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303)
    expect(processesMentioning(folder)).not.toEqual([])
    program.child.kill(signal)
    expect(await program.ended, program.output()).toBe(0)
    await expect.poll(() => processesMentioning(folder)).toEqual([])
    await expect(fetch(link)).rejects.toThrow()
  })

test('npm start names a bad option and ends with exit code 2', async () => {
  const program = startProgram('npm', ['start', '--', '--nodez=3'])
  expect(await program.ended).toBe(2)
  expect(program.output()).toContain("npm start: unknown option '--nodez'")
})
