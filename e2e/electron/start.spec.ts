import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '../harness/electron'
import { processesMentioning, startProgram } from '../harness/process'

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  test(`npm start opens the window, and ${signal} ends all of it with exit code 0`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'torus-lab-start-'))
    const program = startProgram('npm', ['start', '--', '--nodes=2', '--sample-keys=7', `--user-data-dir=${folder}`])
    await program.says(/Opening the window/)
    await program.says(/2 nodes run and hold 7 sample keys\./)
    await program.says(/The window is open\./)
    program.child.kill(signal)
    expect(await program.ended, program.output()).toBe(0)
    await expect.poll(() => processesMentioning(folder)).toEqual([])
  })

test('a second start brings the first window to the front', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'torus-lab-start-'))
  const args = ['start', '--', '--nodes=0', `--user-data-dir=${folder}`]
  const first = startProgram('npm', args)
  await first.says(/The window is open\./)
  const second = startProgram('npm', args)
  expect(await second.ended, second.output()).toBe(0)
  expect(second.output()).toContain('Torus Lab already runs')
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
})
