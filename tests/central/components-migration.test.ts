import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as imports from '../../central/imports/migration.ts'
import { type EmbeddedServer, embeddedServer } from '../../central/postgres/embedded.ts'
import { placeOf } from '../../central/postgres/place.ts'
import { openDatabase } from '../../central/store/database/database.ts'
import * as first from '../../central/store/database/migrations/0001-first.ts'
import * as lateAndDemo from '../../central/store/database/migrations/0003-late-and-demo.ts'
import * as components from '../../central/store/database/migrations/0004-components.ts'
import * as qualification from '../../central/store/database/migrations/0005-qualification.ts'
import * as channels from '../../central/store/database/migrations/0006-channels.ts'
import * as handOffs from '../../central/store/database/migrations/0007-hand-offs.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import { newId, removeDataDir, tempDataDir } from './support.ts'

let server: EmbeddedServer
let dataDir: string
beforeAll(async () => {
  dataDir = await tempDataDir()
  server = await embeddedServer(dataDir, await placeOf(dataDir))
})
afterAll(async () => {
  await server.stop()
  await removeDataDir(dataDir)
})

const event = (leadId: string, type: string, payload: object): LeadEvent =>
  ({
    id: newId(),
    leadId,
    stamp: `2026-11-22T10:00:00.000Z-0000-d1`,
    actor: 'ana',
    device: 'd1',
    type,
    payload,
  }) as LeadEvent

/** As the version before folded it. */
function olderState(events: readonly LeadEvent[]): object {
  const { keptApart: _, reinstated: __, returns: ___, outcomes: ____, ...state } = fold(null, events)
  return { ...state, consents: state.consents.map(({ source: _____, ...c }) => c) }
}

it('[MG7] [HO5] leads of a database from before are components of their own, their states what folding gives now, all new to desks', async () => {
  const client = new pg.Client({ connectionString: server.url() })
  await client.connect()
  await client.query('create database older')
  await client.end()
  const database = openDatabase(
    () => server.url().replace(/\/postgres$/, '/older'),
    (error) => {
      throw error
    },
  )
  const db = database.db as unknown as Kysely<unknown>
  for (const migration of [first, imports, lateAndDemo]) await migration.up(db)
  const consent = { consent: newId(), for: 'email', given: true, basis: 'form', text: 'Yes' }
  const capture = {
    campaign: 'spring',
    channel: 'web',
    label: 'Form',
    at: null,
    fields: { firstName: 'Kofi' },
  }
  const runs = [1, 2, 3].map((n) => {
    const id = newId()
    const events = [event(id, 'lead.captured', capture)]
    if (n === 2) events.push(event(id, 'consent.recorded', { ...consent, at: '2026-11-22T10:00:00.000Z' }))
    return { id, events, change: n }
  })
  await sql`insert into policies (version, body, change) values (1, '{}', 1)`.execute(db)
  await sql`insert into campaigns (id, name, policy_version, change) values ('spring', 'Spring', 1, 2)`.execute(
    db,
  )
  for (const { id, events, change } of runs) {
    const state = JSON.stringify(olderState(events))
    expect(state).not.toContain('keptApart')
    await sql`insert into leads (id, campaign, stage, version, assigned_at, change, state, route, decision, low, high,
      expected, work, policy_version, as_of) values (${id}, 'spring', 'open', 1, now(), ${change}, ${state}, 'needInfo',
      'needsInformation', 0, 1, 1, 'call', 1, '2026-11-22')`.execute(db)
  }
  await sql`update feed set change = 3`.execute(db)

  const handOff = newId()
  await sql`insert into hand_offs (id, lead, route, channel, policy_version, low, high, expected, as_of, at)
    values (${handOff}, ${runs[1]!.id}, 'hot', 'sales', 1, 80, 80, 80, '2026-11-22', '2026-11-22T11:00:00.000Z')`.execute(
    db,
  )

  for (const migration of [components, qualification, channels, handOffs]) await migration.up(db)

  const rows = await database.db
    .selectFrom('leads')
    .select(['id', 'component', 'change', 'state'])
    .orderBy('id')
    .execute()
  expect(rows.map((r) => r.component)).toEqual(runs.map((r) => r.id))
  expect(rows.map((r) => r.change)).toEqual([11, 12, 13])
  expect(rows.map((r) => JSON.stringify(r.state))).toEqual(
    runs.map((r) => JSON.stringify(fold(null, r.events))),
  )
  const feed = await database.db.selectFrom('feed').select('change').executeTakeFirstOrThrow()
  expect(feed.change).toBe(14)
  expect(await database.db.selectFrom('hand_offs').selectAll().executeTakeFirst()).toMatchObject({
    id: handOff,
    campaign: 'spring',
    state: 'delivered',
    version: 1,
    captured_at: '2026-11-22T10:00:00.000Z',
    first_attempt_at: null,
    delivered_at: '2026-11-22T11:00:00.000Z',
  })
  await database.close()
})
