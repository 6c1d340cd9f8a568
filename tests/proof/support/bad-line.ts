import { connect, createServer, type Socket } from 'node:net'
import { createRandom } from './random.ts'

/** A TCP line to central that harms what goes over it, by lot. */
export interface BadLine {
  url: string
  /** How often each thing went wrong. */
  faults: Map<string, number>
  /** From now on nothing goes wrong; what was held back arrives. */
  heal(): void
  close(): Promise<void>
}

/** What may happen to a request; each has its lot, in their order on this line. */
const FATES = {
  passes: 58,
  late: 12,
  swallowed: 6,
  cutThere: 5,
  cutBack: 6,
  answerLost: 8,
  twiceAtOnce: 3,
  againLater: 2,
} as const
type Fate = keyof typeof FATES

const LATE_MS = 1500
const SILENT_MS = 4000

/** @param seed of the lots; the same one draws the same */
export async function badLine(port: number, seed: number): Promise<BadLine> {
  const random = createRandom(seed)
  const faults = new Map<string, number>()
  const open = new Set<Carried>()
  let isHealed = false
  const draw = (): Lot => {
    const fate = isHealed ? 'passes' : random.weighted(FATES)
    if (fate !== 'passes') faults.set(fate, (faults.get(fate) ?? 0) + 1)
    return { fate, share: random.next(), wait: random.next() }
  }
  const server = createServer({ noDelay: true }, (client) => {
    const carried = carry(client, port, draw)
    open.add(carried)
    client.once('close', () => open.delete(carried))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    faults,
    heal() {
      isHealed = true
      for (const carried of open) carried.release()
    },
    async close() {
      for (const carried of open) carried.end()
      await new Promise((done) => server.close(done))
    },
  }
}

interface Lot {
  fate: Fate
  /** How much of a chunk passes before a cut, and how much of the longest wait is waited: in [0, 1). */
  share: number
  wait: number
}

interface Carried {
  /** What is held back goes on. */
  release(): void
  end(): void
}

/** One connection. A request begins with the first bytes after those of an answer: clients do not send the next one before. */
function carry(client: Socket, port: number, draw: () => Lot): Carried {
  const central = toCentral(port)
  let lot: Lot | null = null
  let asked: Buffer[] = []
  let held: Buffer[] | null = null
  let copy: Socket | null = null
  let timer: NodeJS.Timeout | undefined

  const end = () => {
    clearTimeout(timer)
    client.destroy()
    central.destroy()
  }
  const release = () => {
    clearTimeout(timer)
    for (const chunk of held ?? []) central.write(chunk)
    held = null
  }
  const begin = () => {
    lot = draw()
    asked = []
    copy = null
    const { fate, wait } = lot
    if (fate === 'late' || fate === 'swallowed') {
      held = []
      timer = setTimeout(fate === 'late' ? release : end, wait * (fate === 'late' ? LATE_MS : SILENT_MS))
    }
    if (fate === 'twiceAtOnce') copy = unheard(port)
  }
  client.on('data', (chunk) => {
    if (!lot) begin()
    asked.push(chunk)
    if (held) return void held.push(chunk)
    if (lot!.fate === 'cutThere') {
      central.end(part(chunk, lot!))
      return void client.destroy()
    }
    central.write(chunk)
    copy?.write(chunk)
  })
  central.on('data', (chunk) => {
    const was = lot
    lot = null
    // Its answer begins: what was asked is done.
    if (was?.fate === 'answerLost') return end()
    if (was?.fate === 'cutBack') {
      client.end(part(chunk, was))
      return void central.destroy()
    }
    if (was?.fate === 'againLater') again(port, Buffer.concat(asked), was.wait * LATE_MS)
    client.write(chunk)
  })
  client.on('close', () => central.destroy())
  central.on('close', () => client.end())
  client.on('error', end)
  return { release, end }
}

const part = (chunk: Buffer, { share }: Lot): Buffer => chunk.subarray(0, Math.floor(chunk.length * share))

function toCentral(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  // 'close' follows, and is what is acted on.
  socket.on('error', () => undefined)
  return socket
}

/** A connection whose answer nobody hears. */
function unheard(port: number): Socket {
  const socket = toCentral(port)
  socket.once('data', () => socket.destroy())
  return socket
}

function again(port: number, request: Buffer, afterMs: number): void {
  setTimeout(() => unheard(port).write(request), afterMs)
}
