/** The one error of the lab: a code for programs and a sentence that names the value for people. */
import type { Failure, FailureCode } from '../../shared/contract'
import { ChordError, type ChordErrorCode } from '../chord/errors'

export class LabFailure extends Error {
  readonly code: FailureCode

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'LabFailure'
    this.code = code
  }
}

const FROM_CHORD: Record<ChordErrorCode, FailureCode> = {
  unavailable: 'unavailable',
  timeout: 'timeout',
  cancelled: 'cancelled',
  invalid: 'invalid',
  refused: 'unavailable',
  'off-ring': 'unavailable',
  internal: 'internal'
}

/** Whatever was thrown, as plain data for a reply. */
export function failureOf(cause: unknown): Failure {
  if (cause instanceof LabFailure) return { code: cause.code, message: cause.message }
  if (cause instanceof ChordError) return { code: FROM_CHORD[cause.code], message: cause.message }
  return { code: 'internal', message: cause instanceof Error ? cause.message : String(cause) }
}
