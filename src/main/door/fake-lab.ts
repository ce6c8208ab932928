import type { Accepted, Batch, CommandName, Reply, Update } from '../../shared/contract'
import { refused } from '../../shared/door'
import type { LabState } from '../../shared/model'
import type { DoorLab } from './lab'

/** A lab without a ring, for tests of the doors: it counts, remembers what it was asked, and tells what it is told to. */
export class FakeLab implements DoorLab {
  readonly asked: { command: CommandName; request: unknown }[] = []
  readonly listeners = new Set<(update: Update) => void>()
  seq = 0

  async handle<C extends CommandName>(command: C, request: Accepted<C>): Promise<Reply<C>> {
    this.asked.push({ command, request })
    if (command === 'lab.state') return { ok: true, value: this.state() } as Reply<C>
    if (command === 'clock.set') return { ok: true, value: request } as unknown as Reply<C>
    if (command === 'lab.reset') throw new Error('lab is made of paper')
    return refused('not-found', `unknown node: ${JSON.stringify(request)}`)
  }

  subscribe(listener: (update: Update) => void): () => void {
    this.listeners.add(listener)
    listener({ kind: 'state', state: this.state() })
    return () => {
      this.listeners.delete(listener)
    }
  }

  /** Tells every listener one batch of `events` events; `padding` makes it as heavy as a test needs. */
  tell(events = 1, padding = ''): void {
    const batch: Batch = {
      kind: 'batch',
      firstSeq: this.seq + 1,
      lastSeq: (this.seq += events),
      atMs: 0,
      nodes: [],
      removedNodes: [],
      transfers: [],
      tasks: [],
      events: padding === '' ? [] : [{ type: 'error', text: padding, nodes: [], seq: this.seq, atMs: 0 }],
      droppedPulses: 0,
      rpcs: 0
    }
    for (const listener of this.listeners) listener(batch)
  }

  private state(): LabState {
    return {
      seq: this.seq,
      atMs: 0,
      startedAt: 0,
      version: '0',
      settings: { successors: 8, stabilizeIntervalMs: 2000, bits: 160 },
      clock: { rate: 1, paused: false },
      latency: [],
      nodes: [],
      transfers: [],
      tasks: [],
      health: {
        level: 'none',
        live: 0,
        joining: 0,
        behind: [],
        sinceMs: null,
        broken: [],
        predicates: [],
        regime: 'empty',
        lostKeys: 0,
        sentence: 'No nodes running',
        short: 'No nodes'
      },
      keys: 0,
      density: [],
      load: { bytes: 0, requests: 0, lag: null }
    }
  }
}
