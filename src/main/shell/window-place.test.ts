import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isOnScreen, keepPlace, readPlace } from './window-place'

const PLACE = { x: 10, y: 20, width: 1000, height: 700, maximized: false }
const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 }

test('a place is read as it was kept; anything else is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'torus-lab-place-'))
  const file = join(folder, 'window.json')
  expect(readPlace(file)).toBeNull()
  expect(keepPlace(file, PLACE)).toBeNull()
  expect(readPlace(file)).toEqual(PLACE)
  writeFileSync(file, '{"x":10,"width":"wide"}')
  expect(readPlace(file)).toBeNull()
  rmSync(folder, { recursive: true })
  expect(keepPlace(file, PLACE)).toContain('place of the window not kept')
})

test('a place counts only while enough of it is on a screen', () => {
  expect(isOnScreen(PLACE, [SCREEN])).toBe(true)
  expect(isOnScreen({ ...PLACE, x: 1900 }, [SCREEN])).toBe(false)
  expect(isOnScreen({ ...PLACE, x: 1900 }, [SCREEN, { ...SCREEN, x: 1920 }])).toBe(true)
  expect(isOnScreen({ ...PLACE, y: -690 }, [SCREEN])).toBe(false)
  expect(isOnScreen(PLACE, [])).toBe(false)
})
