import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_LEADS, DEMO_PEOPLE, loadDemo } from '../../../central/demo/load-demo.ts'
import { type TestCentral, testCentral } from '../support.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
let central: TestCentral
beforeAll(async () => {
  central = await testCentral({ now: () => NOW })
  await loadDemo(central.store, NOW)
})
afterAll(() => central.dispose())

test('the demo campaign has its leads, routes spread plausibly, an uneven team and a pool', async () => {
  const { rows } = await sql<{ route: string; stage: string; owner: string | null; n: number }>`
    select route, stage, owner, count(*)::int as n from leads group by 1, 2, 3 order by 1, 2, 3`.execute(central.store.db)
  const problems = await sql`select problem from import_problems`.execute(central.store.db)
  console.table(rows)
  console.log(problems.rows.length, JSON.stringify(problems.rows.slice(0, 5)))
  const count = (test: (r: (typeof rows)[number]) => boolean) => rows.filter(test).reduce((sum, r) => sum + r.n, 0)
  expect(count(() => true)).toBe(DEMO_LEADS)
  expect(DEMO_PEOPLE).toHaveLength(6)
})
