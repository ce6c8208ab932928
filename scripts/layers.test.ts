import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

// Lints violating texts in a tree of their own with the project's rules: a rule that stops biting fails here.
const root = resolve(import.meta.dirname, '..')
let tree = ''
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'layers-'))
  copyFileSync(join(root, '.oxlintrc.json'), join(tree, '.oxlintrc.json'))
})
afterAll(() => rmSync(tree, { recursive: true, force: true }))

interface Finding {
  code: string
  help?: string
  message: string
}

/** The messages of the linter for a text in a file, or in several. */
function lint(files: Record<string, string>): string[] {
  rmSync(join(tree, 'src'), { recursive: true, force: true })
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), text)
  }
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')
  const { stdout, stderr } = spawnSync(process.execPath, [oxlint, '--format=json'], { cwd: tree, encoding: 'utf8' })
  if (!stdout.startsWith('{')) throw new Error(`linter failed: ${stdout}${stderr}`)
  const findings = (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics
  return findings.map(({ code, message, help }) => `${code} ${message} ${help ?? ''}`)
}

const violations: [path: string, text: string, says: string][] = [
  ['src/main/chord/x.ts', "import '../rpc/link'", 'imports point down only'],
  ['src/main/chord/x.ts', "import '../../renderer/main'", 'share only src/shared'],
  ['src/main/chord/x.ts', "import 'node:crypto'", 'take a Transport, Clock, Random or Store'],
  ['src/main/chord/x.ts', "import 'crypto'", 'take a Transport, Clock, Random or Store'],
  ['src/main/chord/x.ts', "import '@grpc/grpc-js'", 'take a Transport, Clock, Random or Store'],
  ['src/main/chord/x.ts', "import 'electron'", 'take a Transport, Clock, Random or Store'],
  ['src/main/chord/x.ts', 'setTimeout(() => {}, 1)', 'Use the Clock port'],
  ['src/main/chord/x.ts', 'setInterval(() => {}, 1)', 'Use the Clock port'],
  ['src/main/chord/x.ts', 'setImmediate(() => {})', 'Use the Clock port'],
  ['src/main/chord/x.ts', 'export const at = Date.now()', 'Use the Clock port'],
  ['src/main/chord/x.ts', 'export const at = performance.now()', 'Use the Clock port'],
  ['src/main/chord/x.ts', 'export const dice = Math.random()', 'Use the Random port'],
  ['src/main/rpc/x.ts', "import '../host/slot'", 'imports point down only'],
  ['src/main/rpc/x.ts', "import '../store/memory'", 'imports point down only'],
  ['src/main/rpc/x.ts', "import 'electron'", 'Electron belongs to src/main/shell'],
  ['src/main/store/x.ts', "import '../rpc/link'", 'imports point down only'],
  ['src/main/host/x.ts', "import '../cluster/lab'", 'imports point down only'],
  ['src/main/sim/x.ts', "import '../host/slot'", 'imports point down only'],
  ['src/main/recorder/x.ts', "import '../cluster/lab'", 'imports point down only'],
  ['src/main/cluster/x.ts', "import '../gateway/server'", 'imports point down only'],
  ['src/main/cluster/x.ts', "import 'electron'", 'Electron belongs to src/main/shell'],
  ['src/main/door/x.ts', "import '../gateway/server'", 'imports point down only'],
  ['src/main/gateway/x.ts', "import '../shell/window'", 'imports point down only'],
  ['src/main/gateway/x.ts', "import { app } from 'electron'\napp.quit()", 'Electron belongs to src/main/shell'],
  ['src/main/shell/x.ts', "import '../gateway/server'", 'imports point down only'],
  [
    'src/main/shell/x.ts',
    "import { ipcMain } from 'electron'\nipcMain.on('x', () => {})",
    'Raw IPC stays in shell/ipc.ts'
  ],
  ['src/main/cli/x.ts', "import '../shell/desktop'", 'imports point down only'],
  ['src/main/host/x.ts', "import 'node:sqlite'", 'Node 18.15'],
  ['src/shared/x.ts', "import '../main/chord/steps'", 'imports nothing else of ours'],
  ['src/shared/x.ts', "import 'node:fs'", 'runs anywhere'],
  ['src/preload/x.ts', "import '../main/shell/ipc'", 'only Electron and src/shared'],
  ['src/preload/x.ts', "import 'node:fs'", 'ask main through the door'],
  ['src/renderer/x.ts', "import '../main/chord/steps'", 'LabDoor'],
  ['src/renderer/ring/x.ts', "import '../../main/chord/steps'", 'LabDoor'],
  ['src/renderer/x.ts', "import 'electron'", 'LabDoor'],
  ['src/renderer/x.ts', "import { z } from 'zod'\nz.string()", 'main validates'],
  ['src/renderer/x.ts', "import 'd3'", 'd3 submodule']
]

it.each(violations)('%s may not say %s', (path, text, says) => {
  expect(lint({ [path]: `${text}\n` }).join('\n')).toContain(says)
})

it('finds circles', () => {
  const found = lint({
    'src/main/host/a.ts': "import { b } from './b'\nexport const a = () => b\n",
    'src/main/host/b.ts': "import { a } from './a'\nexport const b = () => a\n"
  })
  expect(found.join('\n')).toContain('no-cycle')
})

it('lets the allowed arrows pass', () => {
  const found = lint({
    'src/main/chord/x.ts': "import '../../shared/ids'\nimport './steps'\n",
    'src/main/rpc/x.ts': "import '../chord/ports'\nimport 'node:net'\nimport '@grpc/grpc-js'\n",
    'src/main/host/x.ts': "import '../rpc/link'\nimport '../store/memory'\nimport '../recorder/log'\n",
    'src/main/cluster/x.ts': "import '../host/slot'\n",
    'src/main/gateway/x.ts': "import '../door/feed'\nimport '../cluster/lab'\nimport 'ws'\n",
    'src/main/shell/ipc.ts': "import { ipcMain } from 'electron'\nipcMain.on('x', () => {})\n",
    'src/main/index.ts': "import './shell/desktop'\nimport './cluster/lab'\n",
    'src/preload/x.ts': "import 'electron'\nimport '../shared/door'\n",
    'src/renderer/ring/x.ts': "import '../door'\nimport '../../shared/model'\nimport 'd3-scale'\n"
  })
  expect(found).toEqual([])
})
