/** A node that is up: the protocol core over a gRPC server, links and a store of its own. */
import type { NodeEvent } from '../../shared/events'
import { DEFAULT_RPC_TIMEOUT_MS } from '../../shared/limits'
import type { Id, IdSpace } from '../../shared/ids'
import type { LabSettings, NodeRef } from '../../shared/model'
import { ChordNode } from '../chord/node'
import type { Clock, Random } from '../chord/ports'
import type { FaultTable } from '../rpc/faults'
import { faulty } from '../rpc/faulty'
import { type Hangable, hangable } from '../rpc/hangable'
import { LinkTransport } from '../rpc/link-transport'
import type { RingServer } from '../rpc/server'
import { traced } from '../rpc/traced'
import { MemoryStore } from '../store/memory-store'
import { hashId } from './identity'
import type { KeyIndex, Loss } from './key-index'
import { ObservedStore } from './observed-store'

/** What all nodes of a host share. */
export interface NodeDeps {
  space: IdSpace
  settings: LabSettings
  clock: Clock
  random: Random
  faults: FaultTable
  index: KeyIndex
  emit: (event: NodeEvent) => void
  /** Bytes went to another node. */
  moved?: (bytes: number) => void
}

export class RunningNode {
  readonly node: ChordNode
  readonly store: ObservedStore
  private readonly server: RingServer
  private readonly links: LinkTransport
  private readonly answers: Hangable
  private readonly faults: FaultTable
  private silent = false

  /** Puts a node together over a bound server, which answers from now on; the node is on no ring yet. */
  constructor(deps: NodeDeps, server: RingServer, self: NodeRef) {
    const { space, settings, clock, random, faults } = deps
    // What a node tells after it is gone is of no interest.
    const emit = (event: NodeEvent): void => {
      if (!this.silent) deps.emit(event)
    }
    this.server = server
    this.faults = faults
    this.links = new LinkTransport({ self, space, clock, onBytes: deps.moved ?? (() => undefined) })
    this.store = new ObservedStore(new MemoryStore(), self.id, deps.index)
    this.node = new ChordNode(
      {
        self,
        space,
        successors: settings.successors,
        stabilizeIntervalMs: settings.stabilizeIntervalMs,
        rpcTimeoutMs: settings.rpcTimeoutMs ?? DEFAULT_RPC_TIMEOUT_MS
      },
      {
        transport: traced(faulty(this.links, { self, faults, clock, emit }), self, emit, clock),
        clock,
        random,
        store: this.store,
        hash: (text) => hashId(space, text),
        emit
      }
    )
    this.answers = hangable(this.node)
    server.serve(this.answers.handler, this.links)
  }

  get id(): Id {
    return this.node.self.id
  }

  /** Accepts and never answers, and asks nobody, as a stuck process does. */
  hang(): void {
    this.answers.hung = true
    this.faults.hang(this.id)
  }

  resume(): void {
    this.answers.hung = false
    this.faults.resume(this.id)
  }

  /** Gone at once, with its memory. */
  crash(): Loss {
    this.silent = true
    this.node.halt()
    this.links.crash()
    this.server.crash()
    this.resume()
    return this.store.destroy()
  }

  /** Ends every connection at once, after `close` has taken too long. */
  breakOff(): void {
    this.links.crash()
    this.server.crash()
  }

  /** Stops after what was already written has gone out; what it still holds is gone. */
  async close(boundMs: number): Promise<Loss> {
    this.node.halt()
    await this.links.close()
    await this.server.close(boundMs)
    this.silent = true
    this.resume()
    return this.store.destroy()
  }
}
