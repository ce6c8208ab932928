/**
 * Reading and writing at the owner. A node serves exactly the arc (servedFrom, self], which moves by hand-off only
 * (handoff.ts): the ring pointers say who should own a key, the served arc says who answers for it.
 */
import { between, type Id, inArc } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import type { NodeEvent, RecordCause } from '../../shared/events'
import type { DataReply, RequestOf, StoredRecord, Version } from './messages'
import type { Clock, Store } from './ports'
import { isExpired, isVisible, nextVersion, replaces } from './records'

/** Operations remembered, so that a retry is not applied twice (PROTOCOL §4, L10). */
const REMEMBERED_OPERATIONS = 4096
/** How long a tombstone is kept, ms: longer than any hand-off or retry. */
const TOMBSTONE_MS = 10 * 60_000

export class Storage {
  readonly #self: Id
  readonly #store: Store
  readonly #clock: Clock
  readonly #emit: (event: NodeEvent) => void
  readonly #operations = new Map<string, StoredRecord>()
  /** Their names in a circle: the next one to come takes the place of the oldest. */
  readonly #order: string[] = []
  #oldest = 0
  #servedFrom: Id | null = null
  #lastVersion: Version
  /** Called with each write to a range on its way to another node; null when none is. */
  #forward: (record: StoredRecord) => Promise<void> | null = () => null
  /** Set while a hand-off compares digests: writes to its range wait for the outcome. */
  #held: (keyId: Id) => Promise<void> | null = () => null
  #onServed: () => void = () => {}

  constructor(self: Id, store: Store, clock: Clock, emit: (event: NodeEvent) => void) {
    this.#self = self
    this.#store = store
    this.#clock = clock
    this.#emit = emit
    this.#lastVersion = { wallMs: 0, counter: 0, writer: self }
  }

  /** Puts a hand-off in the way of writes: `held` may delay one, `forward` must finish before one is acknowledged. */
  interpose(
    held: (keyId: Id) => Promise<void> | null,
    forward: (record: StoredRecord) => Promise<void> | null,
    onServed: () => void
  ): void {
    this.#held = held
    this.#forward = forward
    this.#onServed = onServed
  }

  get servedFrom(): Id | null {
    return this.#servedFrom
  }

  get store(): Store {
    return this.#store
  }

  serves(keyId: Id): boolean {
    return this.#servedFrom !== null && inArc(this.#servedFrom, keyId, this.#self)
  }

  /** Moves the start of the served arc; null stops serving. */
  serve(from: Id | null, cause: string): void {
    if (from === this.#servedFrom) return
    this.#emit({ type: 'served-changed', node: this.#self, before: this.#servedFrom, after: from, cause })
    this.#servedFrom = from
    this.#onServed()
  }

  /** The predecessor died and `predecessor` took its place: what lies between is ours to serve now. */
  extendTo(predecessor: Id): void {
    if (this.#servedFrom === null) return
    if (between(predecessor, this.#servedFrom, this.#self)) this.serve(predecessor, 'predecessor is dead')
  }

  read(keyId: Id, hint: NodeRef | null): DataReply {
    if (!this.serves(keyId)) return { kind: 'moved', hint }
    const record = this.#store.get(keyId)
    return { kind: 'done', record: isVisible(record, this.#clock.wall()) ? record : null }
  }

  async write(request: RequestOf<'write'>, hint: () => NodeRef | null): Promise<DataReply> {
    const held = this.#held(request.keyId)
    if (held !== null) await held
    if (!this.serves(request.keyId)) return { kind: 'moved', hint: hint() }
    const repeated = this.#operations.get(request.operation)
    const record = repeated ?? this.#apply(request)
    const forwarded = this.#forward(record)
    if (forwarded !== null) await forwarded
    return { kind: 'done', record }
  }

  #apply(request: RequestOf<'write'>): StoredRecord {
    const { keyId, key, value, expiresAtMs, deleted, operation } = request
    const held = this.#store.get(keyId)
    const version = nextVersion(this.#self, Math.floor(this.#clock.wall()), this.#lastVersion, held?.version)
    this.#lastVersion = version
    const record: StoredRecord = { keyId, key, value, version, expiresAtMs, deleted }
    this.#keep(record, deleted ? 'delete' : 'put')
    this.#rememberOperation(operation, record)
    return record
  }

  #rememberOperation(operation: string, record: StoredRecord): void {
    const forgotten = this.#order[this.#oldest]
    if (forgotten !== undefined) this.#operations.delete(forgotten)
    this.#order[this.#oldest] = operation
    this.#oldest = (this.#oldest + 1) % REMEMBERED_OPERATIONS
    this.#operations.set(operation, record)
  }

  /** Takes a stray record in like a write, unless a newer one is held; false when its key is not served here. */
  async adopt(record: StoredRecord): Promise<boolean> {
    const held = this.#held(record.keyId)
    if (held !== null) await held
    if (!this.serves(record.keyId)) return false
    this.merge(record, 'forward')
    const newest = this.#store.get(record.keyId)
    const forwarded = newest === undefined ? null : this.#forward(newest)
    if (forwarded !== null) await forwarded
    return true
  }

  /** Takes in a record that another node wrote, unless a newer one is held. */
  merge(record: StoredRecord, cause: RecordCause): void {
    if (replaces(record, this.#store.get(record.keyId))) this.#keep(record, cause)
  }

  #keep(record: StoredRecord, cause: RecordCause): void {
    this.#store.set(record)
    const { keyId, key, deleted } = record
    this.#emit({ type: 'record-written', node: this.#self, keyId, key, size: record.value.length, deleted, cause })
  }

  drop(record: StoredRecord, cause: 'handed-off' | 'expired' | 'collected'): void {
    if (!this.#store.delete(record.keyId)) return
    this.#emit({ type: 'record-dropped', node: this.#self, keyId: record.keyId, key: record.key, cause })
  }

  /** Number of records that a reader would see. */
  liveKeys(): number {
    const wallMs = this.#clock.wall()
    let count = 0
    for (const record of this.#store.range(this.#self, this.#self)) if (isVisible(record, wallMs)) count++
    return count
  }

  /** Drops what has expired, and tombstones old enough that nothing can bring the key back. */
  sweep(): void {
    const wallMs = this.#clock.wall()
    for (const record of [...this.#store.range(this.#self, this.#self)]) {
      if (isExpired(record, wallMs)) this.drop(record, 'expired')
      else if (record.deleted && record.version.wallMs + TOMBSTONE_MS < wallMs) this.drop(record, 'collected')
    }
  }
}
