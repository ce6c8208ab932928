/**
 * Lookups in a right ring of which only the tables exist: the tables are folded and searched by the functions of the
 * protocol core, and the walk is the one that real nodes make when all of them are alive. For rings that would be heavy
 * as full nodes; that both take the same way is tested and shown.
 */
import { between, type Id, SPACE_160 } from '../../../shared/ids'
import { closestPreceding, foldFingers, type Route, routesOf } from '../../chord/fingers'
import { fingerTargets, firstAtOrAfter, placeAfter } from './placed-ring'

interface Tables {
  readonly predecessor: Id
  readonly successor: Id
  readonly routes: readonly Route[]
}

const ALL_ALIVE = (): boolean => false

export class TableRing {
  readonly ids: readonly Id[]
  readonly #successors: number
  readonly #tables = new Map<Id, Tables>()

  constructor(ids: Iterable<Id>, successors: number) {
    this.ids = [...new Set(ids)].sort()
    this.#successors = successors
  }

  /** The nodes asked on the way from `origin` to the predecessor of `key`, in order, and who owns the key. */
  lookup(origin: Id, key: Id): { owner: Id; asked: Id[] } {
    const asked: Id[] = []
    for (let at = origin; ;) {
      const { predecessor, successor, routes } = this.#at(at)
      if (key === at || between(predecessor, key, at)) return { owner: at, asked }
      if (key === successor || between(at, key, successor)) return { owner: successor, asked }
      at = closestPreceding(at, routes, key, ALL_ALIVE, 1)[0]?.id ?? successor
      asked.push(at)
    }
  }

  /** Made when first needed: a lookup touches few nodes of a large ring. */
  #at(id: Id): Tables {
    const known = this.#tables.get(id)
    if (known !== undefined) return known
    const index = firstAtOrAfter(this.ids, id)
    const successors = Array.from({ length: this.#successors }, (_, i) => placeAfter(this.ids, index, i + 1))
    const spans = foldFingers(SPACE_160, id, [...successors, ...fingerTargets(this.ids, id)])
    const tables = {
      predecessor: placeAfter(this.ids, index, -1),
      successor: successors[0] as Id,
      routes: routesOf(id, spans, successors)
    }
    this.#tables.set(id, tables)
    return tables
  }
}
