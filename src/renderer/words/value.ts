/** Reading a value: as text, as JSON, as bytes in hex. */

export interface RawValue {
  encoding: 'utf8' | 'base64'
  data: string
}

/** The bytes of a value. */
export function bytesOf(value: RawValue): Uint8Array {
  if (value.encoding === 'utf8') return new TextEncoder().encode(value.data)
  return Uint8Array.from(atob(value.data), (character) => character.charCodeAt(0))
}

/** The value as text, or null when its bytes are no UTF-8. */
export function textOf(value: RawValue): string | null {
  if (value.encoding === 'utf8') return value.data
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(value))
  } catch {
    return null
  }
}

/** The text laid out as JSON, or null when it is none. */
export function jsonOf(text: string | null): string | null {
  if (text === null || !/^\s*[[{]/.test(text)) return null
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return null
  }
}

/** Bytes as hex, eight to a line with their place: "0000  7b 22 …". */
export function hexOf(bytes: Uint8Array, most = 4096): string {
  const lines: string[] = []
  for (let at = 0; at < Math.min(bytes.length, most); at += 8) {
    const part = [...bytes.subarray(at, Math.min(at + 8, most))]
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const text = part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join('')
    lines.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(23)}  ${text}`)
  }
  return lines.join('\n')
}
