/** The commands of the contract, one function each. */
import type { Accepted, CommandName, Responses } from '../../shared/contract'
import { keyCommands } from './key-commands'
import type { Lab } from './lab'
import { nodeCommands } from './node-commands'
import { ringCommands } from './ring-commands'
import { settingsCommands } from './settings-commands'
import { snapshotCommands } from './snapshot-commands'

export type CommandTable = {
  [C in CommandName]: (request: Accepted<C>) => Promise<Responses[C]> | Responses[C]
}

/** Some of the table. */
export type Commands<Prefix extends string> = Pick<CommandTable, Extract<CommandName, `${Prefix}.${string}`>>

/** Every command, over one lab. */
export function commandTable(lab: Lab): CommandTable {
  return {
    ...ringCommands(lab),
    ...nodeCommands(lab),
    ...keyCommands(lab),
    ...snapshotCommands(lab),
    ...settingsCommands(lab)
  }
}
