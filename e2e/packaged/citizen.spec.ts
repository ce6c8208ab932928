/** How the packaged program behaves towards its system: it mends its window, calls nobody, and ends quickly and wholly. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, labState, runningNodes, test } from '../harness/electron'
import { PACKAGED, ROOT_FLAGS, closePackaged, launchPackaged } from '../harness/packaged'
import { processesMentioning, startProgram, stopProgram } from '../harness/process'

let profile = ''
test.beforeEach(() => void (profile = mkdtempSync(join(tmpdir(), 'torus-lab-profile-'))))
test.afterEach(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }))

const start = (...more: string[]) =>
  startProgram(PACKAGED.program, [...ROOT_FLAGS, `--user-data-dir=${profile}`, ...more])
const logText = () => {
  const file = join(profile, 'logs', 'torus-lab.log')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

test('when the process of the page is killed, the page is loaded anew', async () => {
  const program = start('--nodes=2')
  await program.says(/2 nodes run/)
  await program.says(/The window is open\./)
  const renderer = () => processesMentioning('--type=renderer').find((line) => line.includes(profile))
  await expect.poll(renderer).toBeDefined()
  process.kill(Number(renderer()?.split(' ')[0]), 'SIGKILL')
  await expect.poll(logText).toContain('info window is loaded anew')
  expect(logText()).toContain('error process of the window is gone: killed')
  expect(await stopProgram(program)).toBe(0)
})

test('it calls nobody: every address it asks for is its own or of this machine', async () => {
  const netLog = join(profile, 'net-log.json')
  const program = start('--nodes=4', `--log-net-log=${netLog}`)
  await program.says(/4 nodes run/)
  await program.says(/The window is open\./)
  expect(await stopProgram(program)).toBe(0)
  const urls = [...readFileSync(netLog, 'utf8').matchAll(/"(?:url|host|hostname)":"([^"]+)"/g)].map(([, url]) => url)
  expect(
    urls.filter(
      (url) => !/^(app:\/\/lab\/|blob:|data:|devtools:|(https?:\/\/)?(127\.0\.0\.1|localhost)\b)/.test(url ?? '')
    )
  ).toEqual([])
})

test('it ends wholly and with exit code 0 while it has the most to do', async () => {
  const app = await launchPackaged({ nodes: 32, sampleKeys: 0 }, [], profile)
  try {
    await expect.poll(() => runningNodes(app.page)).toBe(32)
    await app.page.evaluate(() => window.torusLab?.call('key.generate', { count: 100_000 }))
    await expect.poll(async () => (await labState(app.page)).keys).toBeGreaterThan(0)
    expect((await labState(app.page)).tasks[0]?.state).toBe('running')
    const askedMs = performance.now()
    app.child.kill('SIGTERM')
    expect(await app.ended).toBe(0)
    console.log(`quit under load: ${(performance.now() - askedMs).toFixed(0)} ms`)
    expect(processesMentioning(profile)).toEqual([])
    expect(logText()).toContain('info lab is closed')
  } finally {
    await closePackaged(app)
  }
})

test('window and ring come up', async () => {
  const startedMs = performance.now()
  const took = () => (performance.now() - startedMs).toFixed(0)
  const program = start()
  const [window, ring] = await Promise.all([
    program.says(/The window is open\./).then(took),
    program.says(/16 nodes run and hold 200 sample keys\.|did not start/).then(took)
  ])
  expect(program.output()).not.toContain('did not start')
  console.log(`window painted after ${window} ms, 16 nodes and 200 keys after ${ring} ms`)
  expect(await stopProgram(program)).toBe(0)
})
