import { protocol } from 'electron'
import { readAsset, securityHeaders } from '../door/assets'

export const SCHEME = 'app'
/** The window's own origin. */
export const APP_ORIGIN = `${SCHEME}://lab`

/** Must run before Electron is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }
  ])
}

/** Serves the built renderer under `app://lab/`, with its content security policy. */
export function serveAppScheme(rendererDir: string): void {
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url)
    const asset = url.host === 'lab' && request.method === 'GET' ? await readAsset(rendererDir, url.pathname) : null
    if (asset === null) return new Response('not found', { status: 404, headers: securityHeaders() })
    return new Response(new Uint8Array(asset.body), { headers: { ...securityHeaders(), 'content-type': asset.type } })
  })
}

/** Whether a URL is a page of ours: the app's origin, or in `npm run dev` the development server's. */
export function isOwnPage(url: string, devServer: string | undefined): boolean {
  const origin = originOf(url)
  return origin === APP_ORIGIN || (devServer !== undefined && origin === originOf(devServer))
}

function originOf(url: string): string | null {
  try {
    const { protocol: scheme, host } = new URL(url)
    return `${scheme}//${host}`
  } catch {
    return null
  }
}
