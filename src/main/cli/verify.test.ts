import { afterEach, expect, test, vi } from 'vitest'
import { runVerify } from './verify'

afterEach(() => vi.restoreAllMocks())

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true))
  return { code: await runVerify(argv), out, err }
}

test.each([
  [['--mutant', 'adopt-everything'], 'unknown mutant: adopt-everything'],
  [['--ids', '12'], '--ids is not a whole number from 3 to 6: 12'],
  [['--r', '5'], '--r is not a whole number from 1 to 4: 5'],
  [['--guard', 'none'], '--guard is not one of principals, window, invariant, joins: none'],
  [['--start', '0,0,1'], '--start names a node twice: 0,0,1'],
  [['--start', '0'], 'start has fewer than r + 1 nodes, which needs --guard joins: 0']
])('a bad option is named: %j', async (argv, message) => {
  expect(await run(...argv)).toEqual({ code: 2, out: '', err: `verify: ${message}\n` })
})

test('an option that does not exist is named', async () => {
  const { code, err } = await run('--depth', '3')
  expect(code).toBe(2)
  expect(err).toContain('--depth')
})

test('a clean check prints its figures and exits with 0', async () => {
  const { code, out } = await run('--guard', 'window')
  expect(code).toBe(0)
  expect(out).toContain('184,136 states (as known)')
  expect(out).toContain('every state can reach Ideal')
}, 60_000)

test('a broken invariant exits with 1, an unreachable Ideal with 3, each with its schedule', async () => {
  const safety = await run('--mutant', 'pad-self', '--guard', 'window')
  expect(safety.code).toBe(1)
  expect(safety.out).toContain('stabilize 3 from dead 0')
  const liveness = await run('--mutant', 'ask-nobody', '--guard', 'window', '--json')
  expect(liveness.code).toBe(3)
  expect(JSON.parse(liveness.out)).toMatchObject([
    { outcome: 'liveness', mutant: 'ask-nobody', schedule: ['join 2@1'] }
  ])
}, 60_000)
