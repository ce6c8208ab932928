/** Chromium's sandbox, which an ordinary user gets: what the page runs in may ask the system for next to nothing. */
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '../harness/electron'
import { PACKAGED } from '../harness/packaged'
import { processesMentioning, startProgram } from '../harness/process'

/** As root we become somebody else: Chromium has no sandbox for root. */
const AS_USER = process.getuid?.() === 0 ? ['runuser', '-u', 'nobody', '--'] : ['env']
const [as = '', ...asArgs] = AS_USER
const can = (...command: string[]) => spawnSync(as, [...asArgs, ...command], { stdio: 'ignore' }).status === 0

test.skip(process.platform !== 'linux', 'looks at processes as Linux shows them')
test.skip(!can('test', '-x', PACKAGED.program), 'an ordinary user cannot reach the program here')
test.skip(!can('unshare', '--user', 'true'), 'an ordinary user cannot make the namespaces of the sandbox here')

/** The key to the display, where there is one, for somebody else to read. */
function displayKey(home: string): Record<string, string> {
  const key = process.env['XAUTHORITY']
  if (!key) return {}
  const copy = join(home, 'display-key')
  copyFileSync(key, copy)
  chmodSync(copy, 0o644)
  return { XAUTHORITY: copy }
}

test('the page runs in the sandbox, and the lab works around it', async () => {
  const home = mkdtempSync(join(tmpdir(), 'torus-lab-user-'))
  chmodSync(home, 0o777)
  try {
    const args = [...asArgs, PACKAGED.program, `--user-data-dir=${join(home, 'profile')}`, '--nodes=3']
    const program = startProgram(as, args, { HOME: home, XDG_RUNTIME_DIR: home, ...displayKey(home) })
    await program.says(/3 nodes run/)
    await program.says(/The window is open\./)
    const running = processesMentioning(home)
    const renderer = running.find((line) => line.includes('--type=renderer'))
    expect(renderer).toBeDefined()
    const status = readFileSync(join('/proc', renderer?.split(' ')[0] ?? '', 'status'), 'utf8')
    // 2: each of its calls to the system goes through a filter.
    expect(status).toMatch(/^Seccomp:\t2$/m)
    expect(status).toMatch(/^NoNewPrivs:\t1$/m)
    expect(status).toMatch(/^CapEff:\t0+$/m)
    const main = running.find((line) => !line.includes('--type=') && !line.includes('runuser'))
    process.kill(Number(main?.split(' ')[0]), 'SIGTERM')
    expect(await program.ended).toBe(0)
    await expect.poll(() => processesMentioning(home)).toEqual([])
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
})
