import type { Moved } from '../../renderer/db/take-in/moved.ts'
import { answer } from '../../renderer/flow/answer.ts'
import type { Desk } from '../../renderer/flow/desk.ts'
import { finishCall } from '../../renderer/flow/finish-call.ts'
import { instant } from '../../renderer/flow/lead-of.ts'
import { takeCall } from '../../renderer/flow/start-call.ts'
import { writeNote } from '../../renderer/flow/write-note.ts'
import { runRound } from '../../renderer/sync/engine.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { syncResponse } from '../../shared/sync/protocol.ts'
import { type RealDesk, realDesk } from '../central/real-desk.ts'
import { CAMPAIGN, newId, type TestCentral, type TestDevice } from '../central/support.ts'
import { captureDraft } from '../renderer/support/leads.ts'
import type { Asked, Outcome, Proof } from './proof.ts'
import { withCentral } from './support/central.ts'

/** What the agent does without a connection, on a lead in which a call runs already. */
const ACTS: Record<string, (desk: Desk, lead: string, running: string) => Promise<unknown>> = {
  answer: (desk, lead) => answer(desk, lead, 'budget', 'planned'),
  call: (desk, lead) => takeCall(desk, lead),
  disposition: (desk, lead, running) => finishCall(desk, lead, running, 'voicemail'),
  callback: (desk, lead) => {
    const at = instant(desk.now() + 86_400_000)
    const payload = { callback: desk.newId(), agent: desk.me.id, at, whose: 'mine' as const, note: '' }
    return desk.transactor.commit([{ leadId: lead, type: 'callback.scheduled', payload }])
  },
  note: (desk, lead) => writeNote(desk, lead, desk.newId(), 'wants a leaflet'),
}
/** Acts that need a call that runs. */
const IN_CALL = new Set(['disposition'])

interface Scene {
  central: TestCentral
  sue: TestDevice
  adam: TestDevice
  lead: string
  /** Another lead of the agent's; merged with the first before, where a merge is to be undone. */
  other: string
  merge: string
}

const post = async (device: TestDevice, events: unknown[]) => {
  const response = await device.post(events)
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
}

/** What happens at central meanwhile. */
const CHANGES: Record<string, (scene: Scene) => Promise<unknown>> = {
  async reassign({ central, sue, lead }) {
    const { version } = await central.store.db
      .selectFrom('leads')
      .select('version')
      .where('id', '=', lead)
      .executeTakeFirstOrThrow()
    const body = { leads: [{ id: lead, version }], to: central.people.ben.id }
    const { conflicts } = await (await sue.api('POST', '/assignments', body)).json()
    if (conflicts.length > 0) throw new Error('the lead was not reassigned')
  },
  close({ sue, lead }) {
    const { flags, id } = DEFAULT_POLICY.dispositions.find((d) => d.id === 'notInterested')!
    const [call, at] = [newId(), instant(sue.now())]
    return post(sue, [
      sue.event({ leadId: lead, type: 'call.started', payload: { call, phone: '', at } }),
      sue.event({ leadId: lead, type: 'call.finished', payload: { call, at, disposition: id, flags } }),
    ])
  },
  merge: ({ sue, lead, other, merge }) =>
    post(sue, [sue.event({ leadId: lead, type: 'lead.merged', payload: { merge, other } })]),
  undoMerge: ({ sue, lead, merge }) =>
    post(sue, [sue.event({ leadId: lead, type: 'merge.undone', payload: { merge, reason: 'two people' } })]),
  async erase({ adam, lead }) {
    const answer = await adam.api('POST', `/leads/${lead}/erase`, {
      reason: 'letter no. 17',
      suppress: false,
    })
    if (!answer.ok) throw new Error(`erase: ${answer.status}`)
  },
  async policyChange({ adam }) {
    const path = `/campaigns/${CAMPAIGN}/policy`
    const policy = (await (await adam.api('GET', path)).json()) as typeof DEFAULT_POLICY
    const fields = policy.fields.map((f) =>
      f.field === 'timeline' ? { ...f, halfLifeDays: (f.halfLifeDays ?? 0) + 1 } : f,
    )
    const answer = await adam.api('PUT', path, { ...policy, fields })
    if (!answer.ok) throw new Error(`policy: ${answer.status} ${await answer.text()}`)
  },
}

const ORDERS = ['the agent first', 'central first', 'both at once'] as const

/** [AS3] [AU6] [MG5] [ER3] An offline agent's work against what happens to the lead at central, each pair in each order. */
export const race: Proof = {
  name: 'race',
  run: ({ size, databases }: Asked): Promise<Outcome> => {
    // London, in office hours of a Tuesday.
    const ahead = Date.parse('2026-11-24T10:00:00.000Z') - Date.now()
    const now = () => Date.now() + ahead
    return withCentral(
      databases,
      async (central) => {
        const sue = await central.signIn(central.people.sue)
        const adam = await central.signIn(central.people.adam)
        const failures: string[] = []
        let cases = 0
        for (const [i, act] of Object.keys(ACTS).entries())
          for (const [j, change] of Object.keys(CHANGES).entries())
            for (const [k, order] of ORDERS.entries()) {
              if (size === 'test' && (i + j + k) % 6 !== 0) continue
              cases += 1
              const problems = await run({ central, sue, adam }, act, change, order, now)
              failures.push(
                ...problems.map(
                  (p) => `${act} against ${change}, ${order}: ${p}\n  replay: npm run proof -- race`,
                ),
              )
            }
        return {
          size: `${cases} cases: ${Object.keys(ACTS)} x ${Object.keys(CHANGES)}`,
          seeds: '-',
          failures,
          note: 'call facts survive, the owner is central’s, the agent is told',
        }
      },
      now,
    )
  },
}

async function run(
  given: Pick<Scene, 'central' | 'sue' | 'adam'>,
  act: string,
  change: string,
  order: (typeof ORDERS)[number],
  now: () => number,
): Promise<string[]> {
  const scene: Scene = { ...given, lead: newId(), other: newId(), merge: newId() }
  const { central, lead, other, merge } = scene
  const desk = await realDesk(central, central.people.ana, now)
  const moved: Moved[] = []
  const round = () => roundOf(desk, moved)
  await round()
  await desk.transactor.commit([captureDraft(lead), captureDraft(other, { phone: '+442079460999' })])
  const running = IN_CALL.has(act) ? await takeCall(desk.desk, lead) : ''
  if (change === 'undoMerge')
    await desk.transactor.commit([{ leadId: lead, type: 'lead.merged', payload: { merge, other } }])
  await round()
  const work = async () => {
    await ACTS[act]!(desk.desk, lead, running)
    const saved = desk.port.next(100).map((e) => e.event)
    return saved
  }
  const saved = await work()
  if (order === 'the agent first') {
    await round()
    await CHANGES[change]!(scene)
  } else if (order === 'central first') {
    await CHANGES[change]!(scene)
    await round()
  } else await Promise.all([round(), CHANGES[change]!(scene)])
  await round()
  await round()
  const problems = await compare(
    scene,
    desk,
    saved.map((e) => e.id),
    change === 'erase',
    moved,
  )
  const parked = new Set((await desk.reader.parked()).map((p) => p.id))
  if (change !== 'erase' && saved.some((e) => e.type.startsWith('call.') && parked.has(e.id)))
    problems.push('a fact of a call was refused')
  await desk.stop()
  return problems
}

async function roundOf({ port, device }: RealDesk, moved: Moved[]): Promise<void> {
  await runRound({
    port,
    deviceState: () => 'ready',
    onMoved: (more) => moved.push(...more),
    async send(request) {
      const answer = await device.api('POST', '/sync', request)
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
      return syncResponse.parse(await answer.json())
    },
  })
}

async function compare(
  { central, lead }: Scene,
  { reader, port, store, person }: RealDesk,
  saved: readonly string[],
  erased: boolean,
  moved: readonly Moved[],
): Promise<string[]> {
  const problems: string[] = []
  const { db } = central.store
  const row = await db.selectFrom('leads').selectAll().where('id', '=', lead).executeTakeFirst()
  const stored = new Set(
    (await db.selectFrom('events').select('id').where('lead', '=', lead).execute()).map((e) => e.id),
  )
  const parked = new Set((await reader.parked()).map((p) => p.id))
  const here = reader.row(lead)
  if (port.waiting() > 0) problems.push('something still waits')
  if (erased) {
    if (row || stored.size > 0 || parked.size > 0 || here)
      problems.push('something of an erased person is left')
    if (!reader.erased().has(lead)) problems.push('the agent is not told that the lead was erased')
    if ((await store.db.acked.toArray()).some((a) => saved.includes(a.id)))
      problems.push('an acknowledged event is left')
    return problems
  }
  for (const id of saved) if (!stored.has(id) && !parked.has(id)) problems.push(`event ${id} is lost`)
  if (!row) return [...problems, 'central lost the lead']
  if (!here) {
    if (row.owner === person.id && row.stage === 'open')
      problems.push('the lead is gone from its owner’s desk')
    if (!moved.some((m) => m.row.parts.includes(lead)))
      problems.push('the agent is not told where the lead went')
    return problems
  }
  // What left stays, as it was then, for the call that goes on in it or to correct its outcome.
  const left = store.places.leaving().includes(lead)
  if (here.owner !== row.owner || here.stage !== row.stage || (!left && here.version !== row.version))
    problems.push(`the desk has owner ${here.owner}, ${here.stage}, central ${row.owner}, ${row.stage}`)
  const part = (await reader.parts(lead)).find((p) => p.id === lead)
  if (!left && row.owner === person.id && JSON.stringify(part) !== JSON.stringify(row.state))
    problems.push('the lead differs')
  return problems
}
