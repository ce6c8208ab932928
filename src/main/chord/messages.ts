/**
 * What peers say to each other: one entry per RPC, plain data both ways. The wire form of the same messages stands in
 * proto/ring.proto and proto/storage.proto.
 */
import type { Id } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'

/**
 * A stored value. `version` orders the writes of one key: wall milliseconds, a counter for writes within one
 * millisecond, and the writer's id to break ties (a hybrid logical clock, PROTOCOL §4). A tombstone is a record.
 */
export interface StoredRecord {
  keyId: Id
  key: string
  value: Uint8Array
  version: Version
  /** Milliseconds since 1970, or 0 for never: absolute, so that it survives every transfer. */
  expiresAtMs: number
  deleted: boolean
}

export interface Version {
  wallMs: number
  counter: number
  writer: Id
}

/** What a node says of its place: the answer to the one question that maintenance asks. */
export interface Neighbours {
  node: NodeRef
  predecessor: NodeRef
  /** Exactly r entries outside the bootstrap phase; an entry with an empty address is padding. */
  successors: NodeRef[]
  /** Start of the range that the node serves, or null while it serves none. */
  servedFrom: Id | null
  /** Grows with each time the node says this in one life: which of two such answers is the newer one. */
  serial: number
}

/** The answer of one node to "who owns this id?". */
export type RouteReply =
  /** `owner` owns the id by what I know; `predecessor` is the start of its arc; the list goes on behind the owner. */
  | { kind: 'owner'; owner: NodeRef; predecessor: Id; via: 'owner' | 'successor' }
  /** Ask one of these, best first; `exponents[i]` is the finger that named it, −1 for the successor list. */
  | { kind: 'closer'; nodes: NodeRef[]; exponents: number[] }

/** The answer of a node asked to read or write: done, or who to ask instead. */
export type DataReply =
  | { kind: 'done'; record: StoredRecord | null }
  /** Not mine to serve: ask `hint` if there is one, else look the key up again. */
  | { kind: 'moved'; hint: NodeRef | null }

/** Request and response of every unary method. */
export interface Methods {
  ping: { request: Record<string, never>; response: { node: NodeRef } }
  /** Predecessor, successor list and served range in one answer (stabilize, join). */
  neighbours: { request: Record<string, never>; response: Neighbours }
  /** I may be your predecessor (rectify). */
  notify: { request: { node: NodeRef }; response: Record<string, never> }
  /** My place or my range changed: this is the answer to your next question about it. A hint; nothing depends on it. */
  changed: { request: Neighbours; response: Record<string, never> }
  /** Something around you changed: stabilize when you like. A hint; nothing depends on it. */
  nudge: { request: Record<string, never>; response: Record<string, never> }
  /**
   * Best next step towards an id. `avoid` lists ids found dead on this lookup. `near` asks to answer from the whole
   * successor list, where a lookup by the paper uses only its head: maintenance saves contacts that way.
   */
  route: { request: { id: Id; avoid: Id[]; near: boolean }; response: RouteReply }
  /**
   * Who owns an id, as maintenance asks: each node passes the question on over links that it has, where a lookup would
   * connect to every node of the path. `hopsLeft` bounds the way.
   */
  resolve: { request: { id: Id; hopsLeft: number }; response: { owner: NodeRef } }
  /** Every distinct finger, for a neighbour whose own table cannot be far from it. */
  fingers: { request: Record<string, never>; response: { nodes: NodeRef[] } }
  /** I am leaving; these are my neighbours. */
  leaving: { request: { node: NodeRef; predecessor: NodeRef; successors: NodeRef[] }; response: Record<string, never> }

  /** Write at the owner. `operation` makes a retry idempotent. */
  write: {
    request: { keyId: Id; key: string; value: Uint8Array; expiresAtMs: number; deleted: boolean; operation: string }
    response: DataReply
  }
  /** Read at the owner; `record` is null when absent. */
  read: { request: { keyId: Id }; response: DataReply }

  /**
   * Hand-off, step 1 (PROTOCOL §4): the gaining node asks the serving node for the part of its range that ends at `end`.
   * Granted: the arc (start, end] and how many records it holds. From here on writes to it are forwarded first.
   */
  handoffBegin: {
    request: { gaining: NodeRef; end: Id; cause: 'join' | 'leave' | 'repair' }
    response: { granted: boolean; transfer: string; start: Id; total: number }
  }
  /** A write to a range that is on its way to you; without a transfer, a record of your range that was found elsewhere. */
  handoffForward: { request: { transfer: string; record: StoredRecord }; response: Record<string, never> }
  /** Step 4 and 5: my digest of the range. Equal: ownership has moved when this answers `committed`. */
  handoffCommit: { request: { transfer: string; digest: string }; response: { committed: boolean; digest: string } }
  /** Step 7: I serve it; delete what I confirmed. */
  handoffConfirm: { request: { transfer: string }; response: { dropped: number } }
  /** A leaver asks its successor to take its range over, by the same hand-off. */
  handoffOffer: { request: { leaving: NodeRef }; response: { accepted: boolean } }

  /** What a client outside the ring says: this node looks the owner up and asks it. */
  put: {
    request: { key: string; value: Uint8Array; ttlMs: number }
    response: { owner: NodeRef; path: NodeRef[]; version: string }
  }
  get: {
    request: { key: string }
    response: { found: boolean; value: Uint8Array; expiresAtMs: number; owner: NodeRef; path: NodeRef[] }
  }
  delete: { request: { key: string }; response: { owner: NodeRef; path: NodeRef[] } }
  lookup: {
    request: { id: Id }
    response: { owner: NodeRef; path: NodeRef[] }
  }
}

export type Method = keyof Methods
export type RequestOf<M extends Method> = Methods[M]['request']
export type ResponseOf<M extends Method> = Methods[M]['response']

/** What a transfer of a range streams: records in bounded chunks, in key order. */
export interface RecordChunk {
  records: StoredRecord[]
}
