/** The one table between the errors of the protocol core and the status codes of gRPC. */
import { status } from '@grpc/grpc-js'
import { ChordError } from '../chord/errors'
import type { ChordErrorCode } from '../chord/errors'

const STATUS_OF: Record<ChordErrorCode, status> = {
  unavailable: status.UNAVAILABLE,
  timeout: status.DEADLINE_EXCEEDED,
  cancelled: status.CANCELLED,
  invalid: status.INVALID_ARGUMENT,
  refused: status.FAILED_PRECONDITION,
  'off-ring': status.ABORTED,
  internal: status.INTERNAL
}

/** Codes that we do not send, but that gRPC itself or a foreign node may. */
const FOREIGN: Partial<Record<status, ChordErrorCode>> = {
  [status.RESOURCE_EXHAUSTED]: 'invalid',
  [status.OUT_OF_RANGE]: 'invalid',
  [status.UNIMPLEMENTED]: 'invalid',
  [status.NOT_FOUND]: 'refused',
  [status.ALREADY_EXISTS]: 'refused',
  [status.PERMISSION_DENIED]: 'refused',
  [status.UNAUTHENTICATED]: 'refused'
}

const CODE_OF = new Map<number, ChordErrorCode>(
  Object.entries(FOREIGN).map(([code, chord]) => [Number(code), chord] as const)
)
for (const [chord, code] of Object.entries(STATUS_OF)) CODE_OF.set(code, chord as ChordErrorCode)

/** The gRPC status code of an error of ours. */
export function statusOf(code: ChordErrorCode): status {
  return STATUS_OF[code]
}

/** The error of ours that a gRPC status stands for. */
export function errorOf(code: number, details: string): ChordError {
  return new ChordError(CODE_OF.get(code) ?? 'internal', details)
}

/** What a gRPC handler answers for whatever was thrown. */
export function statusObject(cause: unknown): { code: status; details: string } {
  const error = ChordError.from(cause)
  return { code: statusOf(error.code), details: error.message }
}
