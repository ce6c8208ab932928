import type { IncomingMessage } from 'node:http'
import type { Sessions } from './sessions'

/** Why a request is turned away. */
export interface Refusal {
  status: 400 | 401 | 403 | 404 | 405
  message: string
}

/** The names under which this gateway may be called; anything else may be another name pointed at this machine. */
export function ownHosts(port: number): string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`]
}

/** The cookie's name carries the port: cookies of one host are shared by all of its ports. */
export function cookieName(port: number): string {
  return `torus_lab_${port}`
}

/** The session that a request's cookie names. */
export function sessionOf(request: IncomingMessage, port: number): string | undefined {
  const prefix = `${cookieName(port)}=`
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
  return cookies.find((cookie) => cookie.startsWith(prefix))?.slice(prefix.length)
}

/** Checks that a request is meant for this gateway and does not come from a foreign page. */
export function checkAddress(request: IncomingMessage, port: number): Refusal | null {
  const host = request.headers.host ?? ''
  if (!ownHosts(port).includes(host)) return { status: 403, message: `host not allowed: ${host || 'none'}` }
  const origin = request.headers.origin
  if (origin !== undefined && origin !== `http://${host}`)
    return { status: 403, message: `origin not allowed: ${origin}` }
  return null
}

/** Checks a WebSocket's opening request: a browser always names the page's origin, so one without is turned away too. */
export function checkUpgrade(request: IncomingMessage, port: number, sessions: Sessions): Refusal | null {
  const refusal = checkAddress(request, port)
  if (refusal !== null) return refusal
  if (request.headers.origin === undefined) return { status: 403, message: 'origin not allowed: none' }
  const path = new URL(request.url ?? '/', 'http://lab').pathname
  if (path !== '/door') return { status: 404, message: `no such door: ${path}` }
  if (!sessions.isOpen(sessionOf(request, port))) return NO_SESSION
  return null
}

export const NO_SESSION: Refusal = {
  status: 401,
  message: 'no session: open the link that the terminal shows'
}
