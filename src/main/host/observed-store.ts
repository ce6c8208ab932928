/** A store that tells the observer's key index what goes in and out. The node sees an ordinary Store. */
import type { Id } from '../../shared/ids'
import type { StoredRecord } from '../chord/messages'
import type { Store } from '../chord/ports'
import type { KeyIndex, Loss } from './key-index'

export class ObservedStore implements Store {
  private readonly inner: Store
  private readonly node: Id
  private readonly index: KeyIndex
  private closed = false

  constructor(inner: Store, node: Id, index: KeyIndex) {
    this.inner = inner
    this.node = node
    this.index = index
  }

  get size(): number {
    return this.inner.size
  }

  get(keyId: Id): StoredRecord | undefined {
    return this.inner.get(keyId)
  }

  set(record: StoredRecord): void {
    // What a dying node still writes is as gone as the node.
    if (this.closed) return
    this.inner.set(record)
    this.index.written(this.node, record)
  }

  delete(keyId: Id): boolean {
    const had = this.inner.delete(keyId)
    if (had) this.index.dropped(this.node, keyId)
    return had
  }

  range(start: Id, end: Id): Iterable<StoredRecord> {
    return this.inner.range(start, end)
  }

  clear(): void {
    for (const record of [...this.inner.range(this.node, this.node)]) this.delete(record.keyId)
  }

  /** The node is gone and its memory with it: tells what was lost. */
  destroy(): Loss {
    const ids = [...this.inner.range(this.node, this.node)].map((record) => record.keyId)
    this.closed = true
    this.inner.clear()
    return this.index.nodeGone(this.node, ids)
  }
}
