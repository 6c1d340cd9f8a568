import { setTimeout as sleep } from 'node:timers/promises'
import { v7 } from 'uuid'
import type { ImportProgress } from '../../../shared/api/api.ts'
import type { ReassignRequest } from '../../../shared/api/reassign.ts'
import type { SyncResponse } from '../../../shared/sync/protocol.ts'
import type { Api, TestDevice } from '../../central/support.ts'
import { CAMPAIGN } from '../simulation/sim-central.ts'
import { fileOf, type Office } from '../simulation/supervisor-acts.ts'
import type { Random } from './random.ts'

/** What central said it had taken in. */
export interface Noted {
  /** Addresses of the people of files. */
  imported: Set<string>
  reassigned: Set<string>
  /** Leads. */
  handedOff: Set<string>
  /** Of answers that were no yes. */
  statuses: Set<number>
}

export interface AskingCentral {
  office: Office
  /** Of a file. */
  rows: number
  said: Noted
  isOver(): boolean
  /** Both reject while central is away. */
  service: Api
  upload(path: string, body: ReadableStream<Uint8Array>): Promise<Response>
  /** A supervisor's. */
  device: TestDevice
}

const PIECES = 4
const TRIES_AFTER = 600

/** Files one after the other, each sent slowly and again until central says that it is in. */
export async function imports(
  { office, rows, said, isOver, upload }: AskingCentral,
  random: Random,
): Promise<void> {
  while (!isOver()) {
    const text = await fileOf(random, office, rows).text()
    await again(isOver, async () => {
      const answer = await upload(`/imports/${v7()}?campaign=${CAMPAIGN}`, slowly(text))
      return isYes(answer, said) && ((await answer.json()) as ImportProgress).state === 'done'
    })
    for (const [mail] of text.matchAll(/[^,]+@[^,]+/g)) said.imported.add(mail)
  }
}

function slowly(text: string): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(text)
  const size = Math.ceil(bytes.length / PIECES)
  let at = 0
  return new ReadableStream({
    async pull(controller) {
      await sleep(50)
      controller.enqueue(bytes.subarray(at, at + size))
      at += size
      if (at >= bytes.length) controller.close()
    },
  })
}

/** What one agent after the other has is shared out among all: more than one batch of the job that does it. */
export async function reassigns({ office, said, isOver, service }: AskingCentral): Promise<void> {
  for (let n = 0; !isOver(); n += 1) {
    const id = v7()
    const which = { rule: { owners: [office.agents[n % office.agents.length]!, null] } }
    const to = { how: 'evenly' as const, people: office.agents }
    const body: ReassignRequest = { id, which, to, promised: false }
    await again(isOver, async () => isYes(await service('POST', '/reassignments', body), said))
    said.reassigned.add(id)
    await sleep(500)
  }
}

/** New leads with a route set by hand: handed off as soon as central has them. */
export async function handsOff({ device, said, isOver }: AskingCentral): Promise<void> {
  while (!isOver()) {
    const leads = Array.from({ length: 5 }, () => v7())
    const events = leads.flatMap((id) => [
      device.captured(id, { timeline: 'within3' }),
      device.event({ leadId: id, type: 'route.set', payload: { route: 'hot', reason: 'asked for a quote' } }),
    ])
    await again(isOver, async () => {
      const answer = await device.post(events)
      if (!isYes(answer, said)) return false
      const { verdicts } = (await answer.json()) as SyncResponse
      return verdicts.every((v) => v.verdict !== 'rejected')
    })
    for (const lead of leads) said.handedOff.add(lead)
    await sleep(200)
  }
}

function isYes({ ok, status }: Response, { statuses }: Noted): boolean {
  if (!ok) statuses.add(status)
  return ok
}

/** Until central says yes, however often it is away; once it is over, it must. */
async function again(isOver: () => boolean, ask: () => Promise<boolean>): Promise<void> {
  for (let left = TRIES_AFTER; left > 0; left -= isOver() ? 1 : 0) {
    if (await ask().catch(() => false)) return
    await sleep(100)
  }
  throw new Error('central says no, again and again')
}
