import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below what systems give out to who asks for any port: while the program that keeps it is down nobody else gets it. */
const [FIRST, END] = [11_000, 32_000]

/** A port that nobody listens on, for a program that is to be found there again after it was ended. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, END)
    const server = createServer()
    const isFree = await new Promise<boolean>((done) => {
      server.once('error', () => done(false))
      server.listen(port, '127.0.0.1', () => done(true))
    })
    if (!isFree) continue
    await new Promise((done) => server.close(done))
    return port
  }
}
