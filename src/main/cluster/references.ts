/** Nodes as people name them: a full id, an unambiguous beginning of one, or a port. */
import type { NodeView } from '../../shared/model'
import { DEAD_STATES } from '../host/protocol'
import { LabFailure } from '../host/failure'

/** The node that `text` names. Throws LabFailure when none or several match. */
export function findNode(nodes: ReadonlyMap<string, NodeView>, text: string): NodeView {
  const exact = nodes.get(text)
  if (exact !== undefined) return exact
  const byPort = [...nodes.values()].filter((node) => String(node.port) === text || node.address === text)
  if (byPort.length === 1) return byPort[0] as NodeView
  const prefix = text.toLowerCase()
  const matches = [...nodes.values()].filter((node) => node.id.startsWith(prefix))
  if (matches.length === 1) return matches[0] as NodeView
  if (matches.length === 0) throw new LabFailure('not-found', `unknown node: ${text}`)
  const names = matches.slice(0, 3).map((node) => node.id.slice(0, Math.max(8, prefix.length + 2)))
  const more = matches.length > 3 ? ', …' : ''
  throw new LabFailure('invalid', `ambiguous node: ${text} (${names.join(', ')}${more})`)
}

/** The same, and the node must answer: not dead, not hung, not still starting. */
export function findServingNode(nodes: ReadonlyMap<string, NodeView>, text: string): NodeView {
  const node = findNode(nodes, text)
  if (DEAD_STATES.includes(node.state) || node.state === 'hung' || node.state === 'starting') throw notIn(node, text)
  return node
}

/** `node is crashed: 4f2a`, for a command that does not fit the node's state. */
export function notIn(node: NodeView, text: string): LabFailure {
  return new LabFailure('conflict', `node is ${node.state}: ${text}`)
}
