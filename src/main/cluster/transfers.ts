/** The ledger of keys that change hands, from the nodes' own events. */
import type { LabEvent, Recorded } from '../../shared/events'
import type { TransferView } from '../../shared/model'

/** Ended transfers that stay in the ledger. */
const KEPT = 50

type TransferEvent = Extract<LabEvent, { type: 'transfer' }>

export class Transfers {
  private readonly views = new Map<string, TransferView>()
  private ended: string[] = []

  /** Oldest first. */
  all(): TransferView[] {
    return [...this.views.values()]
  }

  clear(): void {
    this.views.clear()
    this.ended = []
  }

  /** Enters what a node told; `ring` is the state of the lab at that moment. Gives the entry as it is now. */
  enter(event: Recorded<TransferEvent>, ring: { keys: number; nodes: number }): TransferView {
    const before = this.views.get(event.transfer)
    const view: TransferView = {
      transfer: event.transfer,
      from: event.from,
      to: event.to,
      cause: event.cause,
      start: event.start,
      end: event.end,
      total: Math.max(event.total, before?.total ?? 0),
      moved: Math.max(event.moved, before?.moved ?? 0),
      ringKeys: before?.ringKeys ?? ring.keys,
      ringNodes: before?.ringNodes ?? ring.nodes,
      state: stateAfter(event.phase, before),
      startedAtMs: before?.startedAtMs ?? event.atMs - event.tookMs,
      tookMs: event.phase === 'started' || event.phase === 'progress' ? null : event.tookMs
    }
    if (event.reason !== undefined) view.reason = event.reason
    if (before?.state === 'done' && before.tookMs !== null) view.tookMs = before.tookMs
    this.views.set(event.transfer, view)
    if (view.state !== 'moving' && (before === undefined || before.state === 'moving')) this.retire(event.transfer)
    return view
  }

  /** Ends every transfer that a dead node takes part in, with the reason. */
  abandon(node: string, reason: string): TransferView[] {
    const abandoned = this.all().filter((view) => view.state === 'moving' && (view.from === node || view.to === node))
    return abandoned.map((view) => {
      const failed: TransferView = { ...view, state: 'failed', reason }
      this.views.set(view.transfer, failed)
      this.retire(view.transfer)
      return failed
    })
  }

  private retire(transfer: string): void {
    this.ended.push(transfer)
    const oldest = this.ended.length > KEPT ? this.ended.shift() : undefined
    if (oldest !== undefined) this.views.delete(oldest)
  }
}

/** Committed is done: ownership has moved. What comes after cannot undo it. */
function stateAfter(phase: TransferEvent['phase'], before: TransferView | undefined): TransferView['state'] {
  if (before?.state === 'done' || phase === 'committed' || phase === 'confirmed') return 'done'
  return phase === 'failed' ? 'failed' : 'moving'
}
