import type { CustomScheme, Protocol } from 'electron'
import { type Fetch, forward } from './forward.ts'
import type { SessionVault } from './session-vault.ts'
import { serveFile } from './static-files.ts'

const SCHEME = 'app'
/** Owns the page's database: must never change. */
export const APP_ORIGIN = `${SCHEME}://leadwright`

/** To be registered before the app is ready. Secure and standard: storage, workers and fetch as on https. */
export const APP_SCHEME: CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
}

export interface AppProtocol {
  rendererDir: string
  central: string
  session: SessionVault
  fetch: Fetch
}

/** Serves the page at app://leadwright and forwards its /api to central. */
export function handleAppProtocol(
  protocol: Protocol,
  { rendererDir, central, session, fetch }: AppProtocol,
): void {
  protocol.handle(SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url)
    if (`${SCHEME}://${host}` !== APP_ORIGIN) return new Response('Not found', { status: 404 })
    if (pathname === '/api' || pathname.startsWith('/api/')) return forward(request, central, session, fetch)
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 })
    return serveFile(rendererDir, pathname)
  })
}
