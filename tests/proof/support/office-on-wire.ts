import { randomUUID } from 'node:crypto'
import { beginSession } from '../../../central/auth/sessions.ts'
import { createCampaign } from '../../../central/store/campaigns.ts'
import { openDatabase } from '../../../central/store/database/database.ts'
import type { Db } from '../../../central/store/database/schema.ts'
import { createPerson } from '../../../central/store/people.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { type Api, api, TestDevice } from '../../central/support.ts'
import { CAMPAIGN } from '../simulation/sim-central.ts'
import { fileOf, type Office } from '../simulation/supervisor-acts.ts'
import { ignoreLost } from './databases.ts'
import type { Random } from './random.ts'

/** A Tuesday morning in London: people may be called. */
export const MORNING = '2026-11-24T10:00:00.000Z'

/** Central's database, looked at from outside of its process, with a campaign in it. */
export async function besideCentral(url: () => string, now: number) {
  const { db, close } = openDatabase(url, ignoreLost, 4)
  await createCampaign(db, { id: CAMPAIGN, name: 'Spring expo', policy: DEFAULT_POLICY, now })
  return { db, close }
}

export async function peopleOf(db: Db, agents: number, supervisors: number): Promise<Person[]> {
  const people: Person[] = []
  for (let n = 0; n < agents + supervisors; n += 1) {
    const role = n < agents ? 'agent' : 'supervisor'
    const id = `${role}-${n}`
    people.push(await createPerson(db, { id, name: id, email: `${id}@example.com`, role, password: null }))
  }
  return people
}

export const serviceOf = (url: string, token: string): Api => api(url, { authorization: `Bearer ${token}` })

export interface CentralAt {
  db: Db
  url: string
  token: string
}

/** A device on which the person is signed in. */
export async function deviceOf(
  { db, url }: Pick<CentralAt, 'db' | 'url'>,
  person: Person,
  now: () => number,
): Promise<TestDevice> {
  const id = randomUUID()
  const { token } = await beginSession(db, person.id, { id, name: 'proof' }, now())
  return new TestDevice(url, token, person.id, id, now)
}

/** A first file brings everybody their leads. */
export async function firstLeads(
  central: CentralAt,
  office: Office,
  random: Random,
  each: number,
): Promise<void> {
  const { db, url, token } = central
  const file = fileOf(random, office, office.agents.length * each)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' }
  const path = `${url}/api/v1/imports/first?campaign=${CAMPAIGN}`
  const answer = await fetch(path, { method: 'PUT', headers, body: Buffer.from(await file.arrayBuffer()) })
  if (!answer.ok) throw new Error(`the first file: ${answer.status} ${await answer.text()}`)
  const leads = await db.selectFrom('leads').select(['id', 'version']).orderBy('change').execute()
  for (const [n, to] of office.agents.entries()) {
    const own = leads.filter((_, i) => i % office.agents.length === n)
    if (own.length > 0) await serviceOf(url, token)('POST', '/assignments', { leads: own, to })
  }
}
