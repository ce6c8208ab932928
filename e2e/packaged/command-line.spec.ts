import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { expect, test } from '../harness/electron'
import { PACKAGED, ROOT_FLAGS, closePackaged, launchPackaged } from '../harness/packaged'
import { startProgram, stopProgram } from '../harness/process'
import { LabWindow } from '../window/lab-window'

const run = (...args: string[]) => startProgram(PACKAGED.program, [...ROOT_FLAGS, ...args])

let folder = ''
test.beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'torus-lab-cli-'))))
test.afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

test('--version and --help are answered without a display', async () => {
  const env = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined }
  const asked = startProgram(PACKAGED.program, [...ROOT_FLAGS, '--version'], env)
  expect(await asked.ended).toBe(0)
  expect(asked.output()).toContain(`torus-lab ${manifest.version}\n`)
  const help = startProgram(PACKAGED.program, [...ROOT_FLAGS, '--help'], env)
  expect(await help.ended).toBe(0)
  expect(help.output()).toContain('torus-lab serve [--port N]')
})

for (const [args, message] of [
  [['--nodez=3'], 'unknown option: --nodez'],
  [['--nodes=many'], '--nodes is not a whole number from 0 to 512: many'],
  [['--open'], '--open is missing its value'],
  [['--open=/no/such.torus.json'], 'no such file: /no/such.torus.json'],
  [['a', 'b'], 'more than one file: b'],
  [['serve', '--port=high'], '--port is not a whole number from 0 to 65535: high'],
  [['serve', '--bad'], "unknown option '--bad'"]
] as const)
  test(`${args.join(' ')} is named and ends with exit code 2`, async () => {
    const program = run(...args)
    expect(await program.ended).toBe(2)
    expect(program.output()).toContain(`torus-lab: ${message}\n`)
  })

test('serve serves the lab to a browser, and SIGTERM ends it with exit code 0', async () => {
  const program = run('serve', '--nodes=2', '--sample-keys=3', '--no-open')
  const [, link = ''] = await program.says(/Torus Lab is at (\S+)/)
  const answer = await fetch(link, { redirect: 'manual' })
  expect([answer.status, answer.headers.get('set-cookie')]).toEqual([303, expect.stringContaining('HttpOnly')])
  await program.says(/2 nodes run and hold 3 sample keys\./)
  expect(await stopProgram(program)).toBe(0)
})

test('serve without a display says what it needs', async () => {
  test.skip(process.platform !== 'linux', 'only Linux has systems without a display')
  const env = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined }
  const program = startProgram(PACKAGED.program, [...ROOT_FLAGS, 'serve'], env)
  expect(await program.ended).toBe(1)
  expect(program.output()).toContain('torus-lab: there is no display: xvfb-run -a torus-lab serve makes one')
})

test('--open shows a snapshot, and a second start hands its file to the first and ends', async () => {
  const first = await launchPackaged({ nodes: 2, sampleKeys: 7 })
  const file = join(folder, 'mine.torus.json')
  try {
    const win = new LabWindow(first.page)
    await win.expectIdeal(2)
    const text = await first.page.evaluate(async () => {
      const reply = await window.torusLab?.call('snapshot.export', {})
      return reply?.ok ? JSON.stringify(reply.value) : ''
    })
    writeFileSync(file, text)
    const profile = `--user-data-dir=${first.userDataDir}`
    const second = run(profile, file)
    expect(await second.ended).toBe(0)
    expect(second.output()).toContain('Torus Lab already runs: its window comes to the front.')
    await expect(win.banner).toContainText('Viewing mine.torus.json')
    expect(first.child.exitCode).toBeNull()

    const none = join(folder, 'none.torus.json')
    writeFileSync(none, '{ "format": "something else" }')
    const third = run(profile, '--open', none)
    expect(await third.ended).toBe(0)
    await expect(win.messages).toContainText('none.torus.json: ')
    await expect(win.banner).toContainText('Viewing mine.torus.json')
  } finally {
    await closePackaged(first)
  }

  const later = await launchPackaged({ nodes: 0, sampleKeys: 0 }, ['--open', file])
  try {
    const win = new LabWindow(later.page)
    await expect(win.banner).toContainText('Viewing mine.torus.json')
    await expect(win.ring.locator('[data-node]')).toHaveCount(2)
    expect(JSON.parse(readFileSync(file, 'utf8')).keys).toHaveLength(7)
  } finally {
    await closePackaged(later)
  }
})
