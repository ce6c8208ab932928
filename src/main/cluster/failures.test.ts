/** What a silent node costs the others: it accepts connections and never answers. */
import { afterEach, describe, expect, test } from 'vitest'
import type { Lab } from './lab'
import { inlineLab, keysSettled, ok, settled } from './testing'

let lab: Lab

afterEach(async () => lab.close())

describe('a hung node', () => {
  test('of four is given up, its arc is taken over, and it comes back when it is resumed', async () => {
    lab = inlineLab()
    const { nodes } = await ok(lab, 'lab.start', { count: 4, sampleKeys: 40 })
    await settled(lab, 4)
    await keysSettled(lab, 40)
    const hung = nodes[1]!
    const from = nodes.filter((id) => id !== hung)
    await ok(lab, 'node.hang', { node: hung })
    for (let i = 0; i < 60; i++) {
      const key = `while-hung-${i}`
      const put = await ok(lab, 'key.put', { from: from[i % 3]!, key, value: { encoding: 'utf8', data: key } })
      expect(put.owner).not.toBe(hung)
    }
    await settled(lab, 3)
    await ok(lab, 'node.resume', { node: hung })
    await settled(lab, 4)
    for (let i = 0; i < 60; i++) {
      const get = await ok(lab, 'key.get', { from: hung, key: `while-hung-${i}` })
      expect(get.value?.data).toBe(`while-hung-${i}`)
    }
  })
})
