import { expect, test } from 'vitest'
import type { NodeState, NodeView } from '../../shared/model'
import { findNode, findServingNode } from './references'

function node(prefix: string, port: number, state: NodeState = 'running'): [string, NodeView] {
  const id = prefix.padEnd(40, '0')
  const beliefs = { predecessor: id, successors: [id], fingers: [], servedFrom: id }
  const view = { id, address: `127.0.0.1:${port}`, port, state, sinceMs: 0, startedAtMs: 0, ...beliefs }
  return [id, { ...view, keys: 0, rpcPerSecond: 0 }]
}

const nodes = new Map([node('4f2a', 50051), node('4f2b', 50052, 'crashed'), node('50053', 50054), node('81cc', 50053)])

test('by full id, by beginning in any case, by port, by address; a port goes before the beginning of an id', () => {
  expect(findNode(nodes, '4f2a'.padEnd(40, '0')).port).toBe(50051)
  expect(findNode(nodes, '4F2B').port).toBe(50052)
  expect(findNode(nodes, '50052').id).toMatch(/^4f2b/)
  expect(findNode(nodes, '127.0.0.1:50051').id).toMatch(/^4f2a/)
  expect(findNode(nodes, '50053').id).toMatch(/^81cc/)
  expect(findNode(nodes, '500530').id).toMatch(/^50053/)
})

test('nobody, several, or one that does not answer', () => {
  expect(() => findNode(nodes, '9')).toThrow('unknown node: 9')
  expect(() => findNode(nodes, '4f')).toThrow('ambiguous node: 4f (4f2a0000, 4f2b0000)')
  expect(() => findServingNode(nodes, '4f2b')).toThrow('node is crashed: 4f2b')
})
