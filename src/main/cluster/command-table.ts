/** The shape of the commands: what each accepts and answers, by the contract. */
import type { Accepted, CommandName, Responses } from '../../shared/contract'

export type CommandTable = {
  [C in CommandName]: (request: Accepted<C>) => Promise<Responses[C]> | Responses[C]
}

/** Some of the table. */
export type Commands<Prefix extends string> = Pick<CommandTable, Extract<CommandName, `${Prefix}.${string}`>>
