import { expect, test } from 'vitest'
import type { NodeState, NodeView } from '../../shared/model'
import { hostEnd } from './host-end'

const node = (id: string, state: NodeState, reason?: string): NodeView => ({
  id,
  address: '',
  port: 0,
  state,
  ...(reason === undefined ? {} : { reason }),
  sinceMs: 0,
  startedAtMs: 0,
  predecessor: id,
  successors: [],
  fingers: [],
  servedFrom: null,
  keys: 0,
  rpcPerSecond: 0
})

test('a host that ended is told by the nodes that went down with it', () => {
  const down = [node('a', 'crashed', 'host ended: out of memory'), node('b', 'crashed', 'host ended: out of memory')]
  expect(hostEnd([...down, node('c', 'left')])).toEqual({ reason: 'out of memory', nodes: 2 })
})

test('nodes that crashed by themselves, or a ring that lives again, tell of no end', () => {
  expect(hostEnd([])).toBeNull()
  expect(hostEnd([node('a', 'crashed')])).toBeNull()
  expect(hostEnd([node('a', 'crashed', 'host ended: exit code 1'), node('b', 'running')])).toBeNull()
})
