/** Everything that can be done, once: the palette, the shortcuts and the key sheet all read this table. */
import { exportPicture } from '../ring/export-picture'
import {
  chooseFile,
  exportRingPicture,
  exportSnapshot,
  openSnapshotFile,
  restoreSnapshot,
  returnToLive
} from '../state/file-actions'
import { openSheet, prefer, resetPreferences } from '../state/window-actions'
import { type Command, noNodes, noSnapshot } from './command'
import { CLOCK_COMMANDS, REQUEST_COMMANDS } from './lab-commands'
import { NODE_COMMANDS } from './node-commands'
import { VIEW_COMMANDS } from './view-commands'

const FILE_COMMANDS: readonly Command[] = [
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
  }
]

const HELP_COMMANDS: readonly Command[] = [
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

/** Every command, in the order of the key sheet. */
export const COMMANDS: readonly Command[] = [
  ...NODE_COMMANDS,
  ...REQUEST_COMMANDS,
  ...CLOCK_COMMANDS,
  ...VIEW_COMMANDS,
  ...FILE_COMMANDS,
  ...HELP_COMMANDS
]

/** The command of an id. Throws on one that does not exist: a mistake in the program. */
export function command(id: string): Command {
  const found = COMMANDS.find((entry) => entry.id === id)
  if (found === undefined) throw new Error(`unknown command: ${id}`)
  return found
}
