import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { LeadChoice, LeadRule } from '../../shared/api/reassign.ts'
import { mayGive, mayRead, type Viewer } from '../auth/may-see.ts'
import type { Db, Tx } from '../store/database/schema.ts'

/** A call without an outcome is one that somebody is in, unless it began longer ago. */
const CALL_MS = 4 * 3_600_000

/** A lead that was chosen, by its first part's id. */
export interface Chosen {
  id: string
  owner: string | null
  version: number
  campaign: string
  due: string | null
  onCall: boolean
  /** Its agent promised to call back in person. */
  promised: boolean
}

export interface Choice {
  /** Open leads that the viewer may give away, the most urgent first. */
  leads: Chosen[]
  /** Of those named by hand: what changed since, left the queues or is not there for the viewer, with the version it was seen at. */
  changed: { id: string; version: number }[]
}

/** Looks up what a choice means now. @param now epoch milliseconds */
export async function choose(db: Db | Tx, viewer: Viewer, which: LeadChoice, now: number): Promise<Choice> {
  if ('rule' in which) return { leads: await find(db, viewer, meets(which.rule, now), now), changed: [] }
  const ids = which.leads.map((l) => l.id)
  const seen = sql<string>`(select component from leads where id = any(${ids}::uuid[]))`
  const leads = await find(db, viewer, sql`l.id in ${seen}`, now)
  // A merged lead goes by any part's id: named twice it is one.
  const componentOf = await componentsOf(db, viewer, ids)
  const wanted = new Set<string>()
  const changed = new Map<string, { id: string; version: number }>()
  const found = new Map(leads.map((l) => [l.id, l]))
  for (const { id, version } of which.leads) {
    const component = componentOf.get(id) ?? id
    if (found.get(component)?.version === version) wanted.add(component)
    else changed.set(component, { id, version })
  }
  for (const component of wanted) changed.delete(component)
  return { leads: leads.filter((l) => wanted.has(l.id)), changed: [...changed.values()] }
}

async function find(
  db: Db | Tx,
  viewer: Viewer,
  condition: RawBuilder<SqlBool>,
  now: number,
): Promise<Chosen[]> {
  const { rows } = await sql<Chosen>`
    select l.id, l.owner, l.version, l.campaign, l.due, ${bindings(now)} from leads l where l.stage = 'open' and l.id = l.component and ${mayGive(viewer, 'l')} and ${condition}
    order by coalesce(l.late_from, l.due) nulls last, l.id`.execute(db)
  return rows
}

/** What binds the lead to who has it. */
export type Bindings = Pick<Chosen, 'onCall' | 'promised'>

/** The same of leads by their first part's id, as they stand now. */
export async function bindingsOf(
  tx: Tx,
  leads: readonly string[],
  now: number,
): Promise<Map<string, Bindings>> {
  const { rows } = await sql<Bindings & { id: string }>`
    select l.id, ${bindings(now)} from leads l where l.id = any(${[...leads]}::uuid[])`.execute(tx)
  return new Map(rows.map((r) => [r.id, r]))
}

/** Two columns, of the lead `l`. */
const bindings = (now: number) => sql`
  l.work = 'wrapUp' and ${runningCall(new Date(now - CALL_MS).toISOString())} as "onCall",
  l.work = 'callback' and ${has(PROMISED)} as promised`

// States are opened of the few only whose work says that there may be something.
const PROMISED = sql`'$.callbacks[*] ? (@.whose == "mine" && @.closed == null)'::jsonpath`

/** Whether somebody is in a call of the lead `l`. @param since ISO: one that began earlier is over, whatever became of it */
const runningCall = (since: string) =>
  has(
    sql`'$.calls[*] ? (@.disposition == null && @.startedAt > $since)'::jsonpath`,
    sql`jsonb_build_object('since', ${since}::text)`,
  )

const has = (path: RawBuilder<unknown>, vars = sql`'{}'::jsonb`) => sql<boolean>`exists (
  select from leads part where part.component = l.id and jsonb_path_exists(part.state::jsonb, ${path}, ${vars}))`

function meets(rule: LeadRule, now: number): RawBuilder<SqlBool> {
  const { owners, pastDue, callbacksBefore, country, state, language, campaign } = rule
  const all: RawBuilder<SqlBool>[] = []
  if (owners) {
    const people = owners.filter((o) => o !== null)
    const pool = owners.includes(null) ? sql` or l.owner is null` : sql``
    all.push(sql`(l.owner = any(${people}::text[])${pool})`)
  }
  if (pastDue) all.push(sql`l.late_from < ${new Date(now).toISOString()}::timestamptz`)
  if (callbacksBefore !== undefined)
    all.push(sql`l.work = 'callback' and l.due < ${callbacksBefore}::timestamptz`)
  if (campaign !== undefined) all.push(sql`l.campaign = ${campaign}`)
  if (country !== undefined) all.push(says('country', (value) => sql`${value} = ${country}`))
  if (state !== undefined) all.push(says('state', (value) => sql`lower(${value}) = lower(${state})`))
  if (language !== undefined)
    all.push(
      says('language', (value) => sql`(lower(${value}) || '-') like ${likePrefix(language.toLowerCase())}`),
    )
  return sql`${sql.join(all, sql` and `)}`
}

const likePrefix = (language: string) => `${language.replace(/[\\%_]/gu, '\\$&')}-%`

/** What stands for a field, in one of the parts. */
const says = (
  field: 'country' | 'state' | 'language',
  test: (value: RawBuilder<string>) => RawBuilder<unknown>,
) =>
  sql<SqlBool>`exists (select from leads part where part.component = l.id and ${test(
    sql<string>`(part.state->'fields'->${sql.lit(field)}->0->>'value')`,
  )})`

async function componentsOf(
  db: Db | Tx,
  viewer: Viewer,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('leads')
    .select(['id', 'component'])
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where(mayRead(viewer))
    .execute()
  return new Map(rows.map((r) => [r.id, r.component]))
}
