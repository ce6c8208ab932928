/**
 * What every node should believe, from the ids of the live nodes alone. The observer's own arithmetic: no node ever sees
 * it, and it shares no code with what nodes compute.
 */
import { type Id, type IdSpace, addToId, distance } from '../../shared/ids'
import type { FingerSpan } from '../../shared/model'
import { ownerOf } from '../host/key-lists'

export class Truth {
  /** Ids of the live nodes, in order. */
  readonly live: readonly Id[]
  private readonly space: IdSpace
  private readonly successorCount: number
  private readonly places: Map<Id, number>
  private readonly fingerCache = new Map<Id, FingerSpan[]>()

  constructor(space: IdSpace, successorCount: number, live: Iterable<Id>) {
    this.space = space
    this.successorCount = successorCount
    this.live = [...live].sort()
    this.places = new Map(this.live.map((id, place) => [id, place]))
  }

  isLive(id: Id): boolean {
    return this.places.has(id)
  }

  /** The first live node at or after `id`. */
  ownerOf(id: Id): Id | undefined {
    return ownerOf(this.live, id)
  }

  /** The live node before `id`, whether `id` lives or not; `id` itself when there is no other. */
  predecessorOf(id: Id): Id {
    const place = this.places.get(id) ?? this.live.findIndex((other) => other > id)
    const at = place <= 0 ? this.live.length - 1 : place - 1
    return this.live[at] ?? id
  }

  /** The next r live nodes behind a live one, fewer when the ring is smaller; a node alone is its own successor. */
  successorsOf(id: Id): Id[] {
    const place = this.places.get(id)
    if (place === undefined || this.live.length === 1) return place === undefined ? [] : [id]
    const count = Math.min(this.successorCount, this.live.length - 1)
    return Array.from({ length: count }, (_, i) => this.live[(place + 1 + i) % this.live.length] as Id)
  }

  /** The whole finger table of a live node: finger e is the owner of id + 2^e. */
  fingersOf(id: Id): FingerSpan[] {
    const cached = this.fingerCache.get(id)
    if (cached !== undefined) return cached
    const spans: FingerSpan[] = []
    for (let from = 0; from < this.space.bits;) {
      const node = this.ownerOf(addToId(this.space, id, 1n << BigInt(from))) ?? id
      const to = node === id ? this.space.bits - 1 : distance(this.space, id, node).toString(2).length - 1
      spans.push({ from, to, node })
      from = to + 1
    }
    this.fingerCache.set(id, spans)
    return spans
  }
}
