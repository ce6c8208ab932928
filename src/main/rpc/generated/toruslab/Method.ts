// Original file: proto/ring.proto

/**
 * The unary methods of this package, as a link names them.
 */
export const Method = {
  METHOD_UNSPECIFIED: 'METHOD_UNSPECIFIED',
  PING: 'PING',
  NEIGHBOURS: 'NEIGHBOURS',
  NOTIFY: 'NOTIFY',
  NUDGE: 'NUDGE',
  ROUTE: 'ROUTE',
  LEAVING: 'LEAVING',
  CHANGED: 'CHANGED',
  FINGERS: 'FINGERS',
  RESOLVE: 'RESOLVE',
  WRITE: 'WRITE',
  READ: 'READ',
  HANDOFF_BEGIN: 'HANDOFF_BEGIN',
  HANDOFF_FORWARD: 'HANDOFF_FORWARD',
  HANDOFF_COMMIT: 'HANDOFF_COMMIT',
  HANDOFF_CONFIRM: 'HANDOFF_CONFIRM',
  HANDOFF_OFFER: 'HANDOFF_OFFER',
  PUT: 'PUT',
  GET: 'GET',
  DELETE: 'DELETE',
  LOOKUP: 'LOOKUP',
} as const;

/**
 * The unary methods of this package, as a link names them.
 */
export type Method =
  | 'METHOD_UNSPECIFIED'
  | 0
  | 'PING'
  | 1
  | 'NEIGHBOURS'
  | 2
  | 'NOTIFY'
  | 3
  | 'NUDGE'
  | 4
  | 'ROUTE'
  | 5
  | 'LEAVING'
  | 6
  | 'CHANGED'
  | 7
  | 'FINGERS'
  | 8
  | 'RESOLVE'
  | 9
  | 'WRITE'
  | 16
  | 'READ'
  | 17
  | 'HANDOFF_BEGIN'
  | 18
  | 'HANDOFF_FORWARD'
  | 19
  | 'HANDOFF_COMMIT'
  | 20
  | 'HANDOFF_CONFIRM'
  | 21
  | 'HANDOFF_OFFER'
  | 22
  | 'PUT'
  | 32
  | 'GET'
  | 33
  | 'DELETE'
  | 34
  | 'LOOKUP'
  | 35

/**
 * The unary methods of this package, as a link names them.
 */
export type Method__Output = typeof Method[keyof typeof Method]
