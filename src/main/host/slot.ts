/** One node of the host as the observer knows it: its row in the list, alive or dead. */
import type { RpcRow } from '../../shared/contract'
import type { LabEvent } from '../../shared/events'
import type { Id } from '../../shared/ids'
import type { FingerSpan, NodeRef, NodeState, NodeView } from '../../shared/model'
import type { DeadNode } from './protocol'
import { RingBuffer } from './ring-buffer'
import type { RunningNode } from './running-node'

type RpcEvent = Extract<LabEvent, { type: 'rpc' }>

/** RPCs remembered per node. */
const RECENT_RPCS = 64

interface Beliefs {
  predecessor: Id
  successors: Id[]
  fingers: FingerSpan[]
  servedFrom: Id | null
}

export class Slot {
  readonly ref: NodeRef
  readonly port: number
  state: NodeState = 'starting'
  reason: string | undefined
  sinceMs: number
  startedAtMs: number
  running: RunningNode | null = null
  rpcPerSecond = 0
  private beliefs: Beliefs
  private beliefsAreOld = false
  private rpcs = 0
  private readonly recent = new RingBuffer<RpcEvent>(RECENT_RPCS)

  constructor(ref: NodeRef, port: number, atMs: number) {
    this.ref = ref
    this.port = port
    this.sinceMs = atMs
    this.startedAtMs = atMs
    this.beliefs = { predecessor: ref.id, successors: [], fingers: [], servedFrom: null }
  }

  /** A node that is not up, from elsewhere. */
  static dead(node: DeadNode): Slot {
    const slot = new Slot({ id: node.id, address: node.address }, node.port, node.startedAtMs)
    const { predecessor, successors, fingers } = node
    slot.state = node.state
    slot.sinceMs = node.sinceMs
    slot.reason = node.reason
    slot.beliefs = { predecessor, successors, fingers, servedFrom: null }
    return slot
  }

  get id(): Id {
    return this.ref.id
  }

  enter(state: NodeState, atMs: number, reason?: string): void {
    this.state = state
    this.reason = reason
    this.sinceMs = atMs
  }

  /** The node's pointers are not what they were at the last view. */
  beliefsChanged(): void {
    this.beliefsAreOld = true
  }

  /** Takes the last look before the node goes: what it believed stays visible. */
  freeze(): void {
    this.refresh()
    this.beliefs = { ...this.beliefs, servedFrom: null }
    this.rpcPerSecond = 0
    this.running = null
  }

  /** One more RPC that this node sent or served. */
  sawRpc(event: RpcEvent): void {
    this.rpcs++
    this.recent.push(event)
  }

  /** Closes a second of counting; true when the rate to show is another one. */
  closeSecond(): boolean {
    const before = this.rpcPerSecond
    this.rpcPerSecond = this.rpcs
    this.rpcs = 0
    return before !== this.rpcPerSecond
  }

  /** The last RPCs, newest first. */
  rpcRows(): RpcRow[] {
    return this.recent
      .toArray()
      .reverse()
      .map(({ from, to, method, startedMs, tookMs, ok }) => {
        const out = from === this.id
        return { atMs: startedMs, direction: out ? 'out' : 'in', method, peer: out ? to : from, tookMs, ok }
      })
  }

  view(keys: number): NodeView {
    this.refresh()
    const { ref, port, state, sinceMs, startedAtMs, rpcPerSecond } = this
    const view: NodeView = { ...ref, port, state, sinceMs, startedAtMs, ...this.beliefs, keys, rpcPerSecond }
    if (this.reason !== undefined) view.reason = this.reason
    return view
  }

  private refresh(): void {
    if (!this.beliefsAreOld || this.running === null) return
    this.beliefsAreOld = false
    this.beliefs = this.running.node.beliefs()
  }
}
