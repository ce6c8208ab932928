/** How a node looks: its state, and whether what it believes is behind the truth. */
import { shortId, type Id } from '../../shared/ids'
import type { BehindView, NodeState, NodeView, TransferView } from '../../shared/model'
import { plural, seconds } from './format'

export type NodeLook = 'running' | 'behind' | 'joining' | 'leaving' | 'left' | 'hung' | 'crashed'

const LOOKS: Record<NodeState, NodeLook> = {
  starting: 'joining',
  joining: 'joining',
  running: 'running',
  leaving: 'leaving',
  hung: 'hung',
  crashed: 'crashed',
  left: 'left',
  failed: 'crashed'
}

/** The look of a node, given who is behind. */
export function lookOf(node: NodeView, behind: ReadonlyMap<Id, BehindView> | null): NodeLook {
  return node.state === 'running' && behind?.has(node.id) === true ? 'behind' : LOOKS[node.state]
}

/** Who is behind, by id. */
export const behindById = (behind: readonly BehindView[]): ReadonlyMap<Id, BehindView> =>
  new Map(behind.map((entry) => [entry.node, entry]))

/** One word for a list. */
export function stateWord(node: NodeView, behind: BehindView | undefined): string {
  return node.state === 'running' && behind !== undefined ? 'behind' : node.state
}

/** The sentence under the id in the inspector. */
export function stateSentence(
  node: NodeView,
  behind: BehindView | undefined,
  transfers: readonly TransferView[],
  nowMs: number
): string {
  const since = seconds(Math.max(0, nowMs - node.sinceMs))
  const moving = transfers.find((t) => t.state === 'moving' && (t.to === node.id || t.from === node.id))
  switch (node.state) {
    case 'starting':
      return 'Starting, binding its port'
    case 'joining':
      return moving === undefined ? 'Joining' : `Joining, receiving keys from ${shortId(moving.from)}`
    case 'leaving':
      return moving === undefined ? 'Leaving' : `Leaving, handing keys to ${shortId(moving.to)}`
    case 'hung':
      return `Hung for ${since}: accepts requests, never answers`
    case 'crashed':
      return `Crashed ${since} ago, its memory is gone`
    case 'left':
      return `Left ${since} ago, its keys were handed over`
    case 'failed':
      return `Failed: ${node.reason ?? 'no reason given'}`
    case 'running':
      return behind === undefined ? 'Running' : `Running, ${behindWords(behind)}`
  }
}

/** "successor list 2 entries behind", or whatever else is behind; what matters most to the ring comes first. */
export function behindWords(behind: BehindView): string {
  const entries = behind.stale.length + behind.missing.length
  if (entries > 0) return `successor list ${plural(entries, 'entry', 'entries')} behind`
  if (behind.predecessorWrong) return 'predecessor behind'
  return behind.fingersWrong > 0 ? `${plural(behind.fingersWrong, 'finger')} behind` : 'behind'
}
