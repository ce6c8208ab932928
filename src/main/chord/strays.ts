/**
 * Records for a range that this node does not serve: from an earlier life of it, from the other side of a partition, or
 * left behind by a hand-off whose confirmation was lost. They may be the only copy, so they go home to their owner, who
 * keeps the newer version; they are dropped here only after that.
 */
import type { Id } from '../../shared/ids'
import { ChordError } from './errors'
import { find, type LookupDeps } from './lookup'
import type { RequestOf, ResponseOf, StoredRecord } from './messages'
import type { Storage } from './storage'

/** Records sent home in one round: it must not keep the pointers waiting. */
const BATCH = 64

/** What `storage` holds beside its served range, (self, servedFrom]: all of it while it serves none. */
function strays(self: Id, storage: Storage): Iterable<StoredRecord> {
  const from = storage.servedFrom
  return from === self ? [] : storage.store.range(self, from ?? self)
}

/** Sends up to `limit` strays home; not while a range arrives, which is held but not yet served. Returns whether none is left; a failure leaves the rest for the next time. */
export async function sendHome(deps: LookupDeps & { storage: Storage }, limit = BATCH): Promise<boolean> {
  const { self, storage, peers } = deps
  let sent = 0
  for (const record of [...strays(self.id, storage)]) {
    if (++sent > limit) return false
    if (storage.serves(record.keyId)) continue
    try {
      const { owner } = await find(deps, record.keyId, [], null, peers.timeoutMs)
      if (owner.id === self.id) return false
      // It may be back at another address than the one it had here: asking finds out.
      if ((await peers.ask(owner.id, 'handoffForward', { transfer: '', record })) === null) return false
    } catch (cause) {
      if (ChordError.from(cause).code === 'internal') throw cause
      return false
    }
    if (!storage.serves(record.keyId) && storage.store.get(record.keyId) === record) storage.drop(record, 'handed-off')
  }
  return true
}

/** The owner's side: takes a record in as it takes a write, or refuses what it does not serve. */
export async function takeHome(
  storage: Storage,
  { record }: RequestOf<'handoffForward'>
): Promise<ResponseOf<'handoffForward'>> {
  if (await storage.adopt(record)) return {}
  throw new ChordError('refused', `key not served here: ${record.keyId}`)
}
