import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LeadPage } from '../../../shared/api/api.ts'
import { officeNow } from '../../setup/office-hours.ts'
import { type TestCentral, testCentral } from '../support.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral({ now: officeNow })
})
afterAll(() => central.dispose())

/** Runs the import command on the data folder of the running central. */
function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const command = ['dist/central/import.js', ...args, '--data', central.dataDir]
  return new Promise((done) => {
    execFile(process.execPath, command, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

const path = (name: string) => join(central.dataDir, name)

test('[IN6] [IN24] the command imports into the central that runs, sums up, and writes the problems beside the file', async () => {
  await writeFile(path('leads.csv'), 'Name,Email\nAna Prado,a@oak.example\nBen Ray,no-mail\n,also-none\n')
  const { code, out, err } = await run(path('leads.csv'), '--campaign', 'spring')
  expect([code, err]).toEqual([0, ''])
  expect(out).toContain('3 rows into campaign spring: 2 new leads')
  expect(out).toContain('line 3, Email: "no-mail" is no e-mail address')
  expect(await readFile(path('leads-problems.csv'), 'utf8')).toContain('3,Email,no-mail')
  const page = (await (await central.service('GET', '/leads?campaign=spring')).json()) as LeadPage
  expect(page.leads).toHaveLength(2)
})

test('[IN26] the command says which columns it left out, and counts one as one', async () => {
  await writeFile(path('one.csv'), 'Name,Annual Revenue,Email,Rating\nGil,1,g@oak.example,Hot\n')
  const made = await run(path('one.csv'), '--campaign', 'spring')
  expect(made.out).toBe(
    '1 row into campaign spring: 1 new lead, 0 joined leads that were there, 0 imported before, 0 rejected.\n' +
      'left out: Annual Revenue, Rating\n',
  )
  await writeFile(path('two.csv'), 'Name,Email,City\nGil,g@oak.example,Ulm\n')
  const { out } = await run(path('two.csv'), '--campaign', 'spring')
  expect(out).toBe(
    '1 row into campaign spring: 0 new leads, 1 joined a lead that was there, 0 imported before, 0 rejected.\n',
  )
})

test('[IN18] it ends non-zero, with one clear line, when there is no table, no file or a wrong map', async () => {
  await writeFile(path('prose.csv'), 'Dear all,\nthis is a letter.\n')
  await writeFile(path('header.csv'), 'Name,Email\n')
  await writeFile(path('good.csv'), 'Name,Email\nAna,a@oak.example\n')
  for (const args of [
    [path('prose.csv')],
    [path('none.csv')],
    [path('header.csv')],
    [path('good.csv'), '--map', '{"Nope":"email"}'],
    [path('good.csv'), '--map', '{'],
    [path('good.csv'), '--map', path('none.json')],
    [path('good.csv'), '--unknown'],
  ]) {
    const { code, out, err } = await run(...args)
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^import: [^\n]+\n$/)
  }
}, 120_000)

test('[IN25] no campaign named: the only one there is; a new name makes one, unless the file is no table of leads; with several it says so', async () => {
  await writeFile(path('more.csv'), 'Name,Email\nCleo,c@oak.example\nDan,d@oak.example\n')
  expect((await run(path('more.csv'))).out).toContain('2 rows into campaign spring: 2 new leads')
  const made = await run(path('more.csv'), '--campaign', 'New one')
  expect([made.code, made.out]).toEqual([0, expect.stringContaining('into campaign new-one: 2 new leads')])
  await writeFile(path('no-leads.csv'), 'Wer,Was\nEr,Das\n')
  expect((await run(path('no-leads.csv'), '--campaign', 'Not made')).code).toBe(1)
  const unclear = await run(path('more.csv'))
  expect([unclear.code, unclear.err]).toEqual([
    1,
    expect.stringMatching(/several campaigns.*new-one, spring\n$/),
  ])
})

test('[AS10] imported leads are in the pool: an agent can claim one, a supervisor give another', async () => {
  await writeFile(
    path('pool.csv'),
    'Name,Email,Phone,State,Country\nEve,e@pool.example,+17575550190,VA,US\nFay,f@pool.example,+17575550191,VA,US\n',
  )
  await run(path('pool.csv'), '--campaign', 'pool')
  const leads = async () =>
    ((await (await central.service('GET', '/leads?campaign=pool')).json()) as LeadPage).leads
  expect((await leads()).map((l) => [l.owner, l.stage])).toEqual([
    [null, 'open'],
    [null, 'open'],
  ])
  const ana = await central.signIn(central.people.ana)
  const sue = await central.signIn(central.people.sue)
  const given = (await leads())[0]!
  const to = central.people.ben.id
  const body = { leads: [{ id: given.lead.id, version: given.version }], to }
  expect((await sue.api('POST', '/assignments', body)).status).toBe(200)
  // The pool holds the leads of the tests before, too.
  let claimed = 0
  while ((await (await ana.api('POST', '/pool/claim')).json()).lead) claimed += 1
  expect(claimed).toBeGreaterThan(0)
  expect((await leads()).map((l) => l.owner).sort()).toEqual([central.people.ana.id, to].sort())
})
