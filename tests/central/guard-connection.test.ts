import { createServer, type Socket } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { guardConnection } from '../../central/postgres/guard-connection.ts'
import { freePort } from '../setup/free-port.ts'

it('[SY29] what is where the database was, and does not answer, is given up, so that the database is looked for again', async () => {
  const port = await freePort()
  const sockets: Socket[] = []
  const mute = createServer((socket) => void sockets.push(socket)).listen(port, '127.0.0.1')
  onTestFinished(() => {
    vi.useRealTimers()
    for (const socket of sockets) socket.destroy()
    mute.close()
  })
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const told = guardConnection({
    server: async () => `postgres://nobody@127.0.0.1:${port}/none`,
    folder: 'f',
    onPoke: () => undefined,
    onLost: () => undefined,
    onTaken: () => undefined,
  }).catch((error: Error) => error.message)
  await expect.poll(() => sockets).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await told).toContain('timeout')
})
