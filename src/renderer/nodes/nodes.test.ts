import { describe, expect, it } from 'vitest'
import type { NodeView } from '../../shared/model'
import { matches } from './filter'
import { fitRows } from './fit-rows'

describe('rows', () => {
  it('are whole, 24 to 28 high, and fill the space', () => {
    for (let space = 24; space < 700; space++) {
      const { row, rows } = fitRows(space, 1_000)
      expect(row).toBeGreaterThanOrEqual(24)
      expect(row).toBeLessThanOrEqual(28)
      expect(rows * row).toBeLessThanOrEqual(space)
    }
    expect(fitRows(240, 16)).toEqual({ row: 26, rows: 9 })
  })

  it('are no more than there are', () => {
    expect(fitRows(600, 3)).toEqual({ row: 26, rows: 3 })
  })
})

describe('the filter', () => {
  const node = { id: '8fb0f040', port: 50_060, state: 'running', address: '127.0.0.1:50060' } as NodeView
  const behind = new Map([
    ['8fb0f040', { node: '8fb0f040', stale: [], missing: [], predecessorWrong: true, fingersWrong: 0 }]
  ])

  it('finds by id, port and state, all words together', () => {
    expect(matches(node, '8fb', new Map())).toBe(true)
    expect(matches(node, '0060 run', new Map())).toBe(true)
    expect(matches(node, 'fb0', new Map())).toBe(false)
    expect(matches(node, 'crashed', new Map())).toBe(false)
    expect(matches(node, ' ', new Map())).toBe(true)
  })

  it('calls a stale node behind, as the list does', () => {
    expect(matches(node, 'behind', behind)).toBe(true)
    expect(matches(node, 'running', behind)).toBe(false)
  })
})
