import { describe, expect, it } from 'vitest'
import { linkTo, linkWords, parseLink } from './links'
import type { Selection } from './window-state'

const lab = { startedAt: 1_766_000_000_123.4 }
const ID = '8f22'.repeat(10)
const event = { type: 'clock-changed', rate: 1, paused: false, seq: 88, atMs: 0 } as const

describe('a link', () => {
  it('is read back as it was written, in a browser and in the desktop app', () => {
    const selections: Selection[] = [
      { kind: 'node', id: ID },
      { kind: 'key', key: 'a/b #?@ ü', id: ID },
      { kind: 'event', event }
    ]
    for (const place of ['http://127.0.0.1:4000', 'app://lab'])
      for (const selection of selections) {
        const target = parseLink(linkTo(selection, lab, place))
        if (selection.kind === 'node') expect(target).toEqual({ kind: 'node', id: ID })
        if (selection.kind === 'key') expect(target).toEqual({ kind: 'key', key: 'a/b #?@ ü' })
        if (selection.kind === 'event')
          expect(target).toEqual({ kind: 'event', seq: 88, run: (1_766_000_000_123).toString(36) })
      }
    expect(linkTo({ kind: 'node', id: ID }, lab, 'app://lab')).toBe(`torus-lab://node/${ID}`)
  })

  it.each(['', 'node', '#/node/', '#/node/xyz', '#/key/%', '#/event/many', '#/other/1', 'user:0013', 'torus-lab://'])(
    'is not: %s',
    (text) => expect(parseLink(text)).toBeNull()
  )

  it('says what it is about', () => {
    expect(linkWords({ kind: 'node', id: ID })).toBe('node 8f22')
    expect(linkWords({ kind: 'lookup', lookup: '3', run: 'x' })).toBe('lookup 3')
  })
})
