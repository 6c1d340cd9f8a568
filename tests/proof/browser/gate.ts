import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * What becomes of calls. 'open': nothing. 'shut': every call of the API fails. 'asked': a round that carries events is heard by nobody. 'told': central
 * takes such a round, and its answer is lost.
 */
export type Passage = 'open' | 'shut' | 'asked' | 'told'

/** Stands between desks and central; the page itself always passes. */
export interface Gate {
  url: string
  passage: Passage
  /** Rounds with events that have come as far as they come; a round holds until its desk is gone. */
  held: number
  close(): Promise<void>
}

const SYNC = '/api/v1/sync'

export async function openGate(central: string): Promise<Gate> {
  const server = createServer((asked, answer) => {
    if (gate.passage === 'shut' && asked.url?.startsWith('/api/')) return void asked.socket.destroy()
    if (asked.url === SYNC) void onRound(asked, answer)
    else pass(asked, answer)
  })
  const gate: Gate = {
    url: '',
    passage: 'open',
    held: 0,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }

  function pass(asked: IncomingMessage, answer: ServerResponse): void {
    const onward = forward(asked, (from) => {
      answer.writeHead(from.statusCode!, from.headers)
      from.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    answer.on('close', () => onward.destroy())
    asked.pipe(onward)
  }

  async function onRound(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = Buffer.concat(await asked.toArray())
    const carriesEvents = !body.includes('"events":[]')
    const { passage } = gate
    if (passage === 'shut') return void answer.destroy()
    if (passage === 'asked' && carriesEvents) return hold()
    const onward = forward(asked, async (from) => {
      const told = Buffer.concat(await from.toArray())
      if (gate.passage === 'shut') return void answer.destroy()
      if (passage === 'told' && carriesEvents) return hold()
      answer.writeHead(from.statusCode!, from.headers).end(told)
    })
    onward.on('error', () => answer.destroy())
    onward.end(body)
  }

  const forward = (asked: IncomingMessage, onAnswer: (from: IncomingMessage) => void) =>
    request(central + asked.url, { method: asked.method!, headers: asked.headers }, onAnswer)
  const hold = () => {
    gate.held += 1
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  gate.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return gate
}
