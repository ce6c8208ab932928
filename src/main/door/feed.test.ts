import { describe, expect, it } from 'vitest'
import { MAX_UPDATES_AHEAD, type NumberedUpdate } from '../../shared/door'
import { FakeLab } from './fake-lab'
import { Feed } from './feed'

function setUp() {
  const lab = new FakeLab()
  const sent: NumberedUpdate[] = []
  const sink = { congested: false }
  const feed = new Feed(lab, { send: (message) => sent.push(message), isCongested: () => sink.congested })
  feed.restart()
  return { lab, sent, sink, feed }
}

describe('feed', () => {
  it('begins with a state and goes on with batches, numbered', () => {
    const { lab, sent } = setUp()
    lab.tell()
    expect(sent.map(({ n, update }) => [n, update.kind])).toEqual([
      [1, 'state'],
      [2, 'batch']
    ])
  })

  it('stops sending to a window that acknowledges nothing, and begins again with a state when it has caught up', () => {
    const { lab, sent, feed } = setUp()
    for (let i = 0; i < 10 * MAX_UPDATES_AHEAD; i++) lab.tell()
    expect(sent).toHaveLength(MAX_UPDATES_AHEAD)
    expect(feed.isBehind).toBe(true)
    expect(lab.listeners.size).toBe(0)

    feed.acknowledge(10)
    expect(feed.isBehind).toBe(true)
    feed.acknowledge(MAX_UPDATES_AHEAD)
    expect(feed.isBehind).toBe(false)
    expect(sent.at(-1)?.update).toMatchObject({ kind: 'state', state: { seq: 10 * MAX_UPDATES_AHEAD } })
  })

  it('holds back while the sink is congested', () => {
    const { lab, sent, sink, feed } = setUp()
    sink.congested = true
    lab.tell()
    lab.tell()
    expect(sent).toHaveLength(1)
    sink.congested = false
    feed.drained()
    expect(sent.map(({ update }) => update.kind)).toEqual(['state', 'state'])
  })

  it('ignores acknowledgements of what was never sent, and old ones', () => {
    const { lab, sent, feed } = setUp()
    for (let i = 0; i < MAX_UPDATES_AHEAD; i++) lab.tell()
    for (const n of [0, -1, 1.5, Number.NaN, MAX_UPDATES_AHEAD + 1]) feed.acknowledge(n)
    expect(feed.isBehind).toBe(true)
    expect(sent).toHaveLength(MAX_UPDATES_AHEAD)
  })

  it('sends nothing after stop', () => {
    const { lab, sent, feed } = setUp()
    feed.stop()
    lab.tell()
    feed.restart()
    feed.drained()
    expect(sent).toHaveLength(1)
    expect(lab.listeners.size).toBe(0)
  })
})
