/** Every message of proto/ring.proto and proto/storage.proto as a table of fields, and every method by name and number. */
import type { Id } from '../../shared/ids'
import { MAX_KEY_BYTES, MAX_VALUE_BYTES } from '../../shared/limits'
import type { NodeRef } from '../../shared/model'
import type {
  DataReply,
  Method,
  Methods,
  Neighbours,
  RecordChunk,
  RequestOf,
  ResponseOf,
  RouteReply,
  StoredRecord,
  Version
} from '../chord/messages'
import { bool, choice, empty, id, idOrEmpty, idOrNull, ids, key, many, message, one, oneOf, oneOrNull } from './fields'
import { sints, text, uint, value } from './fields'
import type { Shape } from './fields'

/** How a method stands on the wire. */
export interface MethodSpec<M extends Method = Method> {
  readonly name: M
  /** Its number in a frame. */
  readonly number: number
  /** `/package.Service/Method`. */
  readonly path: string
  readonly request: Shape<RequestOf<M>>
  readonly response: Shape<ResponseOf<M>>
}

const nodeRef = message<NodeRef>({ id: id(1), address: text(2) })

const version = message<Version>({
  wallMs: uint(1),
  counter: uint(2),
  writer: id(3)
})

const record = message<StoredRecord>({
  keyId: id(1),
  key: key(2, MAX_KEY_BYTES),
  value: value(3, MAX_VALUE_BYTES),
  version: one(4, version),
  expiresAtMs: uint(5),
  deleted: bool(6)
})

const routeReply = oneOf<RouteReply>({
  owner: [
    1,
    message(
      {
        owner: one(1, nodeRef),
        predecessor: id(2),
        via: choice(3, ['owner', 'successor'])
      },
      'owner'
    )
  ],
  closer: [2, message({ nodes: many(1, nodeRef), exponents: sints(2) }, 'closer')]
})

const dataReply = oneOf<DataReply>({
  done: [1, message({ record: oneOrNull(1, record) }, 'done')],
  moved: [2, message({ hint: oneOrNull(1, nodeRef) }, 'moved')]
})

/** One chunk of a streamed transfer. */
export const recordChunk = message<RecordChunk>({ records: many(1, record) })

/** The request of `Pull`. */
export const pullRequest = message<{ transfer: string }>({ transfer: text(1) })

/** The first frame of each direction of a link. */
export const helloMessage = message<{ node: NodeRef; to: Id }>({
  node: one(1, nodeRef),
  to: idOrEmpty(2)
})

const nothing = empty<Record<string, never>>()
const transferOnly = message<{ transfer: string }>({ transfer: text(1) })
const keyOnly = message<{ key: string }>({ key: key(1, MAX_KEY_BYTES) })
const nodeOnly = message<{ node: NodeRef }>({ node: one(1, nodeRef) })
const ownerAndPath = message<{ owner: NodeRef; path: NodeRef[] }>({
  owner: one(1, nodeRef),
  path: many(2, nodeRef)
})

type Row<M extends Method> = readonly [number, Shape<Methods[M]['request']>, Shape<Methods[M]['response']>]

const neighbours = message<Neighbours>({
  node: one(1, nodeRef),
  predecessor: one(2, nodeRef),
  successors: many(3, nodeRef),
  servedFrom: idOrNull(4),
  serial: uint(5)
})

const ring: {
  [M in 'ping' | 'neighbours' | 'notify' | 'nudge' | 'route' | 'leaving' | 'changed' | 'fingers' | 'resolve']: Row<M>
} = {
  ping: [1, nothing, nodeOnly],
  neighbours: [2, nothing, neighbours],
  notify: [3, nodeOnly, nothing],
  nudge: [4, nothing, nothing],
  route: [5, message({ id: id(1), avoid: ids(2), near: bool(3) }), routeReply],
  leaving: [
    6,
    message({
      node: one(1, nodeRef),
      predecessor: one(2, nodeRef),
      successors: many(3, nodeRef)
    }),
    nothing
  ],
  changed: [7, neighbours, nothing],
  fingers: [8, nothing, message({ nodes: many(1, nodeRef) })],
  resolve: [9, message({ id: id(1), hopsLeft: uint(2) }), message({ owner: one(1, nodeRef) })]
}

const storage: { [M in Exclude<Method, keyof typeof ring>]: Row<M> } = {
  write: [
    16,
    message({
      keyId: id(1),
      key: key(2, MAX_KEY_BYTES),
      value: value(3, MAX_VALUE_BYTES),
      expiresAtMs: uint(4),
      deleted: bool(5),
      operation: text(6)
    }),
    dataReply
  ],
  read: [17, message({ keyId: id(1) }), dataReply],
  handoffBegin: [
    18,
    message({
      gaining: one(1, nodeRef),
      end: id(2),
      cause: choice(3, ['join', 'leave', 'repair'])
    }),
    message({
      granted: bool(1),
      transfer: text(2),
      start: idOrEmpty(3),
      total: uint(4)
    })
  ],
  handoffForward: [19, message({ transfer: text(1), record: one(2, record) }), nothing],
  handoffCommit: [
    20,
    message({ transfer: text(1), digest: text(2) }),
    message({ committed: bool(1), digest: text(2) })
  ],
  handoffConfirm: [21, transferOnly, message({ dropped: uint(1) })],
  handoffOffer: [22, message({ leaving: one(1, nodeRef) }), message({ accepted: bool(1) })],
  put: [
    32,
    message({
      key: key(1, MAX_KEY_BYTES),
      value: value(2, MAX_VALUE_BYTES),
      ttlMs: uint(3)
    }),
    message({
      owner: one(1, nodeRef),
      path: many(2, nodeRef),
      version: text(3)
    })
  ],
  get: [
    33,
    keyOnly,
    message({
      found: bool(1),
      value: value(2, MAX_VALUE_BYTES),
      expiresAtMs: uint(3),
      owner: one(4, nodeRef),
      path: many(5, nodeRef)
    })
  ],
  delete: [34, keyOnly, ownerAndPath],
  lookup: [35, message({ id: id(1) }), ownerAndPath]
}

function specs(service: string, rows: Record<string, Row<Method>>): [string, MethodSpec][] {
  return Object.entries(rows).map(([name, [number, request, response]]) => {
    const path = `/toruslab.${service}/${name[0]!.toUpperCase()}${name.slice(1)}`
    return [name, { name: name as Method, number, path, request, response } as MethodSpec]
  })
}

/** Every method by its name. */
export const METHODS = Object.fromEntries([
  ...specs('Ring', ring as unknown as Record<string, Row<Method>>),
  ...specs('Storage', storage as unknown as Record<string, Row<Method>>)
]) as unknown as { readonly [M in Method]: MethodSpec<M> }

/** Every method by its number in a frame. */
export const METHOD_BY_NUMBER: readonly (MethodSpec | undefined)[] = Object.values(METHODS).reduce<
  (MethodSpec | undefined)[]
>((table, spec) => {
  table[spec.number] = spec as MethodSpec
  return table
}, [])
