import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

/** What a receiver got under one webhook-id: every attempt's bytes. */
export interface Received {
  handOff: string
  lead: string
  attempts: string[]
  taken: boolean
}

/**
 * A CRM that takes hand-offs by webhook, on a bad day: of the first attempts it refuses some, leaves some without an answer, and takes some
 * but breaks the connection before it says so.
 */
export async function badReceiver() {
  const byId = new Map<string, Received>()
  let secret = ''
  let turn = 0
  const wrong: string[] = []
  const server = createServer(async (request, response) => {
    // A sender that is killed breaks off: then nothing was received.
    const body = await text(request).catch(() => null)
    if (body === null) return
    const id = String(request.headers['webhook-id'])
    try {
      new Webhook(secret).verify(body, request.headers as Record<string, string>)
    } catch (error) {
      wrong.push((error as Error).message)
      return void response.writeHead(401).end()
    }
    const { data } = JSON.parse(body)
    const known = byId.get(id)
    const entry: Received = known ?? {
      handOff: data.handOff.id,
      lead: data.lead.id,
      attempts: [],
      taken: false,
    }
    byId.set(id, entry)
    entry.attempts.push(body)
    turn += 1
    if (known === undefined && turn % 9 === 1) return void response.writeHead(500).end()
    if (known === undefined && turn % 40 === 2) return
    entry.taken = true
    if (known === undefined && turn % 7 === 3) return void request.socket.destroy()
    response.writeHead(204).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/crm`,
    /** Requests whose signature was not right. */
    wrong,
    received: () => [...byId.values()],
    trust(given: string) {
      secret = given
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
