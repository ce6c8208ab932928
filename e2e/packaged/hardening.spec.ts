/** The switches in the binary: read back, and each one tried. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { _electron } from '@playwright/test'
import { asarFile } from '../../scripts/lib/package.mjs'
import { expect, runningNodes, test } from '../harness/electron'
import { PACKAGED, ROOT_FLAGS, closePackaged, copyPackaged, debuggableCopy } from '../harness/packaged'
import { launchPackaged, removeCopy } from '../harness/packaged'
import { expectPolicyHolds } from '../harness/policy'
import { startProgram } from '../harness/process'

const MAX_ASAR_BYTES = 15 * 1024 * 1024
const ON = '1'.charCodeAt(0)
const OFF = '0'.charCodeAt(0)

let folder = ''
test.beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'torus-lab-hard-'))))
test.afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

test('the fuses are set', async () => {
  expect(await getCurrentFuseWire(PACKAGED.program)).toMatchObject({
    [FuseV1Options.RunAsNode]: OFF,
    [FuseV1Options.EnableCookieEncryption]: OFF,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: OFF,
    [FuseV1Options.EnableNodeCliInspectArguments]: OFF,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ON,
    [FuseV1Options.OnlyLoadAppFromAsar]: ON,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: OFF
  })
})

test('app.asar is small', () => {
  const { size } = statSync(asarFile())
  console.log(`app.asar: ${(size / 1e6).toFixed(1)} MB`)
  expect(size).toBeLessThanOrEqual(MAX_ASAR_BYTES)
})

test('it brings the licence texts of what it contains', async () => {
  const text = await readFile(join(PACKAGED.folder, 'LICENSES.dependencies.txt'), 'utf8')
  for (const name of ['@grpc/grpc-js', 'react', 'd3-scale', 'zod', '@fontsource-variable/inter', 'electron-log'])
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'))
  expect(text).toContain('Apache License')
  expect(text).toContain('SIL OPEN FONT LICENSE')
  for (const name of ['LICENSE.txt', 'LICENSE.electron.txt', 'LICENSES.chromium.html'])
    expect(existsSync(join(PACKAGED.folder, name)), name).toBe(true)
})

test('it does not run as Node', async () => {
  const marker = join(folder, 'ran')
  const script = `require('fs').writeFileSync(${JSON.stringify(marker)}, '')`
  const program = startProgram(PACKAGED.program, [...ROOT_FLAGS, '-e', script], { ELECTRON_RUN_AS_NODE: '1' })
  expect(await program.ended).toBe(2)
  expect(program.output()).toContain('unknown option: -e')
  expect(existsSync(marker)).toBe(false)
})

test('NODE_OPTIONS and --inspect reach nothing', async () => {
  const marker = join(folder, 'ran')
  const script = join(folder, 'script.cjs')
  writeFileSync(script, `require('fs').writeFileSync(${JSON.stringify(marker)}, '')`)
  const args = [...ROOT_FLAGS, `--user-data-dir=${folder}`, '--nodes=0', '--inspect=0']
  const program = startProgram(PACKAGED.program, args, { NODE_OPTIONS: `--require=${script}` })
  await program.says(/The window is open\./)
  program.child.kill('SIGTERM')
  expect(await program.ended).toBe(0)
  expect(program.output()).not.toContain('Debugger listening')
  expect(existsSync(marker)).toBe(false)
})

test('a folder beside the archive is not loaded in its place', async () => {
  const copy = copyPackaged()
  try {
    const resources = join(copy.folder, 'resources')
    mkdirSync(join(resources, 'app'))
    writeFileSync(join(resources, 'app/package.json'), '{ "name": "other", "main": "main.js" }')
    writeFileSync(join(resources, 'app/main.js'), `console.log('other app'); process.exit(7)`)
    const beside = startProgram(copy.program, [...ROOT_FLAGS, '--version'])
    expect(await beside.ended).toBe(0)
    renameSync(join(resources, 'app.asar'), join(resources, 'gone.asar'))
    const alone = startProgram(copy.program, [...ROOT_FLAGS, '--version'])
    expect(await alone.ended).not.toBe(0)
    expect(beside.output() + alone.output()).not.toContain('other app')
  } finally {
    removeCopy(copy)
  }
})

test('the page holds the policy in the package too', async () => {
  const app = await launchPackaged({ nodes: 0, sampleKeys: 0 })
  try {
    expect(app.page.url()).toBe('app://lab/')
    await expectPolicyHolds(app.page)
  } finally {
    await closePackaged(app)
  }
})

test('with the fuse for debuggers on, a look inside: packaged, from the archive, sandboxed', async () => {
  const copy = await debuggableCopy()
  const args = [...ROOT_FLAGS, `--user-data-dir=${folder}`, '--nodes=3', '--sample-keys=0']
  const app = await _electron.launch({ executablePath: copy.program, args })
  try {
    const page = await app.firstWindow()
    await expect.poll(() => runningNodes(page)).toBe(3)
    const inside = await app.evaluate(({ app: electron, BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      // Real, and missing in Electron's types.
      const { getLastWebPreferences } = contents as unknown as { getLastWebPreferences(): Electron.WebPreferences }
      const last = getLastWebPreferences.call(contents)
      return {
        isPackaged: electron.isPackaged,
        path: electron.getAppPath().split(/[\\/]/).at(-1),
        preferences: JSON.parse(JSON.stringify(last)) as Record<string, unknown>
      }
    })
    expect(inside).toMatchObject({ isPackaged: true, path: 'app.asar' })
    expect(inside.preferences).toMatchObject({ contextIsolation: true, sandbox: true, webSecurity: true })
    for (const name of ['nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'webviewTag'])
      expect(inside.preferences[name], name).toBeFalsy()
    for (const name of ['allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures'])
      expect(inside.preferences[name], name).toBeFalsy()
  } finally {
    await app.close().catch(() => {})
    removeCopy(copy)
  }
})
