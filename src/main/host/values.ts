/** Values as text: what commands, views and snapshots carry instead of bytes. */
import type { ValueView } from '../../shared/contract'
import { MAX_KEY_BYTES, MAX_VALUE_BYTES } from '../../shared/limits'
import { LabFailure } from './failure'
import type { Bytes } from './protocol'

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const LONE_SURROGATE = /\p{Surrogate}/u

/** The bytes of a value. Throws LabFailure when it is not base64 or too large. */
export function bytesOf(value: Bytes): Uint8Array {
  if (value.encoding === 'base64' && !isBase64(value.data))
    throw new LabFailure('invalid', `value is not base64: ${excerpt(value.data)}`)
  const bytes = Buffer.from(value.data, value.encoding)
  if (bytes.length > MAX_VALUE_BYTES)
    throw new LabFailure('invalid', `value too large: ${bytes.length} bytes (limit ${MAX_VALUE_BYTES})`)
  return bytes
}

/** Bytes as UTF-8 where they are that, else as base64. */
export function textOf(bytes: Uint8Array): Bytes {
  try {
    return { encoding: 'utf8', data: strictUtf8.decode(bytes) }
  } catch {
    return { encoding: 'base64', data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64') }
  }
}

/** A stored value as the window shows it. */
export function valueView(bytes: Uint8Array, expiresAtMs: number): ValueView {
  return { ...textOf(bytes), size: bytes.length, expiresAt: expiresAtMs === 0 ? null : expiresAtMs }
}

/** Throws LabFailure for a key that no node would take. */
export function checkKey(key: string): void {
  if (key === '') throw new LabFailure('invalid', 'key is empty: ""')
  if (LONE_SURROGATE.test(key)) throw new LabFailure('invalid', `key is not valid Unicode: ${excerpt(key)}`)
  const bytes = Buffer.byteLength(key)
  if (bytes > MAX_KEY_BYTES)
    throw new LabFailure('invalid', `key too long: ${bytes} bytes (limit ${MAX_KEY_BYTES}): ${excerpt(key)}`)
}

/** The beginning of a text, for a message. */
export function excerpt(text: string): string {
  const quoted = JSON.stringify(text)
  return quoted.length <= 60 ? quoted : `${quoted.slice(0, 56)}…"`
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
}
