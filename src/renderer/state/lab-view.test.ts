import { describe, expect, it } from 'vitest'
import type { Batch } from '../../shared/contract'
import type { LabEvent, Recorded } from '../../shared/events'
import type { NodeView } from '../../shared/model'
import { FixtureDoor } from '../testing/fixture-door'
import { picturedRing } from '../testing/fixture-ring'
import { applyUpdate, backfilled, EMPTY_LAB, MAX_EVENTS, MAX_TRAFFIC, type LabView } from './lab-view'

const door = new FixtureDoor(await picturedRing(4, 20))
const start = applyUpdate(EMPTY_LAB, { kind: 'state', state: { ...door.state(), seq: 10, atMs: 1_000 } }, 5).view

const user = (seq: number): Recorded => ({ seq, atMs: seq, type: 'user', action: 'add', text: `add ${seq}`, nodes: [] })
const rpc = (seq: number): Recorded => ({
  seq,
  atMs: seq,
  type: 'rpc',
  from: 'a',
  to: 'b',
  method: 'Ping',
  startedMs: 0,
  tookMs: 1,
  ok: true
})

function batch(events: Recorded[], change: Partial<Batch> = {}): Batch {
  const firstSeq = change.firstSeq ?? events[0]?.seq ?? 11
  const empty = { nodes: [], removedNodes: [], transfers: [], tasks: [], droppedPulses: 0, rpcs: 0 }
  return {
    kind: 'batch',
    firstSeq,
    lastSeq: events.at(-1)?.seq ?? firstSeq - 1,
    atMs: 1_100,
    events,
    ...empty,
    ...change
  }
}

describe('a state', () => {
  it('fills the view, with nodes in ring order', () => {
    expect(start.loaded).toBe(true)
    expect(start.nodes.map((node) => node.id)).toEqual(start.nodes.map((node) => node.id).toSorted())
    expect(start.byId.get(start.nodes[0]?.id ?? '')).toBe(start.nodes[0])
    expect(start.receivedAtMs).toBe(5)
  })

  it('keeps the events of the same lab and remembers the gap', () => {
    const before = applyUpdate(start, batch([user(11)]), 6).view
    const after = applyUpdate(before, { kind: 'state', state: { ...door.state(), seq: 20 } }, 7).view
    expect(after.events).toEqual([user(11)])
    expect(after.gaps).toEqual([{ afterSeq: 11, beforeSeq: 21, atMs: door.atMs }])
  })

  it('forgets the events of another lab', () => {
    const before = applyUpdate(start, batch([user(11)]), 6).view
    const after = applyUpdate(before, { kind: 'state', state: { ...door.state(), seq: 20, startedAt: 1 } }, 7).view
    expect(after.events).toEqual([])
    expect(after.gaps).toEqual([])
  })
})

describe('a batch', () => {
  it('is refused before a state, which it asks for', () => {
    expect(applyUpdate(EMPTY_LAB, batch([user(1)]), 0)).toMatchObject({ gap: true, fresh: [] })
  })

  it('continues the numbers, events parted from traffic', () => {
    const { view, fresh, gap } = applyUpdate(start, batch([user(11), rpc(12), user(13)]), 6)
    expect(gap).toBe(false)
    expect(fresh.map((event) => event.seq)).toEqual([11, 12, 13])
    expect(view.events.map((event) => event.seq)).toEqual([11, 13])
    expect(view.traffic.map((event) => event.seq)).toEqual([12])
    expect(view.seq).toBe(13)
    expect(view.atMs).toBe(1_100)
  })

  it('after a gap changes nothing and says so', () => {
    const { view, gap } = applyUpdate(start, batch([user(12)]), 6)
    expect(gap).toBe(true)
    expect(view).toBe(start)
  })

  it('that is older than the state is dropped', () => {
    const { view, gap } = applyUpdate(start, batch([user(8), user(9)]), 6)
    expect(gap).toBe(false)
    expect(view).toBe(start)
  })

  it('that overlaps the state gives each event once', () => {
    const { view, fresh } = applyUpdate(start, batch([user(9), user(10), user(11)]), 6)
    expect(fresh.map((event) => event.seq)).toEqual([11])
    expect(view.events.map((event) => event.seq)).toEqual([11])
  })

  it('without events still carries the newest views', () => {
    const { view } = applyUpdate(
      start,
      batch([], { keys: 99, droppedPulses: 3, clock: { rate: 0.25, paused: true } }),
      6
    )
    expect(view).toMatchObject({ keys: 99, droppedPulses: 3, clock: { rate: 0.25, paused: true }, seq: 10 })
  })

  it('replaces, adds and removes nodes, and leaves the others as they were', () => {
    const [first, second] = start.nodes as [NodeView, NodeView]
    const changed = { ...first, keys: 1_000 }
    const added = { ...first, id: 'f'.repeat(40) }
    const { view } = applyUpdate(start, batch([], { nodes: [added, changed], removedNodes: [second.id] }), 6)
    expect(view.nodes).toHaveLength(4)
    expect(view.nodes[0]).toBe(changed)
    expect(view.nodes.at(-1)).toBe(added)
    expect(view.byId.has(second.id)).toBe(false)
    expect(view.nodes[1]).toBe(start.nodes[2])
  })

  it('keeps events within their bounds', () => {
    const many = Array.from({ length: MAX_EVENTS + 50 }, (_, i) => user(11 + i))
    const noisy = Array.from({ length: MAX_TRAFFIC + 50 }, (_, i) => rpc(11 + many.length + i))
    const { view } = applyUpdate(start, batch([...many, ...noisy]), 6)
    expect(view.events).toHaveLength(MAX_EVENTS)
    expect(view.events.at(-1)?.seq).toBe(10 + many.length)
    expect(view.traffic).toHaveLength(MAX_TRAFFIC)
  })

  it('counts RPCs by quarters of a second, quiet ones as none', () => {
    const at = (view: LabView, atMs: number, rpcs: number) => applyUpdate(view, batch([], { atMs, rpcs }), 6).view
    const view = at(at(at(at(start, 1_010, 4), 1_200, 2), 1_260, 7), 2_000, 1)
    expect(view.rates).toEqual([
      { atMs: 1_000, rpcs: 6 },
      { atMs: 1_250, rpcs: 7 },
      { atMs: 1_500, rpcs: 0 },
      { atMs: 1_750, rpcs: 0 }
    ])
    expect(view.rateOpen).toEqual({ atMs: 2_000, rpcs: 1 })
  })
})

describe('seconds', () => {
  it('count RPCs, requests, bytes and what was not sent, and keep each lateness once', () => {
    const lag = { atMs: 900, p50Ms: 1, p99Ms: 2, maxMs: 3 }
    const at = (view: LabView, atMs: number, requests: number, bytes: number) =>
      applyUpdate(view, batch([], { atMs, rpcs: 2, droppedPulses: 1, load: { bytes, requests, lag } }), 6).view
    const view = at(at(at(start, 1_010, 4, 100), 1_900, 6, 150), 3_000, 6, 160)
    expect(view.seconds).toEqual([
      { atMs: 1_000, rpcs: 4, requests: 6, bytes: 150, dropped: 2 },
      { atMs: 2_000, rpcs: 0, requests: 0, bytes: 0, dropped: 0 }
    ])
    expect(view.secondOpen).toEqual({ atMs: 3_000, rpcs: 2, requests: 0, bytes: 10, dropped: 1 })
    expect(view.lags).toEqual([lag])
  })
})

describe('history read back', () => {
  it('comes before what is known, each event once, lookups among them', () => {
    const found = { type: 'lookup', lookup: { lookup: 'l1' } } as Extract<LabEvent, { type: 'lookup' }>
    const now = applyUpdate(start, batch([user(11)]), 6).view
    const view = backfilled(now, [user(3), { ...found, seq: 4, atMs: 4 }, rpc(5), user(11)])
    expect(view.events.map((event) => event.seq)).toEqual([3, 4, 11])
    expect(view.traffic.map((event) => event.seq)).toEqual([5])
    expect(view.lookups).toEqual([found.lookup])
    expect(backfilled(view, [user(3)]).events).toBe(view.events)
  })
})
