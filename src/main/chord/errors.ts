/** The one error of the protocol core. Each code says what the caller should do. */
export type ChordErrorCode =
  /** Nobody listens there, or the connection broke: treat the peer as suspect, try another. */
  | 'unavailable'
  /** No answer in time: the effect may or may not have happened; retry with the same operation id. */
  | 'timeout'
  /** The caller gave up or the node is stopping: do not retry. */
  | 'cancelled'
  /** The request itself is wrong, and will be wrong next time: tell the user. */
  | 'invalid'
  /** The node cannot do this in its present state: look again, then retry. */
  | 'refused'
  /** The node has no place on a ring (it starts, or it has left): for the ring it is as good as dead. */
  | 'off-ring'
  /** A bug on the other side: report it. */
  | 'internal'

export class ChordError extends Error {
  readonly code: ChordErrorCode

  constructor(code: ChordErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ChordError'
    this.code = code
  }

  /** Makes a ChordError of whatever was thrown; what is one already passes through. */
  static from(cause: unknown): ChordError {
    if (cause instanceof ChordError) return cause
    return new ChordError('internal', cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
