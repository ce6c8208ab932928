/** Commands on the window alone. */
import { copyLink } from '../state/links'
import { stage } from '../state/stage-handle'
import {
  openSheet,
  prefer,
  selectNeighbourEvent,
  setLayer,
  showDrawerTab,
  showInspectorTab,
  toggleSpacing,
  toggleTheme
} from '../state/window-actions'
import type { Command } from './command'

export const VIEW_COMMANDS: readonly Command[] = [
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
  }
]
