import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { Fail } from '../../fail.ts'
import type { IngestDeps } from '../../store/leads/ingest-types.ts'
import { readAddress } from '../signed-address.ts'
import { MAX_MAIL } from './read-mail.ts'
import { takeMail } from './take-mail.ts'

export interface Listener {
  port: number
  close(): Promise<void>
}

const MAX_RECIPIENTS = 20
const MAX_CLIENTS = 50
const IDLE_MS = 30_000
/** Where complaints are asked for, and mail about mail is sent. */
const OPEN = new Set(['postmaster', 'abuse', 'complaints'])

/**
 * Takes mail in by SMTP: for signed addresses of the domain, and for postmaster, abuse and complaints; without a domain of its own for any address, since only
 * a server that was told to forwards mail here. It relays nothing. Throws when the port is taken.
 */
export async function listenForMail(
  deps: IngestDeps & { now(): number; onError(error: Error): void },
  { host, port }: { host: string; port: number },
): Promise<Listener> {
  const server = new SMTPServer({
    banner: 'Leadwright',
    size: MAX_MAIL,
    maxClients: MAX_CLIENTS,
    socketTimeout: IDLE_MS,
    closeTimeout: 1000,
    disableReverseLookup: true,
    authOptional: true,
    // It stands behind a mail server, which has certificates and passwords.
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo({ address }, { envelope }, done) {
      if (envelope.rcptTo.length >= MAX_RECIPIENTS) return done(refused(452, '4.5.3 Too many recipients'))
      done(isTaken(deps, address) ? null : refused(550, '5.1.1 No such mailbox'))
    },
    onData(stream, { envelope }, done) {
      const from = envelope.mailFrom
      const sender = from ? from.address : ''
      const recipients = envelope.rcptTo.map((to) => to.address)
      bytesOf(stream)
        .then((raw) => takeMail(deps, raw, { sender, recipients }, deps.now()))
        .then(
          () => done(null, 'taken'),
          (error: Error) => done(answerTo(error, deps.onError)),
        )
    },
  })
  // A client that breaks off is no fault of ours.
  server.on('error', (error) => {
    if (!server.server.listening) return
    if (!('remote' in error)) deps.onError(error)
  })
  const listening = server.listen(port, host)
  await once(listening, 'listening').catch((error: Error) => {
    throw new Error(`INBOUND_SMTP_PORT: mail cannot be taken in at ${host}:${port} (${error.message})`)
  })
  return {
    port: (listening.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

function isTaken({ links, mail: { domain } }: IngestDeps, address: string): boolean {
  if (domain === null) return true
  const at = address.lastIndexOf('@')
  const isOpen =
    address.slice(at + 1).toLowerCase() === domain && OPEN.has(address.slice(0, at).toLowerCase())
  return isOpen || readAddress(links, address, domain) !== null
}

/** All of it, also of one that is too large: the other side listens only when it has sent all. */
async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of stream) if (!stream.sizeExceeded) parts.push(part as Buffer)
  if (stream.sizeExceeded) throw new Fail('tooLarge', 'The mail is too large')
  return Buffer.concat(parts)
}

function answerTo(error: Error, onError: (error: Error) => void): Error {
  if (error instanceof Fail && error.kind === 'tooLarge') return refused(552, '5.3.4 The mail is too large')
  if (error instanceof Fail) return refused(554, '5.6.0 This is no mail')
  onError(error)
  return refused(451, '4.3.0 Try again later')
}

const refused = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode })
