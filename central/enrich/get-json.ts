import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { publicLookup, refusePrivateHost } from '../channels/public-address.ts'

const MAX_BYTES = 256 * 1024

interface Options {
  headers: Record<string, string>
  /** For the whole answer. */
  timeoutMs: number
  allowPrivate: boolean
  stopped: AbortSignal
}

/**
 * Asks an address of somebody else's for JSON. null: it answered that it knows nothing (404, 204). Redirects are not followed. Throws
 * with what went wrong, in words; when `stopped` breaks it off, its reason.
 */
export async function getJson(address: string, options: Options): Promise<unknown> {
  const url = new URL(address)
  const limit = AbortSignal.timeout(options.timeoutMs)
  try {
    if (!options.allowPrivate) refusePrivateHost(url)
    const { status, body } = await answerOf(url, options, AbortSignal.any([limit, options.stopped]))
    if (status === 404 || status === 204) return null
    if (status !== 200) throw new Error(`It answered ${status}`)
    return JSON.parse(body)
  } catch (error) {
    options.stopped.throwIfAborted()
    if (limit.aborted) throw new Error(`No answer within ${options.timeoutMs / 1000} s`)
    if (error instanceof SyntaxError) throw new Error('Its answer is no JSON')
    throw error
  }
}

function answerOf(
  url: URL,
  { headers, allowPrivate }: Options,
  signal: AbortSignal,
): Promise<{ status: number; body: string }> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const own = { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'Leadwright' }
  return new Promise((done, fail) => {
    const asked = request(
      url,
      {
        headers: { ...headers, ...own },
        agent: false,
        signal,
        ...(allowPrivate ? {} : { lookup: publicLookup }),
      },
      (response) => {
        read(response).then((body) => done({ status: response.statusCode ?? 0, body }), fail)
      },
    )
    asked.on('error', fail)
    asked.end()
  })
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw new Error(`Its answer is longer than ${MAX_BYTES / 1024} kB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
