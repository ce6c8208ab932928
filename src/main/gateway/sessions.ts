import { randomBytes } from 'node:crypto'

const TOKEN_BYTES = 32
const MAX_SESSIONS = 64

/** What became of a token that somebody showed. */
export type TokenResult = { ok: true; session: string } | { ok: false; reason: 'unknown' | 'used' }

/**
 * Who may come in. A link carries a token that opens one session; the session lives in a cookie until the gateway
 * ends. Tokens and sessions are 256 random bits, so looking one up in a set tells nothing by its timing.
 */
export class Sessions {
  private readonly fresh = new Set<string>()
  private readonly used = new Set<string>()
  private readonly open = new Set<string>()

  /** A new token for one link. */
  issueToken(): string {
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    this.fresh.add(token)
    return token
  }

  /** Trades a token for a session, once. */
  redeem(token: string): TokenResult {
    if (this.used.has(token)) return { ok: false, reason: 'used' }
    if (!this.fresh.delete(token)) return { ok: false, reason: 'unknown' }
    this.used.add(token)
    const session = randomBytes(TOKEN_BYTES).toString('base64url')
    this.open.add(session)
    const oldest = this.open.values().next().value
    if (this.open.size > MAX_SESSIONS && oldest !== undefined) this.open.delete(oldest)
    return { ok: true, session }
  }

  isOpen(session: string | undefined): boolean {
    return session !== undefined && this.open.has(session)
  }
}
