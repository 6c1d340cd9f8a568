import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportProgress } from '../../../shared/api/api.ts'
import { type TestCentral, testCentral } from '../support.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

let ids = 0
/** Sends bytes as a file and gives the outcome. */
async function send(
  body: string | Uint8Array<ArrayBuffer>,
  query: Record<string, string> = {},
): Promise<ImportProgress> {
  ids += 1
  const params = new URLSearchParams({ campaign: `c${ids}`, fileName: 'leads.csv', ...query })
  const response = await fetch(`${central.url}/api/v1/imports/run-${ids}?${params}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
    body,
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as ImportProgress
}
const counts = ({ rows, added, joined, unchanged, rejected }: ImportProgress) => ({
  rows,
  added,
  joined,
  unchanged,
  rejected,
})

const HUBSPOT =
  'Record ID,First Name,Last Name,Email,Phone Number,Company Name,Create Date,Lead Status\r\n' +
  '501,Ana,Prado,ana.prado@example.com,+1 757 555 0142,Bright Harbor,2026-11-03 14:05,New\r\n' +
  '502,Ben,Öz,ben@example.org,,"Oak, Elm",2026-11-04 09:00,New\r\n' +
  '503,,,no-mail,123,Nobody,2026-11-04 09:00,New\r\n'

describe('an import', () => {
  test('[IN1] stores leads, reports problems, and the same file again adds nothing', async () => {
    const first = await send(HUBSPOT, { campaign: 'hub' })
    expect(counts(first)).toEqual({ rows: 3, added: 3, joined: 0, unchanged: 0, rejected: 0 })
    const again = await send(HUBSPOT, { campaign: 'hub', fileName: 'other.csv' })
    expect(counts(again)).toEqual({ rows: 3, added: 0, joined: 0, unchanged: 3, rejected: 0 })
  })
})
