import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answer } from './answer'
import { contentSecurityPolicy, readAsset } from './assets'
import { FakeLab } from './fake-lab'
import { parseFrame } from './messages'
import { optionIn, ringOptions, wholeNumber } from './options'

describe('answer', () => {
  it('hands a valid request to the lab with its defaults filled in', async () => {
    const lab = new FakeLab()
    await answer(lab, 'node.crash', { node: '4f2a' })
    expect(lab.asked).toEqual([{ command: 'node.crash', request: { node: '4f2a', confirm: false } }])
  })

  it.each([
    ['no.such', {}, 'unknown command: no.such'],
    ['__proto__', {}, 'unknown command: __proto__'],
    [{ a: 1 }, {}, 'unknown command: {"a":1}'],
    ['node.addMany', { count: 0 }, 'node.addMany count'],
    ['node.crash', { node: 'x', also: 1 }, 'node.crash'],
    ['node.crash', null, 'node.crash'],
    ['node.crash', undefined, 'node.crash']
  ])('refuses %j with %j and does not ask the lab', async (command, request, message) => {
    const lab = new FakeLab()
    const reply = await answer(lab, command, request)
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid', message: expect.stringContaining(message) } })
    expect(lab.asked).toEqual([])
  })

  it('makes a failure of what the lab throws', async () => {
    expect(await answer(new FakeLab(), 'lab.reset', { confirm: true })).toEqual({
      ok: false,
      error: { code: 'internal', message: 'lab.reset failed: lab is made of paper' }
    })
  })
})

describe('frames', () => {
  it('reads calls, acknowledgements and resyncs', () => {
    expect(parseFrame('{"t":"ack","n":3}')).toEqual({ t: 'ack', n: 3 })
    expect(parseFrame('{"t":"resync","x":1}')).toEqual({ t: 'resync' })
    expect(parseFrame('{"t":"call","id":1,"command":"lab.state","request":{}}')).toEqual({
      t: 'call',
      id: 1,
      command: 'lab.state',
      request: {}
    })
  })

  it.each([
    ['{', 'frame is not JSON: {'],
    ['null', 'frame of unknown kind: none'],
    ['[]', 'frame of unknown kind: none'],
    ['{"t":"hello"}', 'frame of unknown kind: "hello"'],
    ['{"t":"ack","n":"1"}', 'frame of unknown kind: "ack"'],
    ['{"t":"call","id":"1"}', 'call without a whole number as id: "1"']
  ])('says what is wrong with %s', (text, reason) => {
    expect(parseFrame(text)).toEqual({ t: 'malformed', reason })
  })
})

describe('assets', () => {
  it('serves what lies inside the folder and nothing else', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'assets-'))
    const folder = join(parent, 'renderer')
    await mkdir(folder)
    await writeFile(join(folder, 'index.html'), 'page')
    await writeFile(join(folder, 'secret'), 'no type')
    await writeFile(join(parent, 'outside.txt'), 'outside')
    expect(String((await readAsset(folder, '/'))?.body)).toBe('page')
    expect((await readAsset(folder, '/index.html'))?.type).toContain('text/html')
    for (const path of [
      '/../outside.txt',
      '/%2e%2e/outside.txt',
      '/..%2foutside.txt',
      '/secret',
      '/none.js',
      '/%',
      '/index.html%00'
    ])
      expect(await readAsset(folder, path), path).toBeNull()
  })

  it('has a policy without anything unsafe', () => {
    expect(contentSecurityPolicy(['ws://127.0.0.1:1'])).not.toMatch(/unsafe|\*/)
  })
})

describe('options', () => {
  it('reads both ways to write a value, among the switches of others', () => {
    const args = ['.', '--no-sandbox', '--nodes', '5', '--user-data-dir=/tmp/x']
    expect(optionIn(args, 'nodes')).toBe('5')
    expect(optionIn(args, 'user-data-dir')).toBe('/tmp/x')
    expect(optionIn(args, 'sample-keys')).toBeUndefined()
    expect(() => optionIn(['--nodes', '--x'], 'nodes')).toThrow('--nodes is missing its value')
  })

  it('names the bad value', () => {
    for (const text of ['x', '-1', '1.5', '', '513', '1e2'])
      expect(() => wholeNumber('nodes', text, { least: 0, most: 512, fallback: 1 })).toThrow(
        `--nodes is not a whole number from 0 to 512: ${text}`
      )
    expect(() => ringOptions('0', '5')).toThrow('--sample-keys needs at least one node')
    expect(ringOptions(undefined, undefined)).toEqual({ nodes: undefined, sampleKeys: undefined })
    expect(ringOptions('0', undefined)).toEqual({ nodes: 0, sampleKeys: undefined })
  })
})
