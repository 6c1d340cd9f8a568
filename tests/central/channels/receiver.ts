import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { LeadHandedOff } from '../../../shared/api/channels.ts'
import { until } from '../support.ts'

export interface Received {
  id: string
  body: LeadHandedOff
  raw: string
  headers: Record<string, string>
  /** Epoch milliseconds. */
  at: number
}

type Answer = number | ((response: ServerResponse) => void)

export interface Receiver {
  url: string
  received: Received[]
  /** What comes next; the last one goes on. */
  answer(...answers: Answer[]): void
  /** Waits until so many requests came. */
  got(count: number): Promise<Received[]>
  close(): Promise<void>
}

/** A real HTTP server that notes what it gets. */
export async function receiver(): Promise<Receiver> {
  const received: Received[] = []
  let answers: Answer[] = [200]
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString()
      const headers = request.headers as Record<string, string>
      received.push({ id: headers['webhook-id']!, body: JSON.parse(raw), raw, headers, at: Date.now() })
      const answer = answers.length > 1 ? answers.shift()! : answers[0]!
      if (typeof answer === 'number') response.writeHead(answer).end()
      else answer(response)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer(...next) {
      answers = next
    },
    async got(count) {
      await until(`${count} requests, there were ${received.length}`, () => received.length >= count)
      return received
    },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** Throws unless the secret signed it. */
export const verify = (secret: string, { raw, headers }: Received): unknown =>
  new Webhook(secret).verify(raw, headers)
