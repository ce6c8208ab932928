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
import { DEAD_STATES, type HostConnection, type HostOp, type HostRequest, type HostResponse } from '../host/protocol'
import type { LabSettings } from '../../shared/model'
import { type CommandTable, commandTable } from './commands'
import { LabModel, type LabModelOptions } from './lab-model'
import { forgetfulSettings, type SettingsKeeper } from './settings-file'

export interface LabOptions extends LabModelOptions {
  /** Makes a host for these settings; called again when the host before it ended by itself. */
  connect: (settings: LabSettings) => HostConnection
  /** What is kept between runs; without it, settings end with the lab. */
  kept?: SettingsKeeper
}

export class Lab {
  readonly model: LabModel
  readonly kept: SettingsKeeper
  private readonly options: LabOptions
  private readonly commands: CommandTable
  private host: HostConnection | null = null
  private closing: Promise<void> | null = null
  private exclusive: string | null = null

  constructor(options: LabOptions) {
    this.options = options
    this.kept = options.kept ?? forgetfulSettings()
    this.model = new LabModel(options)
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
    this.closing ??= (this.host?.close() ?? Promise.resolve()).finally(() => this.model.close())
    return this.closing
  }

  /** Asks the host, starting one if there is none. */
  async ask<O extends HostOp>(op: O, request: HostRequest<O>): Promise<HostResponse<O>> {
    return (this.host ?? (await this.connect())).call(op, request)
  }

  /** Runs what must not meet another of its kind: `what` says to others what they would meet. */
  async alone<T>(what: string, work: () => Promise<T>): Promise<T> {
    if (this.exclusive !== null) throw new LabFailure('conflict', `lab is busy: ${this.exclusive}`)
    this.exclusive = what
    try {
      return await work()
    } finally {
      this.exclusive = null
    }
  }

  /** Runs an accepted command of the user: it is told before its effects, and so is its failure. */
  async act<T>(action: string, text: string, nodes: string[], work: () => Promise<T>): Promise<T> {
    this.model.tell({ type: 'user', action, text, nodes })
    try {
      return await work()
    } catch (cause) {
      this.model.tell({ type: 'error', text: `${text}: ${failureOf(cause).message}`, nodes })
      throw cause
    }
  }

  /** Asks the host if there is one. */
  async askIfUp<O extends HostOp>(op: O, request: HostRequest<O>): Promise<void> {
    await this.host?.call(op, request)
  }

  private async connect(): Promise<HostConnection> {
    const host = this.options.connect(this.model.settings)
    this.host = host
    host.onBatch((batch) => {
      if (this.host === host) this.model.absorb(batch)
    })
    host.onExit((reason) => {
      if (this.host !== host) return
      this.host = null
      this.model.hostEnded(reason)
    })
    const dead = [...this.model.nodes.values()].filter((node) => DEAD_STATES.includes(node.state))
    if (dead.length > 0) await host.call('recall', { nodes: dead })
    return host
  }
}
