import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { installedDiffers } from './lib/install.mjs'
import { missingOptionals } from './lib/lock.mjs'
import { playwrightResults, vitestResults } from './lib/results.mjs'

const lock = {
  '': { version: '1.0.0' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/b': { version: '2.0.0', optional: true }
}

describe('what is installed', () => {
  it('is enough without the optional packages of other platforms', () => {
    expect(installedDiffers(lock, { 'node_modules/a': { version: '1.0.0' } })).toBeNull()
  })

  it.each([
    [undefined, 'nothing is installed yet'],
    [{}, 'a is missing'],
    [{ 'node_modules/a': { version: '1.0.1' } }, 'a is another version']
  ])('is not enough as %j', (installed, difference) => {
    expect(installedDiffers(lock, installed)).toBe(difference)
  })
})

describe('the lock file', () => {
  it('names the optional dependencies of every platform (node scripts/complete-lock.mjs adds them)', () => {
    const path = resolve(import.meta.dirname, '..', 'package-lock.json')
    expect(missingOptionals(JSON.parse(readFileSync(path, 'utf8')).packages)).toEqual([])
  })

  it('is found out when it does not', () => {
    const packages = {
      'node_modules/a': { dev: true, optionalDependencies: { 'a-linux': '1.0.0', 'a-win32': '1.0.0' } },
      'node_modules/a/node_modules/a-linux': {},
      'node_modules/c': { optionalDependencies: { a: '1.0.0' } }
    }
    expect(missingOptionals(packages)).toEqual([{ name: 'a-win32', version: '1.0.0', isDev: true }])
  })
})

describe('test results', () => {
  const report = (text: string) => {
    const path = join(mkdtempSync(join(tmpdir(), 'results-')), 'report.json')
    writeFileSync(path, text)
    return path
  }

  it('come from the reports of both runners', () => {
    const vitest = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1, testResults: [] }
    expect(vitestResults(report(JSON.stringify(vitest)))).toEqual({ passed: 3, failed: 1, skipped: 2 })
    const playwright = { stats: { expected: 4, flaky: 1, unexpected: 2, skipped: 3 } }
    expect(playwrightResults(report(JSON.stringify(playwright)))).toEqual({ passed: 5, failed: 2, skipped: 3 })
  })

  it('count a file that does not load, and a missing or broken report, as failed', () => {
    const broken = {
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults: [{ status: 'failed', assertionResults: [] }]
    }
    expect(vitestResults(report(JSON.stringify(broken))).failed).toBe(1)
    expect(vitestResults('/no/such/report').failed).toBe(1)
    expect(playwrightResults(report('{')).failed).toBe(1)
  })
})
