import type { SessionVault } from './session-vault.ts'

/** What is needed of Electron's `net.fetch`, the network of Chromium with the system's proxies and certificates. */
export type Fetch = (url: string, init: RequestInit & { duplex?: 'half' }) => Promise<Response>

const SESSION_PATH = '/api/v1/session'
const SESSION_COOKIE = /(?:^|[,;]\s*)leadwright=([^;,\s]+)/

/** Never passed on: they belong to one leg of the way, or say who is asking, which here is the shell's business. */
const NOT_SENT =
  /^(host|origin|referer|cookie|authorization|connection|content-length|accept-encoding|sec-.*|proxy-.*)$/
/** The body was decoded on arrival, so that its coding and length no longer hold. */
const NOT_RETURNED = /^(set-cookie|content-encoding|content-length|transfer-encoding|connection|keep-alive)$/

/**
 * Answers the page's call of /api with central's answer. Bodies stream both ways. The session's token is put on here and
 * taken off here; the page never sees it. When central cannot be reached the answer is a 503 problem.
 */
export async function forward(
  request: Request,
  central: string,
  session: SessionVault,
  fetch: Fetch,
): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const headers = new Headers([...request.headers].filter(([name]) => !NOT_SENT.test(name)))
  const token = session.token()
  if (token !== null) headers.set('authorization', `Bearer ${token}`)

  const abort = new AbortController()
  request.signal.addEventListener('abort', () => abort.abort())
  const answer = await ask()
  if (pathname === SESSION_PATH) await followSession(request.method, answer, session)
  const returned = new Headers([...answer.headers].filter(([name]) => !NOT_RETURNED.test(name)))
  return new Response(abortable(answer.body, abort), {
    status: answer.status,
    statusText: answer.statusText,
    headers: returned,
  })

  async function ask(): Promise<Response> {
    try {
      return await fetch(central + pathname + search, {
        method: request.method,
        headers,
        body: request.body,
        ...(request.body ? { duplex: 'half' } : {}),
        signal: abort.signal,
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
      })
    } catch (error) {
      return unreachable(error)
    }
  }
}

/**
 * A sign-out counts here whatever central says of it: it may be out of reach. A sign-in that is refused can give a session that hands in
 * what waits, and nothing else.
 */
async function followSession(method: string, answer: Response, session: SessionVault): Promise<void> {
  if (method === 'DELETE') return session.forget()
  if (method !== 'POST') return
  const token = SESSION_COOKIE.exec(answer.headers.getSetCookie().join(', '))?.[1]
  if (token) await session.keep(decodeURIComponent(token))
}

/** The page going away from an endless answer (the poke line) must end central's side of it too. */
function abortable(
  body: ReadableStream<Uint8Array> | null,
  abort: AbortController,
): ReadableStream<Uint8Array> | null {
  if (body === null) return null
  const reader = body.getReader()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel(reason) {
      abort.abort()
      await reader.cancel(reason)
    },
  })
}

function unreachable(cause: unknown): Response {
  const problem = {
    type: 'about:blank',
    title: 'Central cannot be reached',
    status: 503,
    detail: cause instanceof Error ? cause.message : String(cause),
  }
  return new Response(JSON.stringify(problem), {
    status: 503,
    headers: { 'content-type': 'application/problem+json' },
  })
}
