/**
 * The gaining side of a hand-off: it pulls a range from the node that serves it, agrees on a digest, and starts to serve
 * when the other has stopped. Used by a joiner, by a node whose range came back, and by the successor of a leaver.
 */
import { type Id, inArc } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import type { NodeEvent } from '../../shared/events'
import { ChordError } from './errors'
import type { Cause } from './handoff'
import type { ResponseOf, StoredRecord } from './messages'
import type { Peers } from './peers'
import type { Clock, Transport } from './ports'
import { digestOf, replaces } from './records'
import type { Storage } from './storage'

/** Deadline of the whole stream of a range, ms. */
const PULL_TIMEOUT_MS = 60_000
/** Comparing digests settles at the second try, since the first one holds the writes; more means real trouble. */
const MAX_COMMITS = 5

type Grant = ResponseOf<'handoffBegin'>

/**
 * What the transfer under way has brought, streamed or forwarded. Its digest must be that of the source; what this node
 * holds besides, from an earlier life or the other side of a partition, is nothing that the source could know of.
 */
export class Incoming {
  #records: Map<Id, StoredRecord> | null = null

  open(): void {
    this.#records = new Map()
  }

  close(): void {
    this.#records = null
  }

  add(record: StoredRecord): void {
    if (this.#records !== null && replaces(record, this.#records.get(record.keyId))) {
      this.#records.set(record.keyId, record)
    }
  }

  digest(start: Id, end: Id): string {
    return digestOf([...(this.#records?.values() ?? [])].filter(({ keyId }) => inArc(start, keyId, end)))
  }
}

export interface TakeoverDeps {
  readonly self: NodeRef
  readonly peers: Peers
  readonly transport: Transport
  readonly clock: Clock
  readonly storage: Storage
  readonly incoming: Incoming
  emit(event: NodeEvent): void
}

/**
 * Takes the range that ends at `end` over from `source`. Returns its start once `source` has stopped serving it, or null
 * when it was not granted. Throws ChordError when the transfer broke; then `source` serves on.
 */
export async function takeOver(deps: TakeoverDeps, source: Id, end: Id, cause: Cause): Promise<Grant | null> {
  // Before the source grants it: a forwarded write may overtake the grant.
  deps.incoming.open()
  try {
    return await transfer(deps, source, end, cause)
  } finally {
    deps.incoming.close()
  }
}

async function transfer(deps: TakeoverDeps, source: Id, end: Id, cause: Cause): Promise<Grant | null> {
  const { peers, clock, self, incoming } = deps
  const startedMs = clock.now()
  const grant = await peers.call(source, 'handoffBegin', { gaining: self, end, cause })
  if (!grant.granted) return null
  let moved = 0
  const tell = (phase: (NodeEvent & { type: 'transfer' })['phase'], reason?: string): void =>
    deps.emit({
      type: 'transfer',
      transfer: grant.transfer,
      phase,
      cause,
      from: source,
      to: self.id,
      start: grant.start,
      end,
      total: Math.max(grant.total, moved),
      moved,
      tookMs: clock.now() - startedMs,
      ...(reason === undefined ? {} : { reason })
    })
  tell('started')
  try {
    // An empty range needs no stream: what is written to it from now on is forwarded.
    const chunks = grant.total === 0 ? [] : deps.transport.pull(peers.ref(source), grant.transfer, PULL_TIMEOUT_MS)
    for await (const chunk of chunks) {
      for (const record of chunk.records) {
        incoming.add(record)
        deps.storage.merge(record, 'hand-off')
      }
      moved += chunk.records.length
      tell('progress')
    }
    await commit(deps, source, grant, end)
  } catch (cause) {
    const error = ChordError.from(cause)
    tell('failed', error.message)
    throw error
  }
  tell('committed')
  return grant
}

/** Compares digests until the source answers `committed`. A source found dead by then has left us the only copy. */
async function commit(deps: TakeoverDeps, source: Id, grant: Grant, end: Id): Promise<void> {
  const { transfer, start } = grant
  for (let attempt = 1; attempt <= MAX_COMMITS; attempt++) {
    const digest = deps.incoming.digest(start, end)
    const answer = await deps.peers.ask(source, 'handoffCommit', { transfer, digest })
    if (answer === null || answer.committed) return
  }
  throw new ChordError('refused', `digests still differ after ${MAX_COMMITS} commits: ${transfer}`)
}

/** Step 7: the range is served here now, so the source may delete its copy. Lost confirmations leave a spare copy. */
export async function confirm(deps: TakeoverDeps, source: Id, grant: Grant, end: Id, cause: Cause): Promise<void> {
  const { transfer, start, total } = grant
  await deps.peers.ask(source, 'handoffConfirm', { transfer })
  const base = { transfer, cause, from: source, to: deps.self.id, start, end, total, moved: total, tookMs: 0 }
  deps.emit({ type: 'transfer', phase: 'confirmed', ...base })
}
