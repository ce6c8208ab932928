/** What a command is, and what keeps one from being run. */
import { LIVE_STATES, type NodeView } from '../../shared/model'
import { readOnlyReason } from '../state/lab'
import type { WindowState } from '../state/window-state'

export type Group = 'Nodes' | 'Requests' | 'Clock' | 'View' | 'Files' | 'Help'

export interface Command {
  id: string
  title: string
  group: Group
  /** Combinations in the words of `comboOf`; the first is the one shown. */
  keys?: readonly string[]
  run: (state: WindowState) => void
  /** Why it cannot be done now, or null. */
  blocked?: (state: WindowState) => string | null
}

export const SPEEDS = [
  { rate: 1, label: '1×' },
  { rate: 1 / 4, label: '¼×' },
  { rate: 1 / 50, label: '1/50×' },
  { rate: 1 / 250, label: '1/250×' }
] as const

/** The live node that is selected, or null. */
export const selectedNode = (state: WindowState): NodeView | null =>
  state.selection?.kind === 'node' ? (state.live.byId.get(state.selection.id) ?? null) : null

/** What an action on a node needs: to be live, to be gone, to be hung. */
export type NodeNeed = 'live' | 'gone' | 'hung' | 'running'

const NEED_WORDS: Record<NodeNeed, string> = {
  live: 'is not live',
  gone: 'is still up',
  hung: 'is not hung',
  running: 'is not running'
}

/** Whether a node meets the need; hung nodes can be crashed and hung ones resumed. */
export function meets(node: NodeView, need: NodeNeed): boolean {
  switch (need) {
    case 'live':
      return LIVE_STATES.includes(node.state) || node.state === 'hung' || node.state === 'starting'
    case 'gone':
      return node.state === 'crashed' || node.state === 'left' || node.state === 'failed'
    case 'hung':
      return node.state === 'hung'
    case 'running':
      return node.state === 'running'
  }
}

/** Why nothing can be done with the selected node, or null. */
export const onNode =
  (need: NodeNeed) =>
  (state: WindowState): string | null => {
    const readOnly = readOnlyReason(state)
    if (readOnly !== null) return readOnly
    const node = selectedNode(state)
    if (node === null) return 'No node is selected.'
    return meets(node, need) ? null : `${node.id.slice(0, 4)} ${NEED_WORDS[need]}.`
  }

/** Acts on the selected node, if there is one. */
export const withNode = (act: (id: string) => unknown) => (state: WindowState) => {
  const node = selectedNode(state)
  if (node !== null) act(node.id)
}

/** Why nothing can be asked of a ring, or null. */
export const noNodes = (state: WindowState): string | null =>
  readOnlyReason(state) ?? (state.live.health.live === 0 ? 'Add a node first.' : null)
/** Why nothing can be done with a file, or null. */
export const noSnapshot = (state: WindowState): string | null =>
  state.snapshot === null ? 'No snapshot is open.' : null
