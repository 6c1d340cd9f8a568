import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type {
  HandOff,
  HandOffListed,
  HandOffRead,
  HandOffState,
  HandOffsPage,
} from '../../shared/api/hand-offs.ts'
import { combine } from '../../shared/events/combine.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import type { HandOffChannel } from '../../shared/lead/route.ts'
import { mayReadHandOff, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import { partsOf } from '../store/leads/components.ts'
import { dueOf } from './due.ts'
import { type HandOffRow, shown } from './rows.ts'

export interface HandOffFilter {
  states?: readonly HandOffState[] | undefined
  channel?: HandOffChannel | undefined
  campaign?: string | undefined
  /** A person's id, 'me', or 'none'. */
  owner?: string | undefined
  team?: string | undefined
  /** Any part's id. */
  lead?: string | undefined
  /** The last hand-off's id of the page before. */
  cursor?: string | undefined
  limit: number
  /** 'due': what is to be done first comes first, past due before all; what has no limit last, the newest first. */
  sort?: 'newest' | 'due' | undefined
}

/** What the viewer may see of the hand-offs, the newest first unless it is asked for otherwise. */
export async function listHandOffs(db: Db, viewer: Viewer, filter: HandOffFilter): Promise<HandOffsPage> {
  const { states, channel, campaign, owner, team, lead, cursor, limit, sort } = filter
  let query = visible(db, viewer).limit(limit + 1)
  if (sort === 'due') query = query.orderBy(dueAt(sql.ref('hand_offs.id')))
  query = query.orderBy('hand_offs.id', 'desc')
  if (states) query = query.where('hand_offs.state', 'in', states)
  if (channel) query = query.where('hand_offs.channel', '=', channel)
  if (campaign) query = query.where('hand_offs.campaign', '=', campaign)
  if (owner === 'none') query = query.where('hand_offs.owner', 'is', null)
  else if (owner) query = query.where('hand_offs.owner', '=', owner === 'me' ? viewer.id : owner)
  if (team) query = query.where('hand_offs.team', '=', team)
  if (lead)
    query = query.where('hand_offs.lead', 'in', (eb) =>
      eb
        .selectFrom('leads as part')
        .innerJoin('leads as asked', 'asked.component', 'part.component')
        .select('part.id')
        .where('asked.id', '=', lead),
    )
  if (cursor && sort === 'due') query = query.where(comesAfter(cursor))
  else if (cursor) query = query.where('hand_offs.id', '<', cursor)
  const found = await query.execute()
  const rows = found.slice(0, limit)
  return {
    handOffs: await listed(db, rows),
    next: found.length > rows.length ? rows.at(-1)!.id : null,
  }
}

/** When something is to be done about a hand-off; at the end of time where nothing has a limit. */
const dueAt = (id: RawBuilder<unknown>) => sql`coalesce((
  select min(due_at) from clocks where subject = ${id} and stopped_at is null), 'infinity')`

/** By due, then the newest. Where the cursor's own limit changed meanwhile, by the one that it has now. */
const comesAfter = (cursor: string) => sql<SqlBool>`(
  ${dueAt(sql.ref('hand_offs.id'))} > ${dueAt(sql`${cursor}::uuid`)}
  or ${dueAt(sql.ref('hand_offs.id'))} = ${dueAt(sql`${cursor}::uuid`)} and hand_offs.id < ${cursor})`

/** Throws as if there were none where the viewer may not see it. */
export async function readHandOff(db: Db, viewer: Viewer, id: string): Promise<HandOffRead> {
  const row = await visible(db, viewer).where('hand_offs.id', '=', id).executeTakeFirst()
  if (!row) throw notThere()
  const [handOff] = await listed(db, [row])
  const actions = await db
    .selectFrom('hand_off_actions')
    .select(['kind', 'note', 'by', 'at'])
    .where('hand_off', '=', id)
    .orderBy('at')
    .execute()
  return { ...handOff!, actions }
}

export const notThere = () => new Fail('notFound', 'There is no such hand-off')

export const visible = (db: Db | Tx, viewer: Viewer) =>
  db.selectFrom('hand_offs').selectAll('hand_offs').where(mayReadHandOff(viewer))

async function listed(db: Db, rows: readonly HandOffRow[]): Promise<HandOffListed[]> {
  const componentOf = await componentsOfLeads(
    db,
    rows.map((r) => r.lead),
  )
  const parts = await partsOf(db, [...new Set(componentOf.values())])
  const dues = await dueOf(
    db,
    rows.map((r) => r.id),
  )
  return rows.map((row) => {
    const lead = componentOf.get(row.lead) ?? row.lead
    const states = parts.get(lead)
    return {
      ...shown(row, lead, dues.get(row.id) ?? null),
      person: personOf(states ? combine(states) : null),
    }
  })
}

/** A hand-off as a command leaves it, within its transaction. */
export async function shownIn(tx: Tx, id: string): Promise<HandOff> {
  const row = await tx.selectFrom('hand_offs').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const componentOf = await componentsOfLeads(tx, [row.lead])
  return shown(row, componentOf.get(row.lead) ?? row.lead, (await dueOf(tx, [id])).get(id) ?? null)
}

async function componentsOfLeads(db: Db | Tx, leads: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('leads')
    .select(['id', 'component'])
    .where('id', '=', sql<string>`any(${[...leads]}::uuid[])`)
    .execute()
  return new Map(rows.map((r) => [r.id, r.component]))
}

function personOf(lead: Lead | null): HandOffListed['person'] {
  const text = (field: Parameters<typeof fieldValue>[1]) =>
    lead ? String(fieldValue(lead, field) ?? '') : ''
  return {
    name: [text('firstName'), text('lastName')].filter((part) => part !== '').join(' '),
    company: text('company'),
    jobTitle: text('jobTitle'),
    email: text('email'),
    phone: text('phone') || text('mobile'),
    country: text('country'),
  }
}
