import { expect, test } from 'vitest'
import type { Recorded } from '../../shared/events'
import { type Id, idSpace } from '../../shared/ids'
import type { HealthView, NodeState, NodeView, PredicateName, PredicateView } from '../../shared/model'
import { type HealthInput, HealthMonitor } from './health'
import { type InvariantEvent, stuckAfterPeriods } from './invariants'
import { Truth } from './truth'

const settings = { successors: 2, stabilizeIntervalMs: 1000, bits: 16 }
const RING = ['1000', '3000', '5000', '7000', '9000', 'b000']
/** Without its last node. */
const SMALLER = RING.slice(0, -1)

/** Nodes that believe what is true of the ring of `believed`. */
function nodes(ids: Id[], believed: Id[] = ids, states: Record<Id, NodeState> = {}): NodeView[] {
  const truth = new Truth(idSpace(settings.bits), settings.successors, believed)
  return ids.map((id) => ({
    id,
    address: '127.0.0.1:1',
    port: 1,
    state: states[id] ?? 'running',
    sinceMs: 0,
    startedAtMs: 0,
    predecessor: truth.predecessorOf(id),
    successors: truth.successorsOf(id),
    fingers: truth.isLive(id) ? truth.fingersOf(id) : [],
    servedFrom: null,
    keys: 0,
    rpcPerSecond: 0
  }))
}

/** An observer over a ring that is put before it, with a stream of its own. */
class Watch {
  readonly said: (InvariantEvent & { seq: number })[] = []
  health!: HealthView
  private readonly monitor = new HealthMonitor()
  private atMs = 0
  private seq = 0

  look(views: NodeView[], atMs: number, changes: Partial<HealthInput> = {}): HealthView {
    this.atMs = atMs
    const input = { nodes: views, settings, clock: { rate: 1, paused: false }, transfers: [], keys: 0, lostKeys: 0 }
    const record = (event: InvariantEvent) => this.said.push({ ...event, seq: ++this.seq }) && this.seq
    this.health = this.monitor.look({ ...input, starting: null, atMs, ...changes }, { record })
    return this.health
  }

  /** Looks every half second until `untilMs`. */
  lookOn(views: NodeView[], untilMs: number, changes: Partial<HealthInput> = {}): void {
    while (this.atMs < untilMs) this.look(views, Math.min(untilMs, this.atMs + 500), changes)
  }

  note(event: Partial<Recorded>, atMs: number): number {
    this.monitor.note([{ ...event, atMs, seq: ++this.seq } as Recorded])
    return this.seq
  }

  of(name: PredicateName): PredicateView {
    return this.health.predicates.find((one) => one.name === name)!
  }

  get levels(): Partial<Record<PredicateName, string>> {
    const astray = this.health.predicates.filter((one) => one.level !== 'holds')
    return Object.fromEntries(astray.map((one) => [one.name, one.level]))
  }
}

test('an Ideal ring: all ten hold, in their order, and nothing is said', () => {
  const watch = new Watch()
  const { predicates, regime } = watch.look(nodes(RING), 100)
  expect(predicates.map((one) => one.name)).toEqual(['I1', 'I2', 'D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'L0'])
  expect(predicates[0]).toEqual({
    ...{ name: 'I1', title: 'OneLiveSuccessor', level: 'holds', sinceMs: 100, seq: null, nodes: [] }
  })
  expect(new Set(predicates.map((one) => one.level))).toEqual(new Set(['holds']))
  expect(regime).toBe('full')
  expect(watch.said).toEqual([])
})

test('a crash: L0 heals, names the nodes and the event, and holds again by the event that made the ring Ideal', () => {
  const watch = new Watch()
  watch.look(nodes(RING), 100)
  const crash = watch.note({ type: 'node-state', node: 'b000', before: 'running', after: 'crashed' }, 180)
  watch.look(nodes(RING, RING, { b000: 'crashed' }), 200)
  expect(watch.levels).toEqual({ L0: 'healing' })
  const astray = ['1000', '7000', '9000']
  expect(watch.of('L0')).toMatchObject({ sinceMs: 180, seq: crash, nodes: astray })
  watch.note({ type: 'rpc' }, 300)
  watch.note({ type: 'successors-changed', node: '7000' }, 400)
  const last = watch.note({ type: 'predecessor-changed', node: '1000' }, 500)
  watch.note({ type: 'fingers-changed', node: '1000' }, 600)
  watch.look(nodes(SMALLER), 700)
  expect(watch.levels).toEqual({})
  expect(watch.of('L0')).toMatchObject({ level: 'holds', sinceMs: 500, seq: last, nodes: [] })
  expect(watch.said).toEqual([
    { type: 'invariant-broken', name: 'L0', level: 'healing', nodes: astray, since: 180, cause: crash, seq: crash + 1 },
    { type: 'invariant-restored', name: 'L0', nodes: astray, since: 180, cause: last, seq: last + 2 }
  ])
})

test('what does not heal is broken after 2 (r + log2 n) slow periods, and stays so until it holds', () => {
  const watch = new Watch()
  watch.look(nodes(RING), 0)
  const stuck = nodes(RING, RING, { b000: 'crashed' })
  const boundMs = stuckAfterPeriods(2, 5) * 1000
  expect(boundMs).toBeCloseTo(8643.9, 1)
  watch.look(stuck, 1000)
  watch.lookOn(stuck, 1000 + boundMs - 1)
  expect(watch.levels).toEqual({ L0: 'healing' })
  watch.look(stuck, 1000 + boundMs + 1)
  expect(watch.levels).toEqual({ L0: 'broken' })
  const { sinceMs, seq } = watch.of('L0')
  expect({ sinceMs, seq }).toEqual({ sinceMs: 1000 + boundMs + 1, seq: watch.said.at(-1)!.seq })
  expect(watch.said.map((one) => [one.type, 'level' in one && one.level])).toEqual([
    ['invariant-broken', 'healing'],
    ['invariant-broken', 'broken']
  ])
  // Another crash gives no new grace to what was stuck before.
  watch.look(nodes(RING, RING, { b000: 'crashed', '3000': 'crashed' }), 11_000)
  expect(watch.of('L0').level).toBe('broken')
  watch.look(nodes(SMALLER), 12_000)
  expect(watch.said.at(-1)).toMatchObject({ type: 'invariant-restored', name: 'L0', since: 1000 })
})

test('the bound counts maintenance: a paused clock stops it, a slow one stretches it, another change begins it anew', () => {
  const stuck = nodes(RING, RING, { b000: 'crashed' })
  const paused = new Watch()
  paused.look(nodes(RING), 0)
  paused.lookOn(stuck, 60_000, { clock: { rate: 1, paused: true } })
  expect(paused.levels).toEqual({ L0: 'healing' })
  const slow = new Watch()
  slow.look(nodes(RING), 0)
  slow.lookOn(stuck, 16_000, { clock: { rate: 0.5, paused: false } })
  expect(slow.levels).toEqual({ L0: 'healing' })
  slow.lookOn(stuck, 19_000, { clock: { rate: 0.5, paused: false } })
  expect(slow.levels).toEqual({ L0: 'broken' })
  const again = new Watch()
  again.look(nodes(RING), 0)
  again.lookOn(stuck, 6000)
  const more = nodes(RING, RING, { b000: 'crashed', '5000': 'crashed' })
  again.lookOn(more, 14_000)
  expect(again.of('L0').level).toBe('healing')
  again.lookOn(more, 15_500)
  expect(again.of('L0').level).toBe('broken')
})

test('a safety predicate: broken at once in a full ring at rest, healing while nodes come and go', () => {
  const doubled = nodes(RING).map((node) => (node.id === '3000' ? { ...node, successors: ['5000', '5000'] } : node))
  const rest = new Watch()
  rest.look(nodes(RING), 0)
  rest.lookOn(nodes(RING), 2000)
  rest.look(doubled, 2100)
  expect(rest.levels).toMatchObject({ D1: 'broken', L0: 'healing' })
  expect(rest.of('D1').nodes).toEqual(['3000'])

  const churn = new Watch()
  churn.look(nodes(RING), 0)
  churn.lookOn(nodes(RING), 2000)
  const joining = [...doubled, ...nodes(['d000'], [...RING, 'd000'], { d000: 'joining' })]
  churn.look(joining, 2100)
  expect(churn.levels).toMatchObject({ D1: 'healing', L0: 'healing' })
  // A full slow period after the last change there is no excuse left.
  churn.look(doubled, 2500)
  churn.lookOn(doubled, 3400)
  expect(churn.of('D1').level).toBe('healing')
  churn.look(doubled, 3600)
  expect(churn.of('D1').level).toBe('broken')
})

test('a ring stays in bootstrap until it has been Ideal with r + 1 nodes, though all lists are full', () => {
  const watch = new Watch()
  watch.look(nodes(['1000', '3000']), 0)
  expect(watch.health.regime).toBe('bootstrap')
  // Three nodes with lists of two, one of them out of order.
  const growing = nodes(RING.slice(0, 3)).map((node) => ({ ...node, successors: [...node.successors].reverse() }))
  watch.look(growing, 100)
  watch.lookOn(growing, 3000)
  expect(watch.health.regime).toBe('bootstrap')
  expect(watch.levels).toMatchObject({ D2: 'healing', L0: 'healing' })
  watch.look(nodes(RING.slice(0, 3)), 3100)
  expect(watch.health.regime).toBe('full')
  watch.lookOn(growing, 5000)
  expect(watch.levels).toMatchObject({ D2: 'broken' })
  watch.look(nodes(['1000', '3000']), 5100)
  expect(watch.health.regime).toBe('bootstrap')
  watch.look([], 5200)
  expect(watch.health.regime).toBe('empty')
  expect(watch.levels).toEqual({})
})
