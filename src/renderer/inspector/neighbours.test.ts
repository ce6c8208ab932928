import { expect, it } from 'vitest'
import type { NodeView } from '../../shared/model'
import { fingerRows, foldAgreeing, neighbourRows } from './neighbours'

const view = { predecessor: 'p', successors: ['a', 'dead', 'c', 'd', 'e', 'f', 'g', 'h'] } as NodeView
const truth = { predecessor: 'p', successors: ['a', 'c', 'd', 'e', 'f', 'g', 'h', 'i'], fingers: [] }

it('compares successor lists by id, not by place', () => {
  const rows = neighbourRows(view, truth)
  expect(rows.map((row) => row.verdict)).toEqual([
    'right',
    'right',
    'stale',
    ...Array<string>(6).fill('right'),
    'missing'
  ])
  expect(rows[2]).toEqual({ label: 'successor 2', believes: 'dead', truth: null, verdict: 'stale' })
  expect(rows.at(-1)).toEqual({ label: 'missing', believes: null, truth: 'i', verdict: 'missing' })
})

it('marks a predecessor that should be another', () => {
  expect(neighbourRows({ ...view, predecessor: 'q' }, truth)[0]).toMatchObject({
    believes: 'q',
    truth: 'p',
    verdict: 'wrong'
  })
})

it('folds what agrees and keeps what does not', () => {
  const { shown, folded } = foldAgreeing(neighbourRows(view, truth), 5)
  expect(folded).toBe(4)
  expect(shown.map((row) => row?.label ?? 'folded')).toEqual([
    'predecessor',
    'successor 1',
    'successor 2',
    'successor 3',
    'successor 4',
    'folded',
    'missing'
  ])
})

it('does not fold a single row', () => {
  const rows = neighbourRows(view, truth).slice(0, 6)
  expect(foldAgreeing(rows, 5)).toEqual({ shown: rows, folded: 0 })
})

it('parts finger rows wherever belief or truth changes, farthest first', () => {
  const believed = [
    { from: 0, to: 3, node: 'a' },
    { from: 4, to: 5, node: 'b' }
  ]
  const real = [
    { from: 0, to: 2, node: 'a' },
    { from: 3, to: 5, node: 'b' }
  ]
  expect(fingerRows(believed, real, 6)).toEqual([
    { from: 4, to: 5, believes: 'b', truth: 'b' },
    { from: 3, to: 3, believes: 'a', truth: 'b' },
    { from: 0, to: 2, believes: 'a', truth: 'a' }
  ])
})
