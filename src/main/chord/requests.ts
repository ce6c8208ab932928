/**
 * put, get and delete as a client at this node sees them: find the owner, ask it, follow it when the key has moved, and
 * try again while the ring heals, until the request's own deadline.
 */
import { between, type Id } from '../../shared/ids'
import type { Hop, NodeRef } from '../../shared/model'
import { ChordError } from './errors'
import { find, type Found, type LookupDeps } from './lookup'
import type { DataReply, StoredRecord } from './messages'

/** A request gives up after this, ms. */
export const REQUEST_TIMEOUT_MS = 5000
/** First pause before the owner is looked up again, ms; doubles up to the last. */
const FIRST_RETRY_MS = 1
const LAST_RETRY_MS = 64
/** Redirections followed before looking up again. */
const MAX_REDIRECTS = 3

export interface RequestOutcome {
  target: Id
  owner: NodeRef
  /** Start of the owner's arc as the lookup saw it; null when the request was redirected. */
  predecessor: Id | null
  path: Hop[]
  /** Forward hops to the key's predecessor; the contact with the owner is not counted. */
  hops: number
  timeouts: number
  tookMs: number
  /** What was stored, or read; null for absent. */
  record: StoredRecord | null
}

/** Asks one node to do the work; `self` is asked without a message. */
export type AskOwner = (owner: Id, timeoutMs: number) => Promise<DataReply> | DataReply

/** The owner of `target`; with `confirm` it is contacted too. */
export async function lookupOwner(deps: LookupDeps, target: Id, confirm: boolean): Promise<RequestOutcome> {
  const startedMs = deps.clock.now()
  const found = await find(deps, target, [], null, REQUEST_TIMEOUT_MS, { confirm })
  const { owner, predecessor, path, hops, timeouts } = found
  return { target, owner, predecessor, path, hops, timeouts, tookMs: deps.clock.now() - startedMs, record: null }
}

/** Runs `ask` at the owner of `target`. Throws ChordError `timeout` when no owner answered in time. */
export async function atOwner(deps: LookupDeps, target: Id, ask: AskOwner): Promise<RequestOutcome> {
  const { clock, peers } = deps
  const startedMs = clock.now()
  const request = new Attempt(deps, target, startedMs + REQUEST_TIMEOUT_MS)
  let retryMs = FIRST_RETRY_MS
  for (;;) {
    const found = guess(deps, target, request.avoid()) ?? (await request.find())
    const answered = found === null ? null : await request.ask(found, ask)
    if (answered !== null && found !== null) {
      const { owner, record, redirected } = answered
      const predecessor = redirected ? null : found.predecessor
      const { path, hops, timeouts } = request
      return {
        target,
        owner: peers.ref(owner),
        predecessor,
        path,
        hops,
        timeouts,
        tookMs: clock.now() - startedMs,
        record
      }
    }
    if (clock.now() + retryMs >= request.deadlineMs) {
      throw new ChordError('timeout', `owner not reached in ${REQUEST_TIMEOUT_MS} ms: ${target}`)
    }
    await new Promise<void>((resolve) => clock.deadline(retryMs, resolve))
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
  }
}

/** The owner by this node's own successor list, which spares the lookup; the owner itself decides whether it is true. */
function guess(deps: LookupDeps, target: Id, avoid: readonly Id[]): Found | null {
  const { ring, self, peers } = deps
  const found = (owner: Id, predecessor: Id): Found => ({
    owner: peers.ref(owner),
    from: self.id,
    predecessor,
    path: [],
    hops: 0,
    timeouts: 0
  })
  if (ring.owns(target)) return found(self.id, ring.state.pred)
  let before = self.id
  for (const id of ring.state.succ) {
    if (avoid.includes(id) || peers.ref(id).address === '') return null
    if (id === target || between(before, target, id)) return found(id, before)
    before = id
  }
  return null
}

class Attempt {
  readonly #deps: LookupDeps
  readonly #target: Id
  readonly deadlineMs: number
  readonly path: Hop[] = []
  /** Owners that did not answer, and whether the verdict on them is still being worked out. */
  readonly #silent = new Map<Id, 'judging' | 'dead'>()
  hops = 0
  timeouts = 0

  constructor(deps: LookupDeps, target: Id, deadlineMs: number) {
    this.#deps = deps
    this.#target = target
    this.deadlineMs = deadlineMs
  }

  /** Whom to pass over now. A verdict may be wrong, or the dead may be back: it counts as long as peers.ts believes it. */
  avoid(): Id[] {
    return [...this.#silent]
      .filter(([id, verdict]) => verdict === 'judging' || this.#deps.peers.isDead(id))
      .map(([id]) => id)
  }

  /** A lookup; null when the ring gave no answer now. */
  async find(): Promise<Found | null> {
    const leftMs = this.deadlineMs - this.#deps.clock.now()
    try {
      const found = await find(this.#deps, this.#target, this.avoid(), null, leftMs)
      this.path.push(...found.path)
      this.hops += found.hops
      this.timeouts += found.timeouts
      return found
    } catch (cause) {
      this.#mayRetry(ChordError.from(cause))
      return null
    }
  }

  /** Asks the owner, and whoever it sends us to. Null when none of them did it. */
  async ask(
    found: Found,
    ask: AskOwner
  ): Promise<{ owner: Id; record: StoredRecord | null; redirected: boolean } | null> {
    const { self, clock, peers } = this.#deps
    let from = found.from
    let owner = found.owner.id
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const startedMs = clock.now()
      const hop: Hop = { from, to: owner, via: redirects === 0 ? 'owner' : 'predecessor', tookMs: 0, ok: true }
      try {
        const reply = await ask(owner, Math.min(peers.timeoutMs, this.deadlineMs - startedMs))
        hop.tookMs = clock.now() - startedMs
        if (owner !== self.id || from !== self.id) this.path.push(hop)
        if (reply.kind === 'done') return { owner, record: reply.record, redirected: redirects > 0 }
        if (reply.hint === null || reply.hint.id === owner || this.avoid().includes(reply.hint.id)) return null
        peers.learn(reply.hint)
        from = owner
        owner = reply.hint.id
      } catch (cause) {
        const error = ChordError.from(cause)
        this.#mayRetry(error)
        this.path.push({ ...hop, tookMs: clock.now() - startedMs, ok: false })
        this.timeouts++
        this.#judge(owner, error)
        return null
      }
    }
    return null
  }

  /** An owner that turns out to live, perhaps at another address, need not be avoided. */
  #judge(owner: Id, error: ChordError): void {
    this.#silent.set(owner, 'judging')
    void this.#deps.peers.suspect(owner, error).then((dead) => {
      if (dead) this.#silent.set(owner, 'dead')
      else this.#silent.delete(owner)
    })
  }

  #mayRetry(error: ChordError): void {
    if (error.code === 'cancelled' || error.code === 'invalid' || error.code === 'internal') throw error
  }
}
