import { sql } from 'kysely'
import { createCampaign } from '../../../central/store/campaigns.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { newId, newPerson, type TestCentral, type TestDevice } from '../../central/support.ts'
import { nurtureOf } from './nurture-of.ts'

/** What a request can name, by its id. */
export interface Things {
  lead: string
  handOff: string
  escalation: string
  /** An agent, a receiver, and a device of the agent's. */
  person: string
  receiver: string
  device: string
  team: string
  partner: string
  campaign: string
  policy: string
  import: string
  reassignment: string
  enrolment: string
  quarantined: string
}
export type Ref = keyof Things

/** One half of the call center with its partner: neither half may know anything of the other. */
export interface Side {
  agent: Person
  supervisor: Person
  receiver: Person
  /** As its agents and supervisors have it. */
  things: Things
  /** The lead that its partner got. */
  sold: string
  /** What stands in its leads and nowhere else. */
  secrets: readonly string[]
}

/** Of the nurture campaign. */
const MAIL = { subject: 'Later', text: 'As asked. {{ unsubscribe }} {{ postalAddress }}', html: null }

export interface World {
  north: Side
  south: Side
  /** Things of the same form that there are not. */
  missing: Things
  /** A nurture campaign: those are the whole call center's. */
  nurture: string
}

export async function makeWorld(central: TestCentral): Promise<World> {
  const nurture = newId()
  await sql`insert into nurture_campaigns (id, version, body, enabled)
    values (${nurture}, 1, ${JSON.stringify(nurtureOf(MAIL))}, false)`.execute(central.store.db)
  return {
    north: await makeSide(central, 'north', nurture),
    south: await makeSide(central, 'south', nurture),
    nurture,
    missing: {
      lead: newId(),
      handOff: newId(),
      escalation: newId(),
      person: newId(),
      receiver: newId(),
      device: 'device-0',
      team: newId(),
      partner: newId(),
      campaign: 'campaign-nowhere',
      policy: '999',
      import: 'import-nowhere',
      reassignment: newId(),
      enrolment: newId(),
      quarantined: newId(),
    },
  }
}

const SOLD = {
  decisionRole: 'decides',
  budget: 'approved',
  need: 'urgent',
  companySize: 's501up',
  territory: 'direct',
  timeline: 'within3',
}

async function makeSide(central: TestCentral, name: 'north' | 'south', nurture: string): Promise<Side> {
  const { db } = central.store
  const campaign = `campaign-${name}`
  const policy = { ...DEFAULT_POLICY, wrapUpSeconds: name === 'north' ? 31 : 32 }
  const { policyVersion } = await createCampaign(db, { id: campaign, name, policy })
  const made = async (path: string, body: object) => {
    const answer = await central.service('POST', path, body)
    if (answer.status !== 201) throw new Error(`${path}: ${await answer.text()}`)
    return ((await answer.json()) as { id: string }).id
  }
  const team = await made('/teams', { name, kind: 'agents', campaigns: [campaign] })
  const partner = await made('/teams', { name: `${name} partner`, kind: 'partner', campaigns: [campaign] })
  const join = (who: string, role: Person['role'], of: string) =>
    newPerson(db, { name: who, email: `${who}@${name}.example`, role, team: of })
  const agent = await join(`agent-${name}`, 'agent', team)
  const supervisor = await join(`supervisor-${name}`, 'supervisor', team)
  const receiver = await join(`receiver-${name}`, 'inbox', partner)
  const desk = await central.signIn(agent)
  const [lead, sold] = [newId(), newId()]
  const secrets = [`Secret-${name}`, `secret@${name}.example`]
  const fields = { lastName: secrets[0], email: secrets[1] }
  const { verdicts } = await desk.sync([
    desk.captured(lead, fields, campaign),
    desk.captured(sold, { ...fields, ...SOLD }, campaign),
  ])
  if (verdicts.some((v) => v.verdict !== 'applied')) throw new Error(JSON.stringify(verdicts))
  const handOff = await idOf(sql`update hand_offs set team = ${partner} where lead = ${sold} returning id`)
  const escalation = await idOf(
    sql`update clocks set level = 'nudged', level_at = now() where lead = ${lead} returning id`,
  )
  const by = await central.signIn(supervisor)
  const [enrolment, quarantined] = [newId(), newId()]
  await sql`insert into nurture_enrolments (id, nurture_campaign, lead, hand_off, route, state, since, enrolled_at)
    values (${enrolment}, ${nurture}, ${sold}, ${handOff}, 'nurture', 'waiting', now(), now())`.execute(db)
  await sql`insert into quarantine (id, person, device, lead, type, event, received_at, state)
    values (${quarantined}, ${agent.id}, ${desk.id}, ${lead}, 'note.written', '{}', now(), 'waiting')`.execute(
    db,
  )
  const things: Things = {
    lead,
    handOff,
    escalation,
    person: agent.id,
    receiver: receiver.id,
    device: desk.id,
    team,
    partner,
    campaign,
    policy: String(policyVersion),
    import: await imported(by, campaign, name),
    reassignment: await reassigned(by, lead, agent),
    enrolment,
    quarantined,
  }
  return { agent, supervisor, receiver, things, sold, secrets }

  async function idOf(statement: ReturnType<typeof sql>): Promise<string> {
    const { rows } = await statement.execute(db)
    return (rows as { id: string }[])[0]!.id
  }
}

async function imported({ url, token }: TestDevice, campaign: string, name: string): Promise<string> {
  const id = `import-${name}s`
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/csv' }
  const answer = await fetch(`${url}/api/v1/imports/${id}?campaign=${campaign}`, {
    method: 'PUT',
    headers,
    body: `Email,Last name\nimported@${name}.example,Imported\n`,
  })
  if (answer.status !== 200) throw new Error(await answer.text())
  return id
}

/** To whom holds it already: the lead stays as it is. */
async function reassigned({ api: ask }: TestDevice, lead: string, to: Person): Promise<string> {
  const id = newId()
  const answer = await ask('POST', '/reassignments', {
    id,
    which: { leads: [{ id: lead, version: 1 }] },
    to: { how: 'person', person: to.id },
  })
  if (answer.status !== 200) throw new Error(await answer.text())
  return id
}
