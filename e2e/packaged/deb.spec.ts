/** The .deb, installed by dpkg into an empty root: its files, its entry in the menu, the type of its documents, its program. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { expect, test } from '../harness/electron'
import { ROOT_FLAGS } from '../harness/packaged'
import { startProgram } from '../harness/process'

const DEB = process.env['TORUS_LAB_DEB'] ?? ''
const TYPE = 'application/vnd.torus-lab.snapshot+json'

test.skip(DEB === '', 'there is no deb: it is made where dpkg-deb is')

let root = ''
const at = (path: string) => join(root, path)
const text = (path: string) => readFileSync(at(path), 'utf8')
/** dpkg owns what it installs to root, and can do so only as root; anybody can unpack. */
const isRoot = process.getuid?.() === 0
const dpkg = (...args: string[]) =>
  execFileSync('dpkg', [`--root=${root}`, '--force-script-chrootless', '--force-depends', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe']
  })

function install(): void {
  if (!isRoot) return void execFileSync('dpkg-deb', ['--extract', DEB, root])
  mkdirSync(at('var/lib/dpkg/updates'), { recursive: true })
  mkdirSync(at('var/lib/dpkg/info'))
  writeFileSync(at('var/lib/dpkg/status'), '')
  dpkg('--install', DEB)
  expect(dpkg('--status', 'torus-lab')).toContain('Status: install ok installed')
}

test('installs, is in the menu, opens its documents, runs, and goes without a trace', async () => {
  root = mkdtempSync(join(tmpdir(), 'torus-lab-root-'))
  try {
    install()
    await test.step('its entry in the menu leads to its program and icon', () => {
      const entry = desktopEntry(text('usr/share/applications/torus-lab.desktop'))
      expect(entry).toMatchObject({ Type: 'Application', Name: 'Torus Lab', Terminal: 'false', Exec: 'torus-lab %u' })
      expect(entry).toMatchObject({
        Icon: 'torus-lab',
        Categories: 'Education;',
        MimeType: `${TYPE};x-scheme-handler/torus-lab;`
      })
      expect(readlinkSync(at('usr/bin/torus-lab'))).toBe('../../opt/torus-lab/torus-lab')
      for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
        expect(pngSize(at(`usr/share/icons/hicolor/${size}x${size}/apps/torus-lab.png`))).toEqual([size, size])
    })

    await test.step('its documents have a type of their own', () => {
      execFileSync('update-mime-database', [at('usr/share/mime')], {
        env: { ...process.env, XDG_DATA_DIRS: at('usr/share') }
      })
      expect(text('usr/share/mime/globs2').split('\n')).toContain(`50:${TYPE}:*.torus.json`)
      expect(text('usr/share/mime/subclasses').split('\n')).toContain(`${TYPE} application/json`)
    })

    await test.step('its licences lie beside it', () => {
      for (const name of ['LICENSE.txt', 'LICENSES.dependencies.txt', 'LICENSES.chromium.html'])
        expect(existsSync(at(`opt/torus-lab/${name}`)), name).toBe(true)
      expect(text('usr/share/doc/torus-lab/copyright')).toContain('MIT License')
    })

    const program = startProgram(at('usr/bin/torus-lab'), [...ROOT_FLAGS, '--version'])
    expect(await program.ended).toBe(0)
    expect(program.output()).toContain(`torus-lab ${manifest.version}`)

    if (!isRoot) return
    dpkg('--purge', 'torus-lab')
    expect(existsSync(at('opt/torus-lab'))).toBe(false)
    expect(existsSync(at('usr/share/applications/torus-lab.desktop'))).toBe(false)
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 5 })
  }
})

function desktopEntry(entry: string): Record<string, string> {
  const [head, ...lines] = entry.trim().split('\n')
  expect(head).toBe('[Desktop Entry]')
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
}

/** Width and height, which stand at a fixed place of every PNG. */
function pngSize(file: string): [number, number] {
  const bytes = readFileSync(file)
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
}
