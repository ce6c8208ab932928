import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLog } from './log'

test('lines carry time and level; a full file gives way to a new one, and two are kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'torus-lab-log-'))
  const log = openLog(folder)
  log.info('first line')
  log.error('trouble: 7')
  const text = readFileSync(log.file, 'utf8')
  expect(text).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} info first line\n/)
  expect(text).toContain(' error trouble: 7')

  const old = join(folder, 'torus-lab.old.log')
  expect(existsSync(old)).toBe(false)
  const line = 'x'.repeat(64 * 1024)
  for (let count = 0; count < 40; count++) log.info(line)
  expect(statSync(old).size).toBeLessThan(1.2 * 1024 * 1024)
  expect(statSync(log.file).size).toBeLessThan(1.2 * 1024 * 1024)
  rmSync(folder, { recursive: true })
})
