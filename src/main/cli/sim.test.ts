import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runSim } from './sim'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'torus-lab-sim-'))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true))
  return { code: await runSim(argv), out, err }
}

test.each([
  [['--seed', 'x'], '--seed is not a whole number from 0 to 2147483648: x'],
  [['--seed', '2147483649'], '--seed is not a whole number from 0 to 2147483648: 2147483649'],
  [['--seeds', '0'], '--seeds is not a whole number from 1 to 2147483648: 0'],
  [['--events', '-1'], "option '--events' argument is ambiguous"],
  [['--events', '0'], '--events is not a whole number from 1 to 10000000: 0'],
  [['--minutes', 'soon'], '--minutes is not a number above 0: soon'],
  [['--seed', '1', '--seeds', '2'], '--seed goes alone, without --seeds and --first-seed: 1'],
  [['--save', 'x.json'], '--save needs --seed, one run to write: x.json'],
  [['--replay', 'x.json', '--seed', '3'], '--replay goes alone, the file says which run: x.json'],
  [['--mutant', 'pad-self'], "unknown option '--mutant'"]
])('a bad option is named: %j', async (argv, message) => {
  const { code, out, err } = await run(...argv)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(`sim: ${message}`)
})

test('seeds are run and summed up', async () => {
  const { code, out } = await run('--seeds', '3', '--first-seed', '7', '--events', '500')
  expect(code).toBe(0)
  expect(out).toMatch(/^3 seeds from 7: \d+ events/)
  expect(out).toMatch(/0 failed\n$/)
})

test('one seed prints its trace, the same again', async () => {
  const [first, second] = [await run('--seed', '5', '--events', '500'), await run('--seed', '5', '--events', '500')]
  expect(first.out).toMatch(/\ntrace [0-9a-f]{16}\n$/)
  expect(second).toEqual(first)
})

test('a run is saved and replayed', async () => {
  const file = join(folder, 'run.json')
  const saved = await run('--seed', '4', '--events', '800', '--save', file)
  expect(saved.code).toBe(0)
  const replayed = await run('--replay', file)
  expect(replayed.code).toBe(0)
  expect(replayed.out).toContain('the same run as in the file')
  expect(replayed.out).toContain(/trace [0-9a-f]{16}/.exec(saved.out)?.[0])
})

test('a trace file that is none, of another version, or malformed is named', async () => {
  const file = join(folder, 'run.json')
  await run('--seed', '4', '--events', '300', '--save', file)
  const good = JSON.parse(readFileSync(file, 'utf8'))
  const cases: [unknown, string][] = [
    [{}, `not a trace file: ${file}`],
    [{ ...good, version: 2 }, 'trace file of another version, 1 expected: 2'],
    [{ ...good, faults: [{ ...good.faults[0], kind: 'earthquake' }] }, 'trace file is malformed at faults.0.kind']
  ]
  for (const [content, message] of cases) {
    writeFileSync(file, JSON.stringify(content))
    const { code, err } = await run('--replay', file)
    expect(code).toBe(2)
    expect(err).toContain(`sim: ${message}`)
  }
  expect((await run('--replay', join(folder, 'none.json'))).err).toContain('trace file cannot be read')
})

test('--help tells the options and exit codes', async () => {
  const { code, out } = await run('--help')
  expect(code).toBe(0)
  expect(out).toContain('--first-seed N')
  expect(out).toContain('3 the ring did not heal')
})
