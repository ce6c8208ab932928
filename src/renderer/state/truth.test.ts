import { expect, it } from 'vitest'
import { picturedRing } from '../testing/fixture-ring'
import { detailFrom, successorOf, trueFingers } from './truth'

// Stoica et al., §4.2, figure 3: m = 6, the finger table of N8.
const PAPER = [1, 8, 14, 21, 32, 38, 42, 48, 51, 56].map((id) => id.toString(16).padStart(2, '0'))

it('finds the successor of an id, itself included, and wraps', () => {
  expect(successorOf(PAPER, '0a')).toBe('0e')
  expect(successorOf(PAPER, '0e')).toBe('0e')
  expect(successorOf(PAPER, '3b')).toBe('01')
})

it('folds the finger table of the paper', () => {
  expect(trueFingers(PAPER, '08', 6)).toEqual([
    { from: 0, to: 2, node: '0e' },
    { from: 3, to: 3, node: '15' },
    { from: 4, to: 4, node: '20' },
    { from: 5, to: 5, node: '2a' }
  ])
})

it('knows the neighbours of a live node, and of one that is gone', async () => {
  const ring = await picturedRing(6, 0)
  const ids = ring.liveIds()
  const [a, b, c] = ids as [string, string, string]
  const nodes = ring.views()
  const detail = detailFrom(nodes, ring.view(b), 3, 160)
  expect(detail.truth.predecessor).toBe(a)
  expect(detail.truth.successors).toEqual(ids.slice(2, 5))
  const gone = ring.nodes.get(b)
  if (gone !== undefined) gone.state = 'crashed'
  const after = detailFrom(ring.views(), ring.view(b), 2, 160)
  expect(after.truth.predecessor).toBe(a)
  expect(after.truth.successors[0]).toBe(c)
})

it('of a ring of one is its own neighbour', async () => {
  const ring = await picturedRing(1, 0)
  const [only] = ring.views()
  if (only === undefined) throw new Error('no node')
  const detail = detailFrom([only], only, 8, 160)
  expect(detail.truth).toMatchObject({ predecessor: only.id, successors: [] })
  expect(detail.owns.share).toBe(1)
})
