import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Recorded {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
}

/**
 * The other end of the shell's network: notes what arrives and answers as the routes under test need it. Not central itself,
 * since here the wire is what is looked at.
 */
export async function recordingCentral() {
  const requests: Recorded[] = []
  const poke = { opened: 0, closed: 0, send: (_text: string): void => undefined }

  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    const recorded = { method, url, headers, body: await bodyOf(request) }
    requests.push(recorded)
    if (url === '/api/v1/session' && method === 'POST') {
      response.setHeader('set-cookie', 'leadwright=the-secret-token; HttpOnly; SameSite=Strict; Path=/')
      response.setHeader('content-type', 'application/json').end('{"person":{"name":"Ana"}}')
    } else if (url === '/api/v1/poke') {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: hello\n\n')
      poke.opened += 1
      poke.send = (text) => void response.write(`data: ${text}\n\n`)
      response.on('close', () => {
        poke.closed += 1
      })
    } else if (url === '/api/v1/health') {
      response.setHeader('content-type', 'application/json').end('{"ok":true}')
    } else {
      response.statusCode = 404
      response.setHeader('content-type', 'application/problem+json').end('{"status":404}')
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    poke,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
