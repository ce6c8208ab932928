import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { OpenedFiles } from './opened-files'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'torus-lab-open-'))))
afterEach(() => rmSync(folder, { recursive: true }))

test('keeps files for a window that is not there yet, in their order', async () => {
  const files = new OpenedFiles()
  for (const name of ['a', 'b']) {
    writeFileSync(join(folder, name), `text ${name}`)
    await files.open(join(folder, name))
  }
  expect(await files.next()).toEqual({ name: 'a', text: 'text a' })
  expect(await files.next()).toEqual({ name: 'b', text: 'text b' })
})

test('a page that was reloaded gets the file, the one before it does not', async () => {
  const files = new OpenedFiles()
  const before = files.next()
  const after = files.next()
  writeFileSync(join(folder, 'a'), 'text')
  await files.open(join(folder, 'a'))
  expect(await before).toBeNull()
  expect(await after).toEqual({ name: 'a', text: 'text' })
})

test('hands links on, and names what cannot be one', async () => {
  const files = new OpenedFiles()
  files.follow('torus-lab://node/8f22')
  files.follow('https://torus-lab.invalid/')
  files.follow(`torus-lab://key/${'k'.repeat(5000)}`)
  expect(await files.next()).toEqual({ link: 'torus-lab://node/8f22' })
  expect(await files.next()).toEqual({ name: 'https://torus-lab.invalid/', error: 'scheme is not torus-lab:' })
  expect(await files.next()).toEqual({
    name: `torus-lab://key/${'k'.repeat(44)}…`,
    error: 'link is too long: 5016 characters (limit 4096)'
  })
})

test('a file that cannot be read arrives with the reason', async () => {
  const files = new OpenedFiles()
  await files.open(join(folder, 'none'))
  expect(await files.next()).toEqual({ name: 'none', error: expect.stringContaining('ENOENT') })
})
