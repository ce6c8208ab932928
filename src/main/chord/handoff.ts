/**
 * Hand-off of a range from the node that serves it to the node that should (PROTOCOL §4). The gaining node drives: begin,
 * pull, commit, confirm. The serving node forwards each write to the range before acknowledging it, holds writes while
 * digests are compared, and stops serving in the same turn in which it answers `committed`. So one node serves the range
 * at any time, a crash before the commit leaves the old one in charge, and what was handed over is deleted only after the
 * new one confirmed that it serves.
 */
import { type Id, inArc } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import { ChordError } from './errors'
import type { RecordChunk, RequestOf, ResponseOf, StoredRecord } from './messages'
import type { Peers } from './peers'
import type { Cancel, Clock } from './ports'
import { digestOf } from './records'
import type { Storage } from './storage'

export type Cause = 'join' | 'leave' | 'repair'

/** Bounds of one streamed chunk. */
const CHUNK_RECORDS = 256
const CHUNK_BYTES = 256 * 1024
/** A transfer whose gaining node is silent for so long is given up, ms. */
const IDLE_MS = 10_000
/** Writes wait no longer than this for a commit, ms. */
const HOLD_MS = 1000

interface Outgoing {
  readonly transfer: string
  readonly gaining: NodeRef
  readonly start: Id
  readonly end: Id
  readonly forwards: Set<Promise<void>>
  /** What the gaining node confirms, once the digests were equal. */
  records: readonly StoredRecord[]
  state: 'open' | 'held' | 'committed' | 'ended'
  /** Resolves when held writes may go on. */
  release: () => void
  released: Promise<void> | null
  cancelTimer: Cancel
}

/** The serving side. One transfer at a time: every range starts where the served arc starts, so two would overlap. */
export class HandoffSource {
  readonly #self: Id
  readonly #storage: Storage
  readonly #peers: Peers
  readonly #clock: Clock
  #outgoing: Outgoing | null = null
  #count = 0
  /** Committed and not yet confirmed, by transfer. */
  readonly #unconfirmed = new Map<string, Outgoing>()
  /** Who got what last, for redirecting requests that still come here. */
  readonly #movedTo: { start: Id; end: Id; to: NodeRef }[] = []

  constructor(self: Id, storage: Storage, peers: Peers, clock: Clock) {
    this.#self = self
    this.#storage = storage
    this.#peers = peers
    this.#clock = clock
  }

  /** Who to ask for a key that was handed over, if it was. */
  movedTo(keyId: Id): NodeRef | null {
    return this.#movedTo.find((one) => inArc(one.start, keyId, one.end))?.to ?? null
  }

  begin(request: RequestOf<'handoffBegin'>, leaving: boolean): ResponseOf<'handoffBegin'> {
    const { gaining, end } = request
    const start = this.#storage.servedFrom
    const refused = { granted: false, transfer: '', start: end, total: 0 }
    if (start === null || !this.#storage.serves(end)) return refused
    if (leaving !== (end === this.#self)) return refused
    if (this.#outgoing !== null && this.#outgoing.gaining.id !== gaining.id) {
      if (!this.#peers.isDead(this.#outgoing.gaining.id)) return refused
    }
    this.#end(this.#outgoing)
    this.#count++
    const outgoing: Outgoing = {
      transfer: `${this.#self}-${this.#count}`,
      gaining,
      start,
      end,
      forwards: new Set(),
      records: [],
      state: 'open',
      release: () => {},
      released: null,
      cancelTimer: () => {}
    }
    this.#outgoing = outgoing
    this.#keepAlive(outgoing)
    let total = 0
    for (const _ of this.#storage.store.range(start, end)) total++
    return { granted: true, transfer: outgoing.transfer, start, total }
  }

  *stream(transfer: string): Iterable<RecordChunk> {
    const outgoing = this.#require(transfer)
    let records: StoredRecord[] = []
    let bytes = 0
    // A copy: the store may change while the stream waits for its reader. What changes is forwarded.
    for (const record of [...this.#storage.store.range(outgoing.start, outgoing.end)]) {
      records.push(record)
      bytes += record.value.length
      if (records.length < CHUNK_RECORDS && bytes < CHUNK_BYTES) continue
      this.#keepAlive(outgoing)
      yield { records }
      records = []
      bytes = 0
    }
    if (records.length > 0) yield { records }
  }

  /** For storage.ts: sends a write on before it is acknowledged. A gaining node that does not take it loses the range. */
  forward(record: StoredRecord): Promise<void> | null {
    const outgoing = this.#outgoing
    if (outgoing === null || !inArc(outgoing.start, record.keyId, outgoing.end)) return null
    const sent = this.#peers
      .call(outgoing.gaining.id, 'handoffForward', { transfer: outgoing.transfer, record })
      .then(
        () => {},
        () => this.#end(outgoing)
      )
      .finally(() => outgoing.forwards.delete(sent))
    outgoing.forwards.add(sent)
    return sent
  }

  /** For storage.ts: makes a write wait while digests are compared. */
  held(keyId: Id): Promise<void> | null {
    const outgoing = this.#outgoing
    if (outgoing === null || outgoing.state !== 'held') return null
    return inArc(outgoing.start, keyId, outgoing.end) ? outgoing.released : null
  }

  async commit(request: RequestOf<'handoffCommit'>): Promise<ResponseOf<'handoffCommit'>> {
    if (this.#unconfirmed.has(request.transfer)) return { committed: true, digest: request.digest }
    const outgoing = this.#require(request.transfer)
    this.#hold(outgoing)
    while (outgoing.forwards.size > 0) await Promise.all(outgoing.forwards)
    if (outgoing !== this.#outgoing || outgoing.state !== 'held') {
      throw new ChordError('refused', `transfer ended: ${request.transfer}`)
    }
    const records = [...this.#storage.store.range(outgoing.start, outgoing.end)]
    const digest = digestOf(records)
    if (digest !== request.digest) return { committed: false, digest }
    const { start, end, gaining } = outgoing
    if (start !== this.#storage.servedFrom) {
      // The range has grown since: what came to it would belong to neither of us.
      this.#end(outgoing)
      throw new ChordError('refused', `range changed: ${request.transfer}`)
    }
    this.#movedTo.unshift({ start, end, to: gaining })
    this.#movedTo.length = Math.min(this.#movedTo.length, 8)
    this.#storage.serve(end === this.#self ? null : end, 'handed over')
    outgoing.records = records
    this.#unconfirmed.set(outgoing.transfer, outgoing)
    this.#end(outgoing, 'committed')
    return { committed: true, digest }
  }

  /** The new node serves: delete what it confirmed, unless the range or a newer record came back in the meantime. */
  confirm(transfer: string): number {
    const outgoing = this.#unconfirmed.get(transfer)
    if (outgoing === undefined) return 0
    this.#unconfirmed.delete(transfer)
    let dropped = 0
    for (const record of outgoing.records) {
      if (this.#storage.serves(record.keyId) || this.#storage.store.get(record.keyId) !== record) continue
      this.#storage.drop(record, 'handed-off')
      dropped++
    }
    return dropped
  }

  close(): void {
    this.#end(this.#outgoing)
  }

  #require(transfer: string): Outgoing {
    if (this.#outgoing?.transfer === transfer) return this.#outgoing
    throw new ChordError('refused', `transfer unknown: ${transfer}`)
  }

  #hold(outgoing: Outgoing): void {
    this.#keepAlive(outgoing)
    if (outgoing.state !== 'open') return
    outgoing.state = 'held'
    outgoing.released = new Promise((resolve) => {
      outgoing.release = resolve
    })
    const cancel = this.#clock.deadline(HOLD_MS, () => this.#end(outgoing))
    const release = outgoing.release
    outgoing.release = () => {
      cancel()
      release()
    }
  }

  #keepAlive(outgoing: Outgoing): void {
    outgoing.cancelTimer()
    outgoing.cancelTimer = this.#clock.deadline(IDLE_MS, () => this.#end(outgoing))
  }

  #end(outgoing: Outgoing | null, state: 'committed' | 'ended' = 'ended'): void {
    if (outgoing === null || outgoing.state === 'ended' || outgoing.state === 'committed') return
    outgoing.state = state
    outgoing.cancelTimer()
    outgoing.release()
    if (this.#outgoing === outgoing) this.#outgoing = null
  }
}
