/** Commands on the nodes of the ring. */
import { readOnlyReason } from '../state/lab'
import {
  addNode,
  crashNode,
  forgetNode,
  hangNode,
  leaveNode,
  resetLab,
  restartNode,
  resumeNode,
  startLab
} from '../state/lab-actions'
import { setPlacing } from '../ring/place-mode'
import { usualRing } from '../state/settings-actions'
import { openAddAt, openSheet, selectNeighbour } from '../state/window-actions'
import { type Command, onNode, selectedNode, withNode } from './command'

export const NODE_COMMANDS: readonly Command[] = [
  {
    id: 'node.add',
    title: 'Add node',
    group: 'Nodes',
    keys: ['n'],
    run: () => void addNode(),
    blocked: readOnlyReason
  },
  {
    id: 'node.addMany',
    title: 'Add many nodes…',
    group: 'Nodes',
    keys: ['shift+n'],
    run: () => openSheet('add-many'),
    blocked: readOnlyReason
  },
  {
    id: 'node.addAt',
    title: 'Add node at a chosen id…',
    group: 'Nodes',
    run: () => openAddAt(),
    blocked: readOnlyReason
  },
  {
    id: 'node.place',
    title: 'Place a node on the ring…',
    group: 'Nodes',
    run: () => setPlacing(true),
    blocked: readOnlyReason
  },
  {
    id: 'lab.start',
    title: 'Start as many nodes as in Settings',
    group: 'Nodes',
    run: (state) => {
      const { nodes, sampleKeys } = usualRing(state)
      void startLab(nodes, sampleKeys)
    },
    blocked: readOnlyReason
  },
  {
    id: 'node.next',
    title: 'Next node in ring order',
    group: 'Nodes',
    keys: ['arrowdown'],
    run: () => selectNeighbour(1)
  },
  {
    id: 'node.previous',
    title: 'Previous node in ring order',
    group: 'Nodes',
    keys: ['arrowup'],
    run: () => selectNeighbour(-1)
  },
  {
    id: 'node.crash',
    title: 'Crash selected node',
    group: 'Nodes',
    keys: ['x'],
    run: withNode(crashNode),
    blocked: onNode('live')
  },
  {
    id: 'node.leave',
    title: 'Leave: hand keys over and stop',
    group: 'Nodes',
    keys: ['v'],
    run: withNode(leaveNode),
    blocked: onNode('running')
  },
  {
    id: 'node.restart',
    title: 'Restart selected node',
    group: 'Nodes',
    keys: ['r'],
    run: withNode(restartNode),
    blocked: onNode('gone')
  },
  {
    id: 'node.hang',
    title: 'Hang or resume selected node',
    group: 'Nodes',
    keys: ['h'],
    run: (state) => withNode(selectedNode(state)?.state === 'hung' ? resumeNode : hangNode)(state),
    blocked: (state) => onNode(selectedNode(state)?.state === 'hung' ? 'hung' : 'running')(state)
  },
  {
    id: 'node.forget',
    title: 'Forget selected node',
    group: 'Nodes',
    run: withNode(forgetNode),
    blocked: onNode('gone')
  },
  { id: 'lab.reset', title: 'Reset the lab…', group: 'Nodes', run: resetLab, blocked: readOnlyReason }
]
