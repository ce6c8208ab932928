/** Ids from names: the first bits of SHA-256 (PROTOCOL §1). */
import { createHash } from 'node:crypto'
import { type Id, type IdSpace, toId } from '../../shared/ids'

/** The id of a text or of bytes: on 160 bits the first 20 bytes of the hash, on a smaller circle its leading bits. */
export function hashId(space: IdSpace, text: string | Uint8Array): Id {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 40)
  return space.bits === 160 ? digest : toId(space, BigInt(`0x${digest}`) >> BigInt(160 - space.bits))
}
