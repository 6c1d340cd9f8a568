import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** What a server does with one attempt: 'accept', 'drop' (amid the text), 'accept and drop' (before the answer), 'sleep', or an answer like '450 4.2.0 Later'. */
export type Answer = string

export interface MailServer {
  url: string
  /** What comes of the next attempts at an address; after them all is accepted. */
  answer(address: string, answers: Answer[]): void
  /** The mails that were taken for an address. */
  got(address: string): { from: string; text: string }[]
  close(): Promise<void>
}

/** A real mail server that fails as it is told to. */
export async function mailServer(): Promise<MailServer> {
  const planned = new Map<string, Answer[]>()
  const taken: { from: string; to: string; text: string }[] = []
  const sockets = new Set<import('node:net').Socket>()
  const underWay = new Map<string, Answer>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    closeTimeout: 100,
    onRcptTo({ address }, session, done) {
      const answer = planned.get(address)?.shift() ?? 'accept'
      underWay.set(session.id, answer)
      const code = Number(/^[45]\d\d/.exec(answer)?.[0])
      if (code) return done(Object.assign(new Error(answer.slice(4)), { responseCode: code }))
      done()
    },
    onData(stream, { id, envelope }, done) {
      const answer = underWay.get(id) ?? 'accept'
      const drop = () => {
        for (const socket of sockets) socket.destroy()
      }
      if (answer === 'drop') stream.once('data', drop)
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (answer === 'drop' || answer === 'sleep') return
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        const text = Buffer.concat(parts).toString()
        for (const to of envelope.rcptTo) taken.push({ from, to: to.address, text })
        if (answer === 'accept and drop') drop()
        else done()
      })
    },
  })
  // Connections that it drops itself.
  server.on('error', () => undefined)
  server.server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    answer: (address, answers) => void planned.set(address, [...answers]),
    got: (address) => taken.filter((mail) => mail.to === address),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
