import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { CentralProcess, sleep, until } from '../e2e/support/central.ts'
import { freePort } from '../setup/free-port.ts'
import { type HandIn, openDesk } from './handoffs/desk.ts'
import { type Hook, openHook } from './handoffs/hook.ts'
import { digits, quantile } from './support/measure.ts'
import type { Report } from './support/report.ts'

const PER_SECOND = 50
const SECONDS = 30
const WARM_UP = 100

/**
 * Hand-offs to a webhook on this machine, 50 a second whether or not the ones before have arrived: from the request that decides the
 * route, as it is sent, to its receipt. Beside it the request alone, to its answer. Throws when one is lost or comes twice.
 */
export async function handoffs(): Promise<Report> {
  const dir = await mkdtemp(join(tmpdir(), 'leadwright-bench-'))
  // The embedded database may run as a user of its own.
  await chmod(dir, 0o755)
  const central = new CentralProcess(join(dir, 'central'), await freePort(), [], Date.now)
  const hook = await openHook()
  try {
    await central.start()
    const handIn = await openDesk(central, hook.url)
    await run(handIn, hook, WARM_UP)
    return reportOf(await run(handIn, hook, PER_SECOND * SECONDS))
  } finally {
    await central.stop()
    await hook.close()
    await rm(dir, { recursive: true, force: true })
  }
}

interface Run {
  /** Milliseconds from the request: to its answer, and to the receipt at the webhook. */
  answered: number[]
  received: number[]
}

async function run(handIn: HandIn, hook: Hook, count: number): Promise<Run> {
  const sent = new Map<string, number>()
  const answered: number[] = []
  const under: Promise<void>[] = []
  const failures: unknown[] = []
  const start = performance.now()
  for (let i = 0; i < count; i += 1) {
    await sleep(Math.max(0, start + (i * 1000) / PER_SECOND - performance.now()))
    const lead = v7()
    const at = Date.now()
    sent.set(lead, at)
    under.push(
      handIn(lead).then(
        () => void answered.push(Date.now() - at),
        (error: unknown) => void failures.push(error),
      ),
    )
  }
  await Promise.all(under)
  if (failures.length > 0) throw failures[0]
  await until('all hand-offs', async () => [...sent.keys()].every((lead) => hook.received.has(lead)))
  if (hook.requests() !== hook.received.size) throw new Error('a hand-off came twice')
  return { answered, received: [...sent].map(([lead, at]) => hook.received.get(lead)! - at) }
}

function reportOf({ answered, received }: Run): Report {
  const row = (name: string, list: readonly number[]) => [
    name,
    digits(quantile(list, 0.5) / quantile(answered, 0.5)),
    ...[0.5, 0.95, 0.99, 1].map((p) => digits(quantile(list, p))),
  ]
  return {
    columns: [
      `${PER_SECOND} leads a second, ${SECONDS} s`,
      'ratio to the request',
      'ms: median',
      '95th',
      '99th',
      'longest',
    ],
    rows: [
      row('**decision to receipt at the webhook** (goal: under 1,000)', received),
      row('the request that brings and decides the lead, to its answer', answered),
    ],
    notes: [
      `${received.length} leads, each handed in alone by a supervisor’s desk with a route that is decided at once; requests go out on the clock, not after the answer of the one before. Times begin when the request is sent: the decision itself, the transaction and the signing are within them. Each came once. Central, its embedded PostgreSQL, the sender and the receiver share the machine.`,
    ],
  }
}
