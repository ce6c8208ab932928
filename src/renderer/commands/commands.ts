/** Everything that can be done, once: the palette, the shortcuts and the key sheet all read this table. */
import { LIVE_STATES, type NodeView } from '../../shared/model'
import { exportPicture } from '../ring/export-picture'
import { setPlacing } from '../ring/place-mode'
import {
  chooseFile,
  exportRingPicture,
  exportSnapshot,
  openSnapshotFile,
  restoreSnapshot,
  returnToLive
} from '../state/file-actions'
import {
  addNode,
  crashNode,
  forgetNode,
  hangNode,
  leaveNode,
  resetLab,
  restartNode,
  resumeNode,
  setRate,
  startLab,
  stepRound,
  togglePause
} from '../state/lab-actions'
import { readOnlyReason } from '../state/lab'
import { copyLink } from '../state/links'
import { usualRing } from '../state/settings-actions'
import { beginRequest, runRequest } from '../state/request-actions'
import { stage } from '../state/stage-handle'
import {
  openAddAt,
  openSheet,
  prefer,
  resetPreferences,
  selectNeighbour,
  selectNeighbourEvent,
  setLayer,
  showDrawerTab,
  showInspectorTab,
  toggleSpacing,
  toggleTheme
} from '../state/window-actions'
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

const selectedNode = (state: WindowState): NodeView | null =>
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

const onNode =
  (need: NodeNeed) =>
  (state: WindowState): string | null => {
    const readOnly = readOnlyReason(state)
    if (readOnly !== null) return readOnly
    const node = selectedNode(state)
    if (node === null) return 'No node is selected.'
    return meets(node, need) ? null : `${node.id.slice(0, 4)} ${NEED_WORDS[need]}.`
  }

const withNode = (act: (id: string) => unknown) => (state: WindowState) => {
  const node = selectedNode(state)
  if (node !== null) act(node.id)
}

const noNodes = (state: WindowState): string | null =>
  readOnlyReason(state) ?? (state.live.health.live === 0 ? 'Add a node first.' : null)
const noSnapshot = (state: WindowState): string | null => (state.snapshot === null ? 'No snapshot is open.' : null)

/** Every command, in the order of the key sheet. */
export const COMMANDS: readonly Command[] = [
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
  { id: 'lab.reset', title: 'Reset the lab…', group: 'Nodes', run: resetLab, blocked: readOnlyReason },

  {
    id: 'request.put',
    title: 'Put a key',
    group: 'Requests',
    keys: ['p'],
    run: () => beginRequest('put'),
    blocked: noNodes
  },
  {
    id: 'request.get',
    title: 'Get a key',
    group: 'Requests',
    keys: ['g'],
    run: () => beginRequest('get'),
    blocked: noNodes
  },
  {
    id: 'request.delete',
    title: 'Delete a key',
    group: 'Requests',
    keys: ['d'],
    run: () => beginRequest('delete'),
    blocked: noNodes
  },
  {
    id: 'request.run',
    title: 'Run the request',
    group: 'Requests',
    keys: ['ctrl+enter'],
    run: () => void runRequest(),
    blocked: noNodes
  },
  {
    id: 'key.generate',
    title: 'Generate keys…',
    group: 'Requests',
    run: () => openSheet('generate'),
    blocked: noNodes
  },
  {
    id: 'key.import',
    title: 'Import keys from a file…',
    group: 'Requests',
    run: () => openSheet('import'),
    blocked: noNodes
  },

  {
    id: 'clock.pause',
    title: 'Pause or resume maintenance',
    group: 'Clock',
    keys: ['space'],
    run: () => void togglePause(),
    blocked: readOnlyReason
  },
  {
    id: 'clock.step',
    title: 'Step one stabilization round',
    group: 'Clock',
    keys: ['.'],
    run: () => void stepRound(),
    blocked: noNodes
  },
  ...SPEEDS.map(({ rate, label }): Command => ({
    id: `clock.rate.${label}`,
    title: `Speed ${label}`,
    group: 'Clock',
    run: () => void setRate(rate),
    blocked: readOnlyReason
  })),
  { id: 'latency', title: 'Inject latency…', group: 'Clock', run: () => openSheet('latency'), blocked: readOnlyReason },

  {
    id: 'view.palette',
    title: 'Search or run a command',
    group: 'View',
    keys: ['ctrl+k'],
    run: () => openSheet('palette')
  },
  {
    id: 'view.settings',
    title: 'Settings…',
    group: 'View',
    keys: ['ctrl+,'],
    run: () => openSheet('settings')
  },
  {
    id: 'view.filter',
    title: 'Filter nodes',
    group: 'View',
    keys: ['/'],
    run: () => document.querySelector<HTMLElement>('#node-filter')?.focus()
  },
  { id: 'view.theme', title: 'Switch theme', group: 'View', keys: ['t'], run: toggleTheme },
  { id: 'view.spacing', title: 'True angle or even spacing', group: 'View', keys: ['a'], run: toggleSpacing },
  { id: 'view.zoomIn', title: 'Zoom in', group: 'View', keys: ['+', '='], run: () => stage()?.zoomIn() },
  { id: 'view.zoomOut', title: 'Zoom out', group: 'View', keys: ['-'], run: () => stage()?.zoomOut() },
  { id: 'view.fit', title: 'Whole ring in view', group: 'View', keys: ['0'], run: () => stage()?.fit() },
  ...(['timeline', 'events', 'keys', 'statistics', 'nodes'] as const).map((tab, i): Command => ({
    id: `view.${tab}`,
    title: `Show ${tab}`,
    group: 'View',
    keys: [String(i + 1)],
    run: () => showDrawerTab(tab)
  })),
  ...(['node', 'keys', 'rpcs'] as const).map((tab, i): Command => ({
    id: `view.inspector.${tab}`,
    title: `Inspector: ${['Node', 'Keys', 'RPCs'][i] ?? tab}`,
    group: 'View',
    keys: [`alt+${i + 1}`],
    run: () => showInspectorTab(tab)
  })),
  {
    id: 'view.invariants',
    title: 'Show invariants',
    group: 'View',
    keys: ['i'],
    run: () => openSheet('invariants')
  },
  {
    id: 'view.link',
    title: 'Copy link to what is selected',
    group: 'View',
    run: () => void copyLink(),
    blocked: (state) => (state.selection === null && state.pinned === null ? 'Nothing is selected.' : null)
  },
  { id: 'event.previous', title: 'Previous event', group: 'View', keys: ['['], run: () => selectNeighbourEvent(-1) },
  { id: 'event.next', title: 'Next event', group: 'View', keys: [']'], run: () => selectNeighbourEvent(1) },
  ...(['fingers', 'successors', 'predecessors', 'keys', 'traffic', 'arcs'] as const).map((layer): Command => ({
    id: `view.layer.${layer}`,
    title: `Layer: ${layer}, show or hide`,
    group: 'View',
    run: (state) => setLayer(layer, !state.preferences.layers[layer])
  })),
  {
    id: 'view.drawer',
    title: 'Show or hide the drawer',
    group: 'View',
    run: (state) => prefer({ drawerOpen: !state.preferences.drawerOpen })
  },

  {
    id: 'file.export',
    title: 'Export JSON snapshot',
    group: 'Files',
    keys: ['ctrl+e'],
    run: () => void exportSnapshot()
  },
  {
    id: 'file.svg',
    title: 'Export picture as SVG',
    group: 'Files',
    run: () => void exportRingPicture('svg', exportPicture)
  },
  {
    id: 'file.png',
    title: 'Export picture as PNG',
    group: 'Files',
    run: () => void exportRingPicture('png', exportPicture)
  },
  {
    id: 'file.open',
    title: 'Open snapshot…',
    group: 'Files',
    keys: ['ctrl+o'],
    run: () => chooseFile('.json,application/json', (file) => void openSnapshotFile(file))
  },
  { id: 'file.live', title: 'Return to live', group: 'Files', keys: ['l'], run: returnToLive, blocked: noSnapshot },
  {
    id: 'file.restore',
    title: 'Restore snapshot as live ring…',
    group: 'Files',
    run: restoreSnapshot,
    blocked: noSnapshot
  },

  { id: 'help.keys', title: 'All keys', group: 'Help', keys: ['?'], run: () => openSheet('keys-help') },
  {
    id: 'help.callouts',
    title: 'Show the first steps again',
    group: 'Help',
    run: () => prefer({ callout: 0 }),
    blocked: noNodes
  },
  { id: 'help.reset', title: 'Reset theme, layers and panel sizes', group: 'Help', run: resetPreferences },
  {
    id: 'help.single',
    title: 'Single-key shortcuts, on or off',
    group: 'Help',
    run: (state) => prefer({ singleKeys: !state.preferences.singleKeys })
  }
]

/** The command of an id. Throws on one that does not exist: a mistake in the program. */
export function command(id: string): Command {
  const found = COMMANDS.find((entry) => entry.id === id)
  if (found === undefined) throw new Error(`unknown command: ${id}`)
  return found
}
