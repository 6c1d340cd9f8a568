import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImportCheck } from '../../../shared/api/imports.ts'
import { type TestCentral, testCentral } from '../support.ts'
import { importing } from './importing.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())
const { send, leadsOf } = importing(() => central)

const check = async (body: string, campaign: string): Promise<ImportCheck> => {
  const answer = await fetch(`${central.url}/api/v1/imports/check?campaign=${campaign}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
    body,
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as ImportCheck
}

test('[IN55] before anything is written a file says what it would do; and that is what it does', async () => {
  const head = 'First Name,Last Name,Email,Company,Phone\n'
  await send(
    `${head}Ana,Prado,ana@alpha.de,Alpha GmbH,\nBen,Roth,ben@beta.de,Beta AG,\nKim,Ray,,Gamma,+442079460001\n`,
    { campaign: 'ck' },
  )
  const file =
    `${head}Ana,Prado,ana@alpha.de,Alpha GmbH,\n` + // imported before
    'Anna,Prado,ANA@alpha.de,Alpha,\n' + // joins by e-mail
    'Kim,Ray,,Gamma Ltd,+442079460001\n' + // joins by phone
    'Benjamin,Roth,b.roth@beta.de,Beta AG,\n' + // looks like Ben
    'Zoe,New,zoe@zeta.de,Zeta,\n' + // new
    'Zoe,New,zoe@zeta.de,Zeta Inc,\n' + // the same again
    ',,no-mail,Nobody,\n'
  const found = await check(file, 'ck')
  expect(found).toMatchObject({
    rows: 7,
    fresh: 2,
    alike: 1,
    joining: 2,
    repeated: 1,
    unchanged: 1,
    rejected: 1,
    more: false,
    joins: [
      { line: 3, name: 'Anna Prado', leadName: 'Ana Prado', by: 'email' },
      { line: 4, by: 'phone' },
    ],
    likenesses: [{ line: 5, name: 'Benjamin Roth', leadName: 'Ben Roth', company: 'Beta AG' }],
  })
  expect(found.likenesses[0]!.reasons.length).toBeGreaterThan(0)
  expect(await leadsOf('ck')).toHaveLength(3)
  expect(await send(file, { campaign: 'ck' })).toMatchObject({
    added: found.fresh,
    joined: found.joining + found.repeated,
    unchanged: found.unchanged,
    rejected: found.rejected,
  })
  expect(await check(file, 'brand-new')).toMatchObject({
    joining: 0,
    alike: 0,
    unchanged: 0,
    fresh: 4,
    repeated: 2,
  })
})

test('[IN18] what is no table is refused in words', async () => {
  await expect(check('Dear all,\nhello\n', 'ck')).rejects.toThrow(/400.*no table/s)
})
