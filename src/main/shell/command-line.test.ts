import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { OptionError } from '../door/options'
import { readCommandLine } from './command-line'

const read = (...args: string[]) => readCommandLine(args, '1.2.3', true)

describe('command line of the installed program', () => {
  test('asks for a window with the ring that the settings say', () => {
    expect(read()).toEqual({ kind: 'window', ring: {}, file: null, link: null, profile: null })
  })

  test('takes values after a space or an equals sign', () => {
    const wanted = { ring: { nodes: 3, sampleKeys: 5 }, profile: '/p' }
    expect(read('--nodes', '3', '--sample-keys=5', '--user-data-dir=/p')).toMatchObject(wanted)
    expect(read('--nodes=3', '--sample-keys', '5', '--user-data-dir', '/p')).toMatchObject(wanted)
  })

  test('takes one file, named or as the system hands it over', () => {
    expect(read('--open', 'a.torus.json')).toMatchObject({ file: resolve('a.torus.json') })
    expect(read('a.torus.json', '--no-sandbox')).toMatchObject({ file: resolve('a.torus.json') })
    expect(() => read('--open=a', 'b')).toThrow(new OptionError('more than one file: b'))
  })

  test('takes one link, and a file by its URL', () => {
    const link = 'torus-lab://key/user%3A0013'
    expect(read('--no-sandbox', link)).toMatchObject({ file: null, link })
    expect(read('a.torus.json', link)).toMatchObject({ file: resolve('a.torus.json'), link })
    expect(() => read(link, 'torus-lab://node/8f22')).toThrow(
      new OptionError('more than one link: torus-lab://node/8f22')
    )
    expect(read('file:///tmp/a%20b.torus.json')).toMatchObject({ file: resolve('/tmp/a b.torus.json') })
    expect(() => read('file://elsewhere/%')).toThrow(new OptionError('no file of this machine: file://elsewhere/%'))
  })

  test('hands what follows serve to it, and nothing that is for Chromium', () => {
    const args = ['--no-sandbox', 'serve', '--port=0', '--ozone-platform=headless', '--no-open']
    expect(read(...args)).toEqual({ kind: 'serve', args: ['--port=0', '--no-open'] })
  })

  test('says version and usage', () => {
    expect(read('--version')).toEqual({ kind: 'say', text: 'torus-lab 1.2.3\n' })
    expect(read('--help')).toMatchObject({ kind: 'say', text: expect.stringContaining('--open FILE') })
  })

  test('names what it does not know', () => {
    expect(() => read('--nodez=3')).toThrow(new OptionError('unknown option: --nodez'))
    expect(() => read('-x')).toThrow(new OptionError('unknown option: -x'))
    expect(() => read('--open')).toThrow(new OptionError('--open is missing its value'))
    expect(() => read('--nodes=many')).toThrow('--nodes is not a whole number from 0 to 512: many')
  })

  test('in development only searches: the rest belongs to Electron', () => {
    const args = ['-r', 'x.js', '.', '--inspect=0', '--nodes=2', '--unheard-of', 'torus-lab://node/8f22']
    const start = readCommandLine(args, '1.2.3', false)
    expect(start).toMatchObject({ kind: 'window', ring: { nodes: 2 }, file: null, link: 'torus-lab://node/8f22' })
  })
})
