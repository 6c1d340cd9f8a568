import { type Kysely, sql } from 'kysely'

/**
 * `component`: the lead that a lead is shown as, the smallest id of those it is merged with. States get what folding knows since, and
 * every lead a new change number: desks take all of them anew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of COLUMNS) await sql.raw(statement).execute(db)
  await completeConsents(db)
  await sql.raw(EMPTY_LISTS).execute(db)
  for (const statement of NEW_NUMBERS) await sql.raw(statement).execute(db)
}

const COLUMNS = [
  `alter table leads add column component uuid`,
  `update leads set component = id`,
  `alter table leads alter column component set not null`,
  `create index leads_component on leads (component)`,
  `drop index leads_pool`,
  `create index leads_pool on leads (due, id) where owner is null and stage = 'open' and id = component`,
]

/** A state is json and keeps its bytes: what is new comes last in it. */
const EMPTY_LISTS = `update leads set state = (left(state::text, -1) || ',"keptApart":[],"reinstated":[]}')::json`

const NEW_NUMBERS = [
  `update leads set change = change + (select change from feed)`,
  `update feed set change = change * 2`,
]

interface Row {
  id: string
  state: { consents: object[] }
}

async function completeConsents(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<Row>`
    select id, state from leads where json_array_length(state->'consents') > 0`.execute(db)
  for (const { id, state } of rows) {
    const consents = state.consents.map((c) => ({ ...c, source: '' }))
    await sql`update leads set state = ${JSON.stringify({ ...state, consents })}::json where id = ${id}`.execute(
      db,
    )
  }
}
