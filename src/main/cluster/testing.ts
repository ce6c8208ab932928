/** Helpers of the cluster's tests. */
import { fileURLToPath } from 'node:url'
import { expect, vi } from 'vitest'
import type { Batch, CommandName, Failure, Request, Responses, Update } from '../../shared/contract'
import type { LabSettings, LabState, NodeView } from '../../shared/model'
import { InlineHost } from '../host/inline-host'
import { createLab } from './create-lab'
import type { Lab } from './lab'

export const PROTO_DIR = fileURLToPath(new URL('../../../proto', import.meta.url))

/** A lab in this thread. */
export function inlineLab(settings: Partial<LabSettings> = {}): Lab {
  return createLab({ connect: (options) => new InlineHost(options), protoDir: PROTO_DIR, settings })
}

/** The value of a command that must succeed. */
export async function ok<C extends CommandName>(lab: Lab, command: C, request: Request<C>): Promise<Responses[C]> {
  const reply = await lab.handle(command, request)
  if (!reply.ok) throw new Error(`${command} failed: ${reply.error.code}: ${reply.error.message}`)
  return reply.value
}

/** The failure of a command that must not succeed. */
export async function refusal(lab: Lab, command: CommandName, request: unknown): Promise<Failure> {
  const reply = await lab.handle(command, request as never)
  if (reply.ok) throw new Error(`${command} succeeded: ${JSON.stringify(reply.value)}`)
  return reply.error
}

/** Waits until every list, predecessor and finger is right. */
export async function settled(lab: Lab, live: number): Promise<LabState> {
  const state = (): LabState => lab.model.state()
  await vi.waitFor(
    () => {
      const { health } = state()
      expect({ live: health.live, joining: health.joining, behind: health.behind, broken: health.broken }).toEqual({
        live,
        joining: 0,
        behind: [],
        broken: []
      })
    },
    { timeout: 20_000, interval: 5 }
  )
  return state()
}

/** Waits until the observer counts this many keys. */
export async function keysSettled(lab: Lab, keys: number): Promise<void> {
  await vi.waitFor(() => expect(lab.model.state().keys).toBe(keys), { timeout: 5000, interval: 5 })
}

export function nodeOf(lab: Lab, id: string): NodeView {
  const node = lab.model.nodes.get(id)
  if (node === undefined) throw new Error(`unknown node: ${id}`)
  return node
}

/** Everything that a subscriber gets, and a check that it fits together. */
export class Listener {
  readonly updates: Update[] = []
  readonly stop: () => void

  constructor(lab: Lab) {
    this.stop = lab.subscribe((update) => this.updates.push(update))
  }

  get batches(): Batch[] {
    return this.updates.filter((update) => update.kind === 'batch')
  }

  /** What is wrong with the numbering: the first must be a state, and no number may be missing or come twice. */
  gaps(): string[] {
    const found = this.updates[0]?.kind === 'state' ? [] : ['the first update is no state']
    let seq = this.updates[0]?.kind === 'state' ? this.updates[0].state.seq : 0
    for (const update of this.updates) {
      if (update.kind === 'state') {
        if (update.state.seq !== seq) found.push(`state at ${update.state.seq} after ${seq}`)
        continue
      }
      if (update.firstSeq !== seq + 1) found.push(`batch from ${update.firstSeq} after ${seq}`)
      for (const event of update.events) if (event.seq !== ++seq) found.push(`event ${event.seq} instead of ${seq}`)
      if (update.lastSeq !== seq) found.push(`batch to ${update.lastSeq} instead of ${seq}`)
    }
    return found
  }
}
