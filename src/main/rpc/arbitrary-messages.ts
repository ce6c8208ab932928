/** Arbitrary requests and responses of every method, for property tests of the wire form. */
import fc from 'fast-check'
import type { Id } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import type { DataReply, Method, Methods, RouteReply, StoredRecord, Version } from '../chord/messages'

type Arbitraries = {
  [M in Method]: {
    request: fc.Arbitrary<Methods[M]['request']>
    response: fc.Arbitrary<Methods[M]['response']>
  }
}

const hexDigit = fc.constantFrom(...'0123456789abcdef')
const id: fc.Arbitrary<Id> = fc.array(hexDigit, { minLength: 40, maxLength: 40 }).map((digits) => digits.join(''))
const uint = fc.oneof(fc.maxSafeNat(), fc.nat(300), fc.constantFrom(2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1))
const text = fc.string({ unit: 'binary', maxLength: 60 })
const key = fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), fc.constant('é'.repeat(512)))
const value = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.constantFrom(127, 128, 20_000).map((size) => new Uint8Array(size).fill(7))
)
const node: fc.Arbitrary<NodeRef> = fc.record({
  id,
  address: fc.oneof(
    fc.integer({ min: 1, max: 65_535 }).map((port) => `127.0.0.1:${port}`),
    text
  )
})
const nodes = fc.array(node, { maxLength: 10 })
const version: fc.Arbitrary<Version> = fc.record({ wallMs: uint, counter: uint, writer: id })
const record: fc.Arbitrary<StoredRecord> = fc.record({
  keyId: id,
  key,
  value,
  version,
  expiresAtMs: uint,
  deleted: fc.boolean()
})

const nothing = fc.constant({})
const dataReply: fc.Arbitrary<DataReply> = fc.oneof(
  fc.record({ kind: fc.constant('done' as const), record: fc.option(record) }),
  fc.record({ kind: fc.constant('moved' as const), hint: fc.option(node) })
)
const routeReply: fc.Arbitrary<RouteReply> = fc.oneof(
  fc.record({
    kind: fc.constant('owner' as const),
    owner: node,
    predecessor: id,
    via: fc.constantFrom('owner' as const, 'successor' as const)
  }),
  fc.record({
    kind: fc.constant('closer' as const),
    nodes,
    exponents: fc.array(fc.integer({ min: -1, max: 159 }), { maxLength: 10 })
  })
)
const ownerAndPath = fc.record({ owner: node, path: nodes })

const neighbours = fc.record({
  node,
  predecessor: node,
  successors: nodes,
  servedFrom: fc.option(id),
  serial: uint
})

/** One arbitrary per message. */
export const arbitraryMessages: Arbitraries = {
  ping: { request: nothing, response: fc.record({ node }) },
  neighbours: { request: nothing, response: neighbours },
  changed: { request: neighbours, response: nothing },
  resolve: { request: fc.record({ id, hopsLeft: uint }), response: fc.record({ owner: node }) },
  fingers: { request: nothing, response: fc.record({ nodes }) },
  notify: { request: fc.record({ node }), response: nothing },
  nudge: { request: nothing, response: nothing },
  route: {
    request: fc.record({ id, avoid: fc.array(id, { maxLength: 8 }), near: fc.boolean() }),
    response: routeReply
  },
  leaving: { request: fc.record({ node, predecessor: node, successors: nodes }), response: nothing },
  write: {
    request: fc.record({ keyId: id, key, value, expiresAtMs: uint, deleted: fc.boolean(), operation: text }),
    response: dataReply
  },
  read: { request: fc.record({ keyId: id }), response: dataReply },
  handoffBegin: {
    request: fc.record({ gaining: node, end: id, cause: fc.constantFrom('join', 'leave', 'repair') }),
    response: fc.record({
      granted: fc.boolean(),
      transfer: text,
      start: fc.oneof(id, fc.constant('')),
      total: uint
    })
  },
  handoffForward: { request: fc.record({ transfer: text, record }), response: nothing },
  handoffCommit: {
    request: fc.record({ transfer: text, digest: text }),
    response: fc.record({ committed: fc.boolean(), digest: text })
  },
  handoffConfirm: { request: fc.record({ transfer: text }), response: fc.record({ dropped: uint }) },
  handoffOffer: { request: fc.record({ leaving: node }), response: fc.record({ accepted: fc.boolean() }) },
  put: {
    request: fc.record({ key, value, ttlMs: uint }),
    response: fc.record({ owner: node, path: nodes, version: text })
  },
  get: {
    request: fc.record({ key }),
    response: fc.record({ found: fc.boolean(), value, expiresAtMs: uint, owner: node, path: nodes })
  },
  delete: { request: fc.record({ key }), response: ownerAndPath },
  lookup: { request: fc.record({ id }), response: ownerAndPath }
}
