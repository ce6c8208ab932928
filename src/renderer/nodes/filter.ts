import type { BehindView, NodeView } from '../../shared/model'
import type { Id } from '../../shared/ids'
import { stateWord } from '../words/node-look'

/** Whether a node answers to the filter: each word must be in its id (from the start), port or state. */
export function matches(node: NodeView, filter: string, behind: ReadonlyMap<Id, BehindView>): boolean {
  const words = filter.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const state = stateWord(node, behind.get(node.id))
  return words.every(
    (word) =>
      node.id.startsWith(word) || String(node.port).includes(word) || state.startsWith(word) || node.address === word
  )
}
