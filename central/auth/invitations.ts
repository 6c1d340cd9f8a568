import { v7 } from 'uuid'
import { z } from 'zod'
import type { Invitation } from '../../shared/api/accounts.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import { Fail } from '../fail.ts'
import { writeMails } from '../mail/write-mails.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { forgetFailures } from './lockout.ts'
import { hashPassword } from './password.ts'

const GOOD_FOR_MS = 7 * 86_400_000

const named = z.object({ person: z.string(), id: z.uuid() })

/**
 * Writes an invitation, and the mail that carries it: the person chooses a password by its link, once, within seven days. An earlier one
 * is void from then on.
 * @param now epoch milliseconds
 */
export async function writeInvitation(
  tx: Tx,
  deps: IngestDeps,
  person: Pick<Person, 'id' | 'name' | 'email'>,
  now: number,
): Promise<Invitation> {
  const id = v7()
  const expires = now + GOOD_FOR_MS
  const expires_at = new Date(expires).toISOString()
  await tx
    .insertInto('invitations')
    .values({ person: person.id, id, expires_at })
    .onConflict((c) => c.column('person').doUpdateSet({ id, expires_at }))
    .execute()
  const url = deps.links.url('invitation', { person: person.id, id }, expires)
  const { text, html } = mailOf(person.name, url, expires_at)
  const to = { name: person.name, address: person.email }
  const mail = { id: v7(), kind: 'invitation', to, subject: SUBJECT, text, html, lead: null } as const
  await writeMails(tx, deps, [mail], now)
  return { person: person.id, expiresAt: expires_at, url }
}

/** Invites somebody who is there already to choose a new password; the present one holds until they have. Throws for nobody active. */
export function invite(deps: IngestDeps, id: string, now: number): Promise<Invitation> {
  return inTransaction(deps.db, async (tx) => {
    const person = await tx
      .selectFrom('people')
      .select(['id', 'name', 'email'])
      .where('id', '=', id)
      .where('active', '=', true)
      .where('role', '<>', 'service')
      .executeTakeFirst()
    if (!person) throw new Fail('notFound', 'There is no such person')
    return writeInvitation(tx, deps, person, now)
  })
}

/** Who a link invites; null: it is none of ours, has expired, was used or is void. */
export async function invitedBy(
  { db, links }: IngestDeps,
  token: string,
  now: number,
): Promise<(z.infer<typeof named> & { email: string }) | null> {
  const { data } = named.safeParse(links.read('invitation', token, now))
  if (!data) return null
  const row = await invited(db, data, now).executeTakeFirst()
  return row ? { ...data, email: row.email } : null
}

/** Sets the password that the invited person chose, ends their sessions, and uses the link up. False when it does not work. */
export async function acceptInvitation(
  deps: IngestDeps,
  token: string,
  password: string,
  now: number,
): Promise<boolean> {
  const found = await invitedBy(deps, token, now)
  if (!found) return false
  const hash = await hashPassword(password)
  return inTransaction(deps.db, async (tx) => {
    const row = await invited(tx, found, now).forUpdate().executeTakeFirst()
    if (!row) return false
    await tx.deleteFrom('invitations').where('person', '=', found.person).execute()
    await tx.updateTable('people').set({ password: hash }).where('id', '=', found.person).execute()
    await tx.deleteFrom('sessions').where('person', '=', found.person).execute()
    await forgetFailures(tx, found.email)
    return true
  })
}

const invited = (db: Db | Tx, { person, id }: z.infer<typeof named>, now: number) =>
  db
    .selectFrom('invitations as i')
    .innerJoin('people as p', 'p.id', 'i.person')
    .select('p.email')
    .where('i.person', '=', person)
    .where('i.id', '=', id)
    .where('i.expires_at', '>', new Date(now).toISOString())
    .where('p.active', '=', true)

const SUBJECT = 'Choose your password for Leadwright'

function mailOf(name: string, url: string, expiresAt: string): { text: string; html: null } {
  const until = `${expiresAt.slice(0, 16).replace('T', ' ')} UTC`
  const text = `Hello ${name},

you have an account at Leadwright. Choose your password here:

${url}

The link works once, until ${until}. Nobody but you should have it.
`
  return { text, html: null }
}
