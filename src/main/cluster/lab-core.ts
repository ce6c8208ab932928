/** What every command works with: the host of the nodes, what is known of them, and what is kept between runs. */
import { failureOf, LabFailure } from '../host/failure'
import { DEAD_STATES, type HostConnection, type HostOp, type HostRequest, type HostResponse } from '../host/protocol'
import type { LabSettings } from '../../shared/model'
import { LabModel, type LabModelOptions } from './lab-model'
import { forgetfulSettings, type SettingsKeeper } from './settings-file'

export interface LabOptions extends LabModelOptions {
  /** Makes a host for these settings; called again when the host before it ended by itself. */
  connect: (settings: LabSettings) => HostConnection
  /** What is kept between runs; without it, settings end with the lab. */
  kept?: SettingsKeeper
}

export class LabCore {
  readonly model: LabModel
  readonly kept: SettingsKeeper
  private readonly options: LabOptions
  private host: HostConnection | null = null
  private exclusive: string | null = null

  constructor(options: LabOptions) {
    this.options = options
    this.kept = options.kept ?? forgetfulSettings()
    this.model = new LabModel(options)
  }

  /** Stops every node and the host, within about two seconds. */
  async end(): Promise<void> {
    await (this.host?.close() ?? Promise.resolve()).finally(() => this.model.close())
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
