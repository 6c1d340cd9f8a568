import { guarded, type Handlers, type Sender } from '../../../electron/ipc.ts'
import { type Channel, IPC } from '../../../shared/ipc/contract.ts'
import type { Asked, Outcome, Proof, Size } from '../proof.ts'
import { createRandom, type Random } from '../support/random.ts'
import { hostile } from './hostile-values.ts'

/** Messages a channel. */
const MESSAGES: Record<Size, number> = { test: 20, short: 2000, full: 100_000 }
const ORIGIN = 'app://leadwright'
const SEED = 1

/** What each channel may be handed, said anew and not by the contract: a name that is a path or a number that is a command never. */
const MAY_GET: Partial<Record<Channel, (first: unknown) => boolean>> = {
  'journal:append': isName,
  'journal:read': isName,
  'journal:replace': isName,
  'journal:overwrite': isName,
  'journal:delete': isName,
  'vault:get': isName,
  'vault:set': isName,
  'vault:delete': isName,
  dial: (number) => typeof number === 'string' && /^\+\d{5,15}$/.test(number),
  mail: (address) => typeof address === 'string' && /^[\w.+-]+@[\w.-]+$/.test(address),
  badge: (count) => Number.isSafeInteger(count) && (count as number) >= 0,
}

/** [DS24] Messages of every kind to every channel, from whoever: only the page's main frame is answered, and only as the contract has it. */
export const ipcFuzz: Proof = {
  name: 'ipc-fuzz',
  async run({ size, seed, sizes }: Asked): Promise<Outcome> {
    const messages = sizes.get('times') ?? MESSAGES[size]
    const failures: string[] = []
    let letIn = 0
    const channels = Object.keys(IPC) as Channel[]
    for (const [n, channel] of channels.entries()) {
      const random = createRandom((seed ?? SEED) * 1000 + n)
      for (let i = 0; i < messages && failures.length < 20; i += 1) {
        const sender = senderOf(random)
        const args = argumentsOf(random)
        const { handed, wrong } = await send(channel, sender, args)
        if (handed) letIn += 1
        if (wrong !== null)
          failures.push(`${channel}, message ${i}: ${wrong}\n  replay: npm run proof -- ipc-fuzz`)
      }
    }
    if ('polluted' in {}) failures.push('the prototype of all objects was written to')
    return {
      size: `${channels.length} channels, ${messages} messages each`,
      seeds: `${seed ?? SEED}`,
      failures,
      note: `${letIn} of ${channels.length * messages} let in, all as the contract has them`,
    }
  },
}

const TRUSTED = { origin: ORIGIN, parent: null }

async function send(channel: Channel, sender: Sender, args: unknown[]) {
  let handed: unknown[] | null = null
  const handler = (async (...given: unknown[]) => {
    handed = given
    return null
  }) as Handlers[Channel]
  let error: unknown = null
  await guarded(
    channel,
    handler as never,
    ORIGIN,
  )(sender, ...args).catch((e: unknown) => {
    error = e
  })
  const given = handed as unknown[] | null
  const may = MAY_GET[channel]
  const wrong =
    given === null
      ? error instanceof Error && error.message.startsWith(`${channel}: refused`)
        ? null
        : `not refused in words: ${String(error)}`
      : sender?.origin !== ORIGIN || sender.parent !== null
        ? 'a stranger was answered'
        : may && !may(given[0])
          ? `was handed ${JSON.stringify(given[0])}`
          : null
  return { handed: given !== null, wrong }
}

function isName(name: unknown): boolean {
  return typeof name === 'string' && name.length <= 80 && !/[^a-z0-9-]/.test(name)
}

const senderOf = (random: Random): Sender =>
  random.chance(0.6)
    ? TRUSTED
    : random.pick([
        null,
        { origin: 'null', parent: null },
        { origin: 'https://evil.example', parent: null },
        { origin: `${ORIGIN}.evil.example`, parent: null },
        { origin: 'app://leadwright:1', parent: null },
        { origin: 'APP://LEADWRIGHT', parent: null },
        { origin: ORIGIN, parent: TRUSTED },
        { origin: ORIGIN, parent: undefined },
      ])

function cycle(): object {
  const around: Record<string, unknown> = {}
  around.self = around
  return around
}

/** What a page could send and JSON could not say, beside what is hostile anyway and what is right. */
const ODD: readonly (() => unknown)[] = [
  cycle,
  () => [cycle()],
  () => undefined,
  () => new Map([['title', 'x']]),
  () => new Date(Number.NaN),
  () => new Uint8Array(8),
  () => 10n,
  () => Object.create({ title: 'x', body: 'y' }) as object,
  () => new Proxy({}, { get: () => 'x', ownKeys: () => ['title'] }),
  () => Number.NaN,
  () => Number.NEGATIVE_INFINITY,
  () => 'x'.repeat(3_000_000),
]
const RIGHT: readonly unknown[] = [
  'outbox',
  '+442079460001',
  5,
  ['aGk='],
  { title: 'Call', body: 'Now' },
  { name: 'leads.csv', content: 'a' },
]

function argumentsOf(random: Random): unknown[] {
  const one = () => {
    const kind = random.next()
    if (kind < 0.5) return random.pick(RIGHT)
    return kind < 0.9 ? hostile(random) : random.pick(ODD)()
  }
  return Array.from({ length: random.below(4) }, one)
}
