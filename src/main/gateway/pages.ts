import { type IncomingMessage, STATUS_CODES, type ServerResponse } from 'node:http'
import { readAsset, securityHeaders } from '../door/assets'
import { type Refusal, NO_SESSION, checkAddress, cookieName, ownHosts, sessionOf } from './guard'
import type { Sessions } from './sessions'

export interface PagesOptions {
  port: number
  rendererDir: string
  sessions: Sessions
}

/** Answers one HTTP request: trades a link's token for the cookie, and serves the built renderer to who has it. */
export async function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  { port, rendererDir, sessions }: PagesOptions
): Promise<void> {
  const headers = { ...securityHeaders(ownHosts(port).map((host) => `ws://${host}`)), 'cache-control': 'no-store' }
  const refuse = (refusal: Refusal) => sendRefusal(request, response, refusal, headers)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse({ status: 405, message: `method not allowed: ${request.method}` })
  const refusal = checkAddress(request, port)
  if (refusal !== null) return refuse(refusal)

  const url = new URL(request.url ?? '/', 'http://lab')
  const token = url.searchParams.get('token')
  if (token !== null) {
    const result = sessions.redeem(token)
    // A reload of the link in the browser that already used it is no reason to lock anybody out.
    if (!result.ok && !sessions.isOpen(sessionOf(request, port))) return refuse(badToken(result.reason))
    if (result.ok)
      response.setHeader('set-cookie', `${cookieName(port)}=${result.session}; HttpOnly; SameSite=Strict; Path=/`)
    response.writeHead(303, { ...headers, location: '/' }).end()
    return
  }
  if (!sessions.isOpen(sessionOf(request, port))) return refuse(NO_SESSION)
  if (url.pathname === '/session') {
    response.writeHead(204, headers).end()
    return
  }
  const asset = await readAsset(rendererDir, url.pathname)
  if (asset === null) return refuse({ status: 404, message: `no such page: ${url.pathname.slice(0, 200)}` })
  response.writeHead(200, { ...headers, 'content-type': asset.type, 'content-length': asset.body.length })
  response.end(request.method === 'HEAD' ? undefined : asset.body)
}

function badToken(reason: 'unknown' | 'used'): Refusal {
  const what = reason === 'used' ? 'token already used: each link works once' : 'wrong token'
  return { status: 401, message: `${what}; press Enter in the terminal for a new link` }
}

function sendRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  { status, message }: Refusal,
  headers: Record<string, string>
): void {
  const wantsPage = request.headers.accept?.includes('text/html') ?? false
  const body = wantsPage ? refusalPage(status, message) : `${JSON.stringify({ error: { status, message } })}\n`
  const type = wantsPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8'
  response.writeHead(status, { ...headers, 'content-type': type }).end(body)
}

function refusalPage(status: number, message: string): string {
  const title = `${status} ${STATUS_CODES[status] ?? ''}`
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="dark light"><title>Torus Lab: ${title}</title></head>
<body><h1>${title}</h1><p>${escapeHtml(message)}</p></body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
