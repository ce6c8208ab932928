import { afterEach, expect, test, vi } from 'vitest'
import type { Recorded } from '../../shared/events'
import type { PredicateView } from '../../shared/model'
import type { Lab } from './lab'
import { inlineLab, Listener, ok, settled } from './testing'

vi.setConfig({ testTimeout: 60_000 })

let lab: Lab
afterEach(() => lab.close())

const goal = (predicates: readonly PredicateView[]): PredicateView => predicates.find((one) => one.name === 'L0')!

test('a crash in a real ring: L0 heals, names nodes and the crash, then holds, with its events in order', async () => {
  lab = inlineLab({ successors: 3 })
  const { nodes } = await ok(lab, 'lab.start', { count: 8, sampleKeys: 0 })
  const before = await settled(lab, 8)
  expect(before.health.regime).toBe('full')
  expect(before.health.predicates.map((one) => one.level)).toEqual(Array.from({ length: 10 }, () => 'holds'))

  const listener = new Listener(lab)
  const victim = nodes[3]!
  await ok(lab, 'node.crash', { node: victim })
  const after = await settled(lab, 7)

  const events = listener.batches.flatMap((batch) => batch.events)
  expect(listener.gaps()).toEqual([])
  const crash = events.find((event) => event.type === 'node-state' && event.node === victim)!
  const ofGoal = (event: Recorded) =>
    (event.type === 'invariant-broken' || event.type === 'invariant-restored') && event.name === 'L0'
  const [broken, restored, ...more] = events.filter(ofGoal)
  expect(more).toEqual([])
  expect(broken).toMatchObject({ type: 'invariant-broken', level: 'healing', cause: crash.seq, since: crash.atMs })
  expect(restored).toMatchObject({ type: 'invariant-restored', since: crash.atMs })
  expect(crash.seq).toBeLessThan(broken!.seq)
  expect(broken!.seq).toBeLessThan(restored!.seq)

  const views = listener.batches.flatMap((batch) => (batch.health === undefined ? [] : [goal(batch.health.predicates)]))
  const healing = views.filter((view) => view.level === 'healing')
  expect(healing[0]).toMatchObject({ seq: crash.seq, sinceMs: crash.atMs })
  // The three before the dead node name it in their lists, the one behind it as predecessor.
  const order = [...nodes].sort()
  const at = order.indexOf(victim)
  const around = [-3, -2, -1, 1].map((steps) => order[(at + steps + 8) % 8]!)
  expect([...healing[0]!.nodes].sort()).toEqual(around.sort())
  expect(views.filter((view) => view.level === 'broken')).toEqual([])

  const whole = goal(after.health.predicates)
  expect(whole).toMatchObject({ level: 'holds', nodes: [] })
  const cause = events.find((event) => event.seq === whole.seq)
  expect(cause?.type).toMatch(/^(predecessor|successors)-changed$/)
  expect(after.health.regime).toBe('full')
})
