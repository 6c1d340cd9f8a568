import { FaultError, SaveError } from '../../../renderer/db/errors.ts'
import type { Desk } from '../../../renderer/flow/desk.ts'
import { runRound } from '../../../renderer/sync/engine.ts'
import { type Api, createApi } from '../../../renderer/sync/transport.ts'
import { type Person, syncResponse } from '../../../shared/sync/protocol.ts'
import { createMachine, type Machine, type Running } from '../../renderer/support/machine.ts'
import { createFaultyFile, type FaultyFile } from '../support/faulty-file.ts'
import type { Random } from '../support/random.ts'
import type { Network } from './network.ts'
import { isRefusal, isStorageFault } from './refusals.ts'

/** What a machine did, as far as its person was told. */
export interface Ledger {
  /** Events that were said to be saved. */
  saved: Set<string>
  /** Ids that were given in commits of which the person was told that nothing is saved. */
  refused: Set<string>
  /** Ids that were given in commits in which the machine died. */
  unsure: Set<string>
}

/** One person's machine in the simulation. At most one thing waits for the network at a time. */
export interface SimDesk {
  index: number
  person: Person
  machine: Machine
  file: FaultyFile
  running: Running
  /** For flows that do without central: calls to it fail at once. */
  offline: Desk
  /** For flows that ask central. */
  online: Desk
  ledger: Ledger
  /** What waits for the network. */
  task: Promise<void> | null
  /** Resolves when the machine dies in a write; null: it is not about to. */
  dying: Promise<void> | null
  operations: number
  /** How often each kind of notice was given at a start. */
  notices: Map<string, number>
}

export interface DeskOptions {
  index: number
  person: Person
  random: Random
  time: { now: number }
  fetch: typeof globalThis.fetch
}

export async function createSimDesk(options: DeskOptions): Promise<AnyDesk> {
  const { index, person, random, time, fetch } = options
  let off = wrongBy(random)
  const clock = {
    get now() {
      return time.now + off
    },
  }
  const file = createFaultyFile()
  let issued: string[] = []
  const newId = () => {
    const id = random.uuid(time.now)
    issued.push(id)
    return id
  }
  const machine = await createMachine(person.id, clock, { file, person, newId })
  await machine.loseDatabase()
  const api = createApi(fetch)
  const running = await machine.start()
  const known = new Set<string>()
  const desk: SimDesk = {
    index,
    person,
    machine,
    file,
    running,
    offline: running.desk,
    online: { ...running.desk, api },
    ledger: { saved: new Set(), refused: new Set(), unsure: new Set() },
    task: null,
    dying: null,
    operations: 0,
    notices: new Map(),
  }
  const takeStock = () => {
    for (const { event } of desk.running.store.outbox.all()) {
      if (known.has(event.id)) continue
      known.add(event.id)
      desk.ledger.saved.add(event.id)
    }
  }
  const finish = (task: Promise<void>) => {
    if (desk.task === task) desk.task = null
  }
  return Object.assign(desk, {
    async operate(work: () => Promise<unknown>) {
      issued = []
      const dies = desk.dying
      const outcome = await Promise.race([
        work().then(
          () => 'done' as const,
          (error: unknown) => error,
        ),
        ...(dies ? [dies.then(() => 'died' as const)] : []),
      ])
      if (outcome === 'died') for (const id of issued) desk.ledger.unsure.add(id)
      else if (outcome instanceof SaveError) for (const id of issued) desk.ledger.refused.add(id)
      else if (outcome !== 'done' && !isRefusal(outcome) && !isStorageFault(outcome)) throw outcome
      if (outcome !== 'died') takeStock()
      return outcome === 'died' ? 'died' : 'lives'
    },
    begin(work: Promise<unknown>) {
      const task: Promise<void> = work.then(
        () => finish(task),
        (error: unknown) => {
          finish(task)
          if (!(error instanceof FaultError)) throw error
        },
      )
      desk.task = task
    },
    async settle(network: Network) {
      const { task, dying } = desk
      if (!task) return 'lives' as const
      const lives = Promise.race([task, network.nextCall(index)]).then(() => 'lives' as const)
      return dying ? Promise.race([lives, dying.then(() => 'died' as const)]) : lives
    },
    setClock(from: Random) {
      off = wrongBy(from)
    },
    round: () => roundOf(desk.running, api),
    async start() {
      file.revive()
      desk.dying = null
      desk.running = await machine.start()
      desk.offline = desk.running.desk
      desk.online = { ...desk.running.desk, api }
      const kind = desk.running.notice?.kind ?? 'none'
      desk.notices.set(kind, (desk.notices.get(kind) ?? 0) + 1)
      for (const { event } of desk.running.store.outbox.all()) known.add(event.id)
      return desk.running.notice?.kind ?? null
    },
    async die() {
      const { db } = desk.running.store
      // What the database had been handed is decided before the machine is off: half a transaction is never there.
      await db.transaction('r', db.tables, async () => undefined)
      db.close()
      desk.task = null
    },
  })
}

export type AnyDesk = SimDesk & DeskActions

export interface DeskActions {
  /** Does something that writes. 'died': the machine did, in the middle of it. */
  operate(work: () => Promise<unknown>): Promise<'lives' | 'died'>
  /** Goes on with something that waits for the network; what central refuses is refused. */
  begin(work: Promise<unknown>): void
  /** Until what was begun waits for the network again, or is over. */
  settle(network: Network): Promise<'lives' | 'died'>
  /** From now on the machine's clock is wrong by something else. */
  setClock(random: Random): void
  /** One round of the sync. */
  round(): Promise<unknown>
  /** Kind of what the person is told at the start. */
  start(): Promise<string | null>
  die(): Promise<void>
}

function roundOf({ port }: Running, api: Api): Promise<unknown> {
  const send = (body: unknown) =>
    api.request({ method: 'POST', path: 'sync', schema: syncResponse, body, timeout: 0 })
  return runRound({ port, send, deviceState: () => 'ready', onMoved: () => undefined })
}

const YEAR_MS = 365 * 86_400_000

/** Most clocks are off by seconds, some by years. */
const wrongBy = (random: Random): number =>
  Math.floor((random.next() - 0.5) * (random.chance(0.25) ? 8 * YEAR_MS : 20_000))
