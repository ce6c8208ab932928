import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DEFAULT_KEPT } from '../../shared/settings'
import { InlineHost } from '../host/inline-host'
import type { HostOptions } from '../host/protocol'
import { createLab } from './create-lab'
import { openSettings } from './settings-file'
import { inlineLab, ok, PROTO_DIR, refusal, settled } from './testing'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'torus-lab-settings-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = () => join(folder, 'settings.json')
const written = (content: unknown) =>
  writeFileSync(file(), typeof content === 'string' ? content : JSON.stringify(content))

describe('a settings file', () => {
  it('is not there at first, and holds what was kept afterwards', () => {
    const keeper = openSettings(folder)
    expect(keeper.view()).toEqual({ kept: DEFAULT_KEPT, defaults: DEFAULT_KEPT, file: file(), problem: null })
    keeper.keep({ nodes: 5, sampleKeys: 10, stabilizeIntervalMs: 700, rpcTimeoutMs: 200 })
    expect(openSettings(folder).view().kept).toEqual({
      nodes: 5,
      sampleKeys: 10,
      stabilizeIntervalMs: 700,
      rpcTimeoutMs: 200
    })
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })

  it('may leave out what it does not know', () => {
    written({ format: 'torus-lab-settings', version: 1, nodes: 3 })
    expect(openSettings(folder).view()).toMatchObject({ kept: { ...DEFAULT_KEPT, nodes: 3 }, problem: null })
  })

  it.each([
    ['{', 'JSON'],
    [{ format: 'torus-lab-settings', version: 1, nodes: 9999 }, 'nodes'],
    [{ format: 'torus-lab-settings', version: 2 }, 'version'],
    [{ nodes: 3 }, 'format']
  ])('that is bad is set aside and named: %j', (content, word) => {
    written(content)
    const { kept, problem } = openSettings(folder).view()
    expect(kept).toEqual(DEFAULT_KEPT)
    expect(problem).toContain(`set aside as ${join(folder, 'settings.bad.json')}: `)
    expect(problem).toContain(word)
    expect(readFileSync(join(folder, 'settings.bad.json'), 'utf8')).toBe(
      typeof content === 'string' ? content : JSON.stringify(content)
    )
    written('worse')
    expect(openSettings(folder).view().problem).toContain('settings.bad-2.json')
  })

  it('that cannot be written changes nothing', () => {
    writeFileSync(join(folder, 'flat'), '')
    const keeper = openSettings(join(folder, 'flat'))
    expect(() => keeper.keep({ ...DEFAULT_KEPT, nodes: 1 })).toThrow(/^settings not kept: /)
    expect(keeper.view().kept).toEqual(DEFAULT_KEPT)
  })
})

describe('the settings of a lab', () => {
  it('refuse what is out of bounds, by name, and change nothing', async () => {
    const lab = inlineLab()
    expect((await refusal(lab, 'settings.set', { nodes: -1 })).message).toContain('settings.set nodes')
    expect((await refusal(lab, 'settings.set', { stabilizeIntervalMs: 99 })).message).toContain(': 99')
    expect((await refusal(lab, 'settings.set', { rpcTimeoutMs: 10_001 })).message).toContain(': 10001')
    expect((await refusal(lab, 'settings.set', { color: 'red' })).code).toBe('invalid')
    expect((await ok(lab, 'settings.get', {})).kept).toEqual(DEFAULT_KEPT)
    await lab.close()
  })

  it('are those that the next lab of the folder begins with', async () => {
    const connect = (options: HostOptions) => new InlineHost(options)
    const options = { connect, protoDir: PROTO_DIR, settingsFolder: folder }
    const first = createLab(options)
    await ok(first, 'settings.set', { nodes: 2 })
    await ok(first, 'settings.set', { stabilizeIntervalMs: 500 })
    await first.close()
    const second = createLab(options)
    expect((await ok(second, 'settings.get', {})).kept).toEqual({ ...DEFAULT_KEPT, nodes: 2, stabilizeIntervalMs: 500 })
    expect(second.model.settings.stabilizeIntervalMs).toBe(500)
    expect((await ok(second, 'settings.reset', {})).kept).toEqual(DEFAULT_KEPT)
    expect(second.model.settings.stabilizeIntervalMs).toBe(2000)
    await second.close()
  })

  it('hold as they were kept last, also when several changes are under way', async () => {
    const lab = inlineLab()
    await ok(lab, 'lab.start', { count: 2, sampleKeys: 0 })
    await Promise.all([
      ok(lab, 'settings.set', { stabilizeIntervalMs: 300 }),
      ok(lab, 'settings.set', { stabilizeIntervalMs: 400 }),
      ok(lab, 'settings.reset', {})
    ])
    expect((await ok(lab, 'settings.get', {})).kept).toEqual(DEFAULT_KEPT)
    expect(lab.model.settings.stabilizeIntervalMs).toBe(DEFAULT_KEPT.stabilizeIntervalMs)
    await lab.close()
  })

  it('give living nodes another patience at once: the silent one is found dead only now', async () => {
    const lab = inlineLab()
    await ok(lab, 'settings.set', { rpcTimeoutMs: 10_000 })
    await ok(lab, 'lab.start', { count: 4, sampleKeys: 0 })
    const [hung = ''] = [...lab.model.nodes.keys()]
    await settled(lab, 4)
    const given = () =>
      lab.model.recorder
        .page(Infinity, 2000)
        .events.filter((event) => event.type === 'peer-dead' && event.peer === hung)
    await ok(lab, 'node.hang', { node: hung })
    await ok(lab, 'settings.set', { rpcTimeoutMs: 50 })
    // At the old patience, a call under way alone would take ten seconds and its repetition as many.
    await expect.poll(() => given().length, { timeout: 30_000 }).toBeGreaterThan(0)
    const said = lab.model.recorder.page(Infinity, 2000).events.filter((event) => event.type === 'user')
    expect(said.map((event) => event.type === 'user' && event.text)).toContain('answers awaited for 50 ms')
    await lab.close()
  })

  it('give living nodes another pace at once', async () => {
    const lab = inlineLab({ stabilizeIntervalMs: 60_000 })
    await ok(lab, 'lab.start', { count: 3, sampleKeys: 0 })
    await settled(lab, 3)
    const rounds = () =>
      lab.model.recorder.page(Infinity, 2000).events.filter((event) => event.type === 'stabilized').length
    await ok(lab, 'settings.set', { stabilizeIntervalMs: 100 })
    const before = rounds()
    // At the old pace, these would take twenty minutes.
    await expect.poll(rounds, { timeout: 20_000 }).toBeGreaterThan(before + 60)
    expect(lab.model.state().settings.stabilizeIntervalMs).toBe(100)
    await lab.close()
  })
})
