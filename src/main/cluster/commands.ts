/** The commands of the contract, one function each. */
import type { CommandTable } from './command-table'
import { keyCommands } from './key-commands'
import type { LabCore } from './lab-core'
import { nodeCommands } from './node-commands'
import { ringCommands } from './ring-commands'
import { settingsCommands } from './settings-commands'
import { snapshotCommands } from './snapshot-commands'

/** Every command, over one lab. */
export function commandTable(lab: LabCore): CommandTable {
  return {
    ...ringCommands(lab),
    ...nodeCommands(lab),
    ...keyCommands(lab),
    ...snapshotCommands(lab),
    ...settingsCommands(lab)
  }
}
