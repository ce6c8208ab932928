import { afterEach, expect, test, vi } from 'vitest'
import { runPaper } from './paper'

afterEach(() => vi.restoreAllMocks())

function capture(stream: NodeJS.WriteStream): string[] {
  const written: string[] = []
  vi.spyOn(stream, 'write').mockImplementation((text) => {
    written.push(String(text))
    return true
  })
  return written
}

test.each([
  [['--seed', 'abc'], 'seed is not a whole number from 0 to 4294967295: abc'],
  [['--seed', '-1'], '--seed'],
  [['--seed', '4294967296'], 'seed is not a whole number from 0 to 4294967295: 4294967296'],
  [['--slow'], '--slow'],
  [['extra'], 'extra']
])('%j is refused by name with exit code 2', async (argv, named) => {
  const errors = capture(process.stderr)
  expect(await runPaper(argv)).toBe(2)
  expect(errors.join('')).toContain(named)
})

test('--help lists the options', async () => {
  const printed = capture(process.stdout)
  expect(await runPaper(['--help'])).toBe(0)
  expect(printed.join('')).toMatch(/--seed N[^]*--out DIR[^]*--quick/)
})
