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

test('[IN30] the demo campaign has its leads, routes spread plausibly, an uneven team and a pool', async () => {
  const { rows } = await sql<{ route: string; stage: string; owner: string | null; n: number }>`
    select route, stage, owner, count(*)::int as n from leads group by 1, 2, 3 order by 1, 2, 3`.execute(
    central.store.db,
  )
  const problems = await sql`select problem from import_problems`.execute(central.store.db)
  const count = (test: (r: (typeof rows)[number]) => boolean) =>
    rows.filter(test).reduce((sum, r) => sum + r.n, 0)
  expect(count(() => true)).toBe(DEMO_LEADS)
  expect(problems.rows).toEqual([])
  expect(count((r) => r.stage === 'open' && r.owner === null)).toBe(85)
  const needInfo = count((r) => r.route === 'needInfo')
  expect(needInfo).toBeGreaterThan(DEMO_LEADS * 0.4)
  expect(needInfo).toBeLessThan(DEMO_LEADS * 0.52)
  for (const route of ['hot', 'high', 'low', 'partner', 'nurture'])
    expect(count((r) => r.route === route)).toBeGreaterThan(5)
  const load = (person: string) => count((r) => r.owner === person)
  expect([load('ana') > load('chloe'), load('chloe') > load('deepak'), load('deepak') > load('ben')]).toEqual(
    [true, true, true],
  )
  const known = DEMO_PEOPLE.map((p): string => p.id)
  expect(rows.every((r) => r.owner === null || known.includes(r.owner))).toBe(true)
})
