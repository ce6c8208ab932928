/** Reads what the test runners counted. */
import { readFileSync } from 'node:fs'

/** Counts of passed, failed and skipped tests. */
export function noResults() {
  return { passed: 0, failed: 0, skipped: 0 }
}

export function addResults(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Vitest's JSON report. A file that fails to load counts as one failed test, and so does a missing report. */
export function vitestResults(path) {
  const report = read(path)
  if (report === undefined) return { ...noResults(), failed: 1 }
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every(({ status }) => status !== 'failed')
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests
  }
}

/** Playwright's JSON report; tests that passed on a retry passed. */
export function playwrightResults(path) {
  const stats = read(path)?.stats
  if (stats === undefined) return { ...noResults(), failed: 1 }
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
}
