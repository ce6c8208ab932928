/**
 * The lab behind the contract: every command of the table, and the stream of what changes. It runs on plain Node; doors
 * and windows come on top.
 */
import {
  type Accepted,
  type CommandName,
  parseRequest,
  type Reply,
  type Request,
  type Update
} from '../../shared/contract'
import { failureOf, LabFailure } from '../host/failure'
import type { CommandTable } from './command-table'
import { commandTable } from './commands'
import { LabCore, type LabOptions } from './lab-core'

export class Lab extends LabCore {
  private readonly commands: CommandTable
  private closing: Promise<void> | null = null

  constructor(options: LabOptions) {
    super(options)
    this.commands = commandTable(this)
  }

  /** Answers one command; never rejects. A refused command has changed nothing. */
  async handle<C extends CommandName>(command: C, request: Request<C> | Accepted<C>): Promise<Reply<C>> {
    const parsed = parseRequest(command, request)
    if (!parsed.ok) return parsed
    try {
      if (this.closing !== null) throw new LabFailure('cancelled', 'lab is closing')
      const value = await this.commands[command](parsed.request)
      // What a command did is told before it is answered; requests for keys come too often for a look at the whole ring.
      this.model.flush(!command.startsWith('key.'))
      return { ok: true, value } as Reply<C>
    } catch (cause) {
      return { ok: false, error: failureOf(cause) }
    }
  }

  /** Calls `listener` with a `state` first, then with batches, until the returned function is called. */
  subscribe(listener: (update: Update) => void): () => void {
    return this.model.subscribe(listener)
  }

  /** Stops every node and the host, within about two seconds. */
  close(): Promise<void> {
    this.closing ??= this.end()
    return this.closing
  }
}
