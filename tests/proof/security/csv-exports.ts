import Papa from 'papaparse'
import { createTeam } from '../../../central/auth/teams.ts'
import { createCampaign } from '../../../central/store/campaigns.ts'
import { createPerson } from '../../../central/store/people.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import { newId, PASSWORD, type TestCentral } from '../../central/support.ts'
import { apiDocument, type Operation } from './api-document.ts'

/** What a spreadsheet would compute, by each sign that begins it. */
const FORMULAS = ['=1+1', '+1+cmd', '-2+3', '@SUM(1)', '=HYPERLINK("http://x.example";"x")', '\t=4', '\r=5']
const COMPUTED = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u
const NUMBER = /^[+-]?[\d .]+$/u
const PHONE = '+49 30 23125123'
const HOT = {
  timeline: 'within3',
  decisionRole: 'decides',
  budget: 'approved',
  need: 'urgent',
  companySize: 's501up',
  territory: 'direct',
}

/**
 * [IN71] People, teams, campaigns and leads that are called like formulas: taken in as they are, and in no file that leaves (every CSV that the API
 * document has, every table of it) is a cell a formula. Resolves to what is wrong.
 */
export async function formulasThatLeave(central: TestCentral): Promise<string[]> {
  const { db } = central.store
  for (const [n, name] of FORMULAS.entries()) {
    const policy = { ...DEFAULT_POLICY, name: `${name} ${n}` }
    await createCampaign(db, { id: `formula-${n}`, name, policy })
    const team = await createTeam(db, { name: `${name} team`, kind: 'sales', campaigns: null })
    const email = `formula-${n}@example.com`
    await createPerson(db, { name, email, role: 'supervisor', team: team.id, password: null })
    await workedBy(central, name, n)
  }
  return [...(await takenIn(central)), ...(await givenOut(central))]
}

/** An agent of that name captures such a lead, calls it, and hands it off. */
async function workedBy(central: TestCentral, name: string, n: number): Promise<void> {
  const email = `formula-agent-${n}@example.com`
  const role = 'agent'
  const person = await createPerson(central.store.db, { name, email, role, password: PASSWORD })
  const device = await central.signIn(person)
  const [leadId, call] = [newId(), newId()]
  const at = () => new Date(device.now()).toISOString()
  const flags = {
    humanAnswered: true,
    rightParty: true,
    unworkable: false,
    doNotCall: false,
    completed: true,
  }
  await device.sync([
    device.captured(leadId, { lastName: name, company: name }, `formula-${n}`),
    device.event({ leadId, type: 'call.started', payload: { call, phone: '+442079460001', at: at() } }),
    ...Object.entries(HOT).map(([field, value]) =>
      device.event({ leadId, type: 'field.answered', payload: { field, value, call, words: name } }),
    ),
    device.event({ leadId, type: 'call.finished', payload: { call, at: at(), disposition: 'spoke', flags } }),
  ])
}

const FILE = 'formulas'

/** A file of them, each row with a number that is none, so that it is reported, too. */
async function takenIn(central: TestCentral): Promise<string[]> {
  const rows = FORMULAS.map((name, n) => [name, name, `in-${n}@example.com`, PHONE, name])
  const body = Papa.unparse([['Last name', 'Company', 'Email', 'Phone', 'Mobile'], ...rows])
  const headers = { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' }
  const answer = await fetch(`${central.url}/api/v1/imports/${FILE}?campaign=formula-0`, {
    method: 'PUT',
    headers,
    body,
  })
  if (!answer.ok) return [`the file of formulas: ${answer.status} ${await answer.text()}`]
  const stored = await central.store.db.selectFrom('leads').select('state').execute()
  const taken = new Map(
    stored.map(({ state }) => {
      const { fields } = state as LeadSnapshot['lead']
      return [fields.email?.[0]?.value, [fields.lastName, fields.company].map((v) => v?.[0]?.value)]
    }),
  )
  // Blanks around a name are no part of it.
  return rows.flatMap(([name, , mail]) => {
    const found = taken.get(mail) ?? []
    return found.length === 2 && found.every((v) => v === name!.trim())
      ? []
      : [`${JSON.stringify(name)} was taken in as ${JSON.stringify(found)}`]
  })
}

async function givenOut(central: TestCentral): Promise<string[]> {
  const { operations } = await apiDocument()
  const files = operations.filter((o) => o.method === 'GET' && o.answers['200']?.['text/csv'])
  const problems: string[] = []
  let harmless = 0
  for (const address of files.flatMap(addressesOf)) {
    const answer = await central.service('GET', address)
    if (!answer.ok) problems.push(`${address}: ${answer.status} ${await answer.text()}`)
    const text = (await answer.text()).replace(/^\ufeff/, '')
    const cells = Papa.parse<string[]>(text).data.flat()
    problems.push(
      ...cells
        .filter((c) => COMPUTED.test(c) && !NUMBER.test(c))
        .map((c) => `${address}: ${JSON.stringify(c)}`),
    )
    harmless += cells.filter((c) => c.startsWith("'") && COMPUTED.test(c.slice(1))).length
  }
  if (harmless < FORMULAS.length) problems.push(`only ${harmless} formulas came out at all`)
  return problems
}

/** Every table of it. */
function addressesOf({ path, query }: Operation): string[] {
  const at = path.replace('{id}', FILE)
  const tables = query.find((q) => q.name === 'table')?.schema.enum as string[] | undefined
  const day = (ms: number) => new Date(Date.now() + ms).toISOString().slice(0, 10)
  return tables ? tables.map((t) => `${at}?from=${day(-2e8)}&to=${day(2e8)}&table=${t}`) : [at]
}
