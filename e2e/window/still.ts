/**
 * Makes the stream of a real lab repeat itself, for pictures: what depends on the machine and the moment (ports, times,
 * rates) is told as fixed figures, everything else as the lab tells it. The stream can be held at a chosen moment.
 */
import type { Page } from '@playwright/test'
import type { Batch, NodeDetail, Update } from '../../src/shared/contract'
import type { SocketToWindow } from '../../src/shared/door'
import type { HealthView, LabState, LookupView, NodeView, TransferView } from '../../src/shared/model'

const AT_MS = 90_000

export interface StillOptions {
  /** Ids in ring order: they give the ports. */
  ids: readonly string[]
  /** The stream ends with the first batch for which this holds. */
  holdAt?: (batch: Batch) => boolean
  /** A ring to tell of instead of the lab's own: one too large for the machine to run beside others. */
  instead?: LabState
}

/** From the next load on, the window is told fixed figures. */
export async function tellStill(page: Page, { ids, holdAt, instead }: StillOptions): Promise<void> {
  const steady = new Steady(ids)
  let held = false
  await page.routeWebSocket(/\/door$/, (socket) => {
    const server = socket.connectToServer()
    server.onMessage((data) => {
      const frame = JSON.parse(String(data)) as SocketToWindow
      if (frame.t === 'update') {
        if (held) return
        const update = instead === undefined ? frame.update : inPlaceOf(frame.update, instead)
        held = update.kind === 'batch' && holdAt?.(update) === true
        socket.send(JSON.stringify({ ...frame, update: steady.update(update) }))
      } else socket.send(JSON.stringify(steady.reply(frame)))
    })
  })
}

function inPlaceOf(update: Update, state: LabState): Update {
  if (update.kind === 'state') return { kind: 'state', state: { ...state, seq: update.state.seq } }
  return { ...update, ...NO_CHANGES }
}

const NO_CHANGES = {
  nodes: [],
  removedNodes: [],
  transfers: [],
  health: undefined,
  keys: undefined,
  density: undefined
}

class Steady {
  private readonly ids: readonly string[]

  constructor(ids: readonly string[]) {
    this.ids = ids
  }

  update(update: Update): Update {
    if (update.kind === 'state') {
      const { state } = update
      return {
        kind: 'state',
        state: {
          ...state,
          atMs: AT_MS,
          startedAt: 0,
          nodes: state.nodes.map((node) => this.node(node)),
          transfers: state.transfers.map(transfer),
          tasks: [],
          health: health(state.health)
        }
      }
    }
    return {
      ...update,
      atMs: AT_MS,
      nodes: update.nodes.map((node) => this.node(node)),
      transfers: update.transfers.map(transfer),
      tasks: [],
      events: update.events.flatMap((event) =>
        event.type === 'lookup' ? [{ ...event, atMs: AT_MS, lookup: lookup(event.lookup) }] : []
      ),
      rpcs: 0,
      ...(update.health === undefined ? {} : { health: health(update.health) })
    }
  }

  reply(frame: SocketToWindow & { t: 'reply' }): unknown {
    if (!frame.reply.ok) return frame
    const { value } = frame.reply as { value: object }
    if ('events' in value) return { ...frame, reply: { ok: true, value: { ...value, events: [] } } }
    if ('path' in value) return { ...frame, reply: { ok: true, value: lookup(value as LookupView) } }
    if ('recentRpcs' in value)
      return { ...frame, reply: { ok: true, value: { ...value, view: this.node((value as NodeDetail).view) } } }
    return frame
  }

  private node(node: NodeView): NodeView {
    const port = 50_000 + (this.ids.indexOf(node.id) + 1)
    return {
      ...node,
      port,
      address: `127.0.0.1:${port}`,
      // Longer ago than labels tell of.
      sinceMs: AT_MS - 70_000,
      startedAtMs: AT_MS - 80_000,
      rpcPerSecond: 0
    }
  }
}

const transfer = (view: TransferView): TransferView => ({
  ...view,
  startedAtMs: AT_MS,
  tookMs: view.tookMs === null ? null : 12
})

const lookup = <T extends LookupView>(view: T): T => ({
  ...view,
  lookup: '1',
  atMs: AT_MS,
  tookMs: view.path.length,
  path: view.path.map((hop, i) => ({ ...hop, tookMs: 0.5 + i / 4 }))
})

/** The sentences without their seconds, and every predicate since the same time. */
const health = (view: HealthView): HealthView => ({
  ...view,
  sinceMs: view.sinceMs === null ? null : AT_MS,
  sentence: view.sentence.replace(/\d+\.\d s/, '0.5 s'),
  short: view.short.replace(/\d+\.\d s/, '0.5 s'),
  predicates: view.predicates.map((one) => ({ ...one, sinceMs: 0, seq: null }))
})
