import { z } from 'zod'
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../central/demo/people.ts'
import { person } from '../shared/sync/protocol.ts'
import type { Announced } from './announced.ts'

const people = z.object({ people: z.array(person) })

/** Lines that name the demo accounts this central has, with their password; none where it has none. */
export async function demoAccounts({ url, serviceToken }: Announced): Promise<string[]> {
  const answer = await fetch(`${url}/api/v1/people`, {
    headers: { authorization: `Bearer ${serviceToken}` },
  })
  const known = new Set(people.parse(await answer.json()).people.map(({ email }) => email))
  const here = DEMO_PEOPLE.filter(({ email }) => known.has(email))
  if (here.length === 0) return []
  const width = Math.max(...here.map(({ email }) => email.length))
  return [
    `Demo accounts, all with the password "${DEMO_PASSWORD}":`,
    ...here.map(({ email, role }) => `  ${email.padEnd(width)}  ${role}`),
  ]
}
