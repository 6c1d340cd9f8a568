import { type Compilable, type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runningClocks } from '../../central/escalation/keep-clocks.ts'
import { escalationRows } from '../../central/escalation/list.ts'
import { dueClocks, workClocks, written } from '../../central/escalation/work-clocks.ts'
import type { Db } from '../../central/store/database/schema.ts'
import { CAMPAIGN, type TestCentral, testCentral } from './support.ts'

const CLOCKS = 200_000
const DUE = 10_000
const BATCH = 200
/** So that central's own worker finds nothing due. */
const EARLIER = Date.UTC(2026, 0, 1)
const NOW = Date.UTC(2026, 10, 24, 10)

let central: TestCentral
let db: Db
beforeAll(async () => {
  central = await testCentral({ now: () => EARLIER })
  db = central.store.db
  // A third was stopped, most are to come later, the first 10,000 are due: a reminder to Ana, or of what nobody has.
  await sql`
    insert into clocks (id, subject, lead, step, campaign, route, owner, held_since, started_at, due_at, next_at, stopped_at)
    select key, key, key, 'attempt', ${CAMPAIGN}, 'needInfo',
      case when n % 2 = 0 then ${central.people.ana.id} end, started, started, started + interval '480 minutes',
      case when n <= ${DUE} then started + interval '360 minutes' when n % 3 > 0 then started + interval '30 days' end,
      case when n > ${DUE} and n % 3 = 0 then started end
    from (select n, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as key,
      ${new Date(NOW).toISOString()}::timestamptz - interval '1 minute' * (361 + n % 100) as started
      from generate_series(1, ${CLOCKS}) n) as clock`.execute(db)
  await sql`analyze clocks`.execute(db)
})
afterAll(() => central.dispose())

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Node[]
}

/** The plan of a statement that is carried out for it, and taken back. */
async function planOf(statement: Compilable | RawBuilder<unknown>): Promise<Node[]> {
  let nodes: Node[] = []
  const takenBack = new Error('taken back')
  await db
    .transaction()
    .execute(async (tx) => {
      const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Node }] }>`
        explain (analyze, buffers, format json) ${statement as RawBuilder<unknown>}`.execute(tx)
      const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)]
      nodes = flat(rows[0]!['QUERY PLAN'][0].Plan)
      throw takenBack
    })
    .catch((error: unknown) => {
      if (error !== takenBack) throw error
    })
  return nodes
}

const readOf = (nodes: readonly Node[]) =>
  nodes.filter((n) => n['Relation Name'] === 'clocks' && n['Node Type'].includes('Scan'))

/** Read by the index, no more rows than asked for, and no more of the table than they need. */
function expectBounded(nodes: readonly Node[], index: string): void {
  const [root] = nodes
  expect(nodes.map((n) => n['Node Type'])).not.toContain('Seq Scan')
  expect(nodes.map((n) => n['Index Name'])).toContain(index)
  for (const read of readOf(nodes))
    expect(read['Actual Rows'] * read['Actual Loops']).toBeLessThanOrEqual(BATCH)
  expect(root!['Shared Hit Blocks'] + root!['Shared Read Blocks']).toBeLessThan(BATCH * 50)
}

describe('[ES9] with 200,000 clocks', () => {
  it('what is due is read by its index, a batch of it', async () => {
    expectBounded(await planOf(dueClocks(db, NOW, BATCH)), 'clocks_due')
  })

  it('what was done is written by the key', async () => {
    const clocks = await dueClocks(db, NOW, BATCH).execute()
    expect(clocks).toHaveLength(BATCH)
    expectBounded(await planOf(written(clocks)), 'clocks_pkey')
  })

  it('what runs for leads that change is read by its index', async () => {
    const clocks = await dueClocks(db, NOW, BATCH).execute()
    const subjects = clocks.map((c) => c.subject)
    expectBounded(await planOf(runningClocks(db, subjects)), 'clocks_running')
  })

  it('10,000 due ones are worked, each to its level and once', async () => {
    let batches = 1
    const onError = (error: Error) => {
      throw error
    }
    while (await workClocks({ ...central.store, onError }, NOW, BATCH)) batches += 1
    expect(batches).toBe(DUE / BATCH + 1)
    const levels = await db
      .selectFrom('clocks')
      .select(['level', 'version', sql<number>`count(*)::int`.as('count')])
      .where('level', 'is not', null)
      .groupBy(['level', 'version'])
      .execute()
    expect(levels).toEqual([{ level: 'nudged', version: 2, count: DUE }])
    // So is a page of them, whoever asks: all, an agent with many and one with none.
    await sql`analyze clocks`.execute(db)
    const { sue, ana, ben } = central.people
    for (const [viewer, index] of [
      [sue, 'clocks_listed'],
      [ana, 'clocks_of_owner'],
      [ben, 'clocks_of_owner'],
    ] as const)
      expectBounded(await planOf(escalationRows(db, viewer, { limit: 50 })), index)
    // The last of the batches read as little as the first.
    expectBounded(await planOf(dueClocks(db, NOW, BATCH)), 'clocks_due')
  })
})
