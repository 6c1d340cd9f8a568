import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { leadHandedOff } from '../../../shared/api/channels.ts'

/** A webhook receiver that answers at once. */
export interface Hook {
  url: string
  /** Lead -> when its hand-off first came, epoch milliseconds. */
  received: Map<string, number>
  requests(): number
  close(): Promise<void>
}

export async function openHook(): Promise<Hook> {
  const received = new Map<string, number>()
  let requests = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const at = Date.now()
      response.writeHead(204).end()
      requests += 1
      const { id } = leadHandedOff.parse(JSON.parse(Buffer.concat(chunks).toString())).data.lead
      if (!received.has(id)) received.set(id, at)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    requests: () => requests,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
