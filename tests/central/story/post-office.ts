import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A mail server that keeps what it is given, each Message-ID once, as real ones show it. */
export async function postOffice() {
  const mails = new Map<string, ParsedMail>()
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        mails.set(mail.messageId ?? '', mail)
        done()
      }, done)
    },
  })
  // A sender that is killed breaks off in mid-sentence.
  server.on('error', () => undefined)
  const port = await new Promise<number>((done) => {
    const listening = server.listen(0, '127.0.0.1', () =>
      done((listening.address() as { port: number }).port),
    )
  })
  const to = (mail: ParsedMail) => (mail.to as AddressObject).value.map((t) => t.address ?? '')
  return {
    url: `smtp://127.0.0.1:${port}`,
    mailsTo: (address: string) => [...mails.values()].filter((mail) => to(mail).includes(address)),
    close: () => new Promise<void>((done) => server.close(() => done())),
  }
}
