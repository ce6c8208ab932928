/** Ids from names: the first bits of SHA-256 (PROTOCOL §1). */
import * as crypto from 'node:crypto'
import { type Id, type IdSpace, toId } from '../../shared/ids'

/** In one call where this Node has it, which takes a third of the time. */
const sha256: (text: string | Uint8Array) => string =
  'hash' in crypto
    ? (text) => (crypto as unknown as OneShot).hash('sha256', text, 'hex')
    : (text) => crypto.createHash('sha256').update(text).digest('hex')

interface OneShot {
  hash(algorithm: string, data: string | Uint8Array, encoding: 'hex'): string
}

/** The id of a text or of bytes: on 160 bits the first 20 bytes of the hash, on a smaller circle its leading bits. */
export function hashId(space: IdSpace, text: string | Uint8Array): Id {
  const digest = sha256(text).slice(0, 40)
  return space.bits === 160 ? digest : toId(space, BigInt(`0x${digest}`) >> BigInt(160 - space.bits))
}
