import type { Contact } from '../../shared/contact/contact.ts'
import { type ContactGround, contactOf } from '../../shared/contact/contact-of.ts'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import { refuseUnseen, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import type { Db, Tx } from './database/schema.ts'
import { componentOf } from './leads/components.ts'
import type { IngestDeps } from './leads/ingest-types.ts'
import { combinedSnapshots } from './likely/duplicates.ts'
import { suppressedBy } from './suppressions/suppressions.ts'

/**
 * What the contact rules ask of central for these numbers (E.164).
 * @param at ISO instant of whose suppression lists are meant; left out, those of now
 */
export async function contactGround(
  db: Db | Tx,
  deps: IngestDeps,
  campaign: string,
  numbers: readonly string[],
  at?: string,
): Promise<ContactGround> {
  const { policy_version } = await db
    .selectFrom('campaigns')
    .select('policy_version')
    .where('id', '=', campaign)
    .executeTakeFirstOrThrow()
  const { policy } = await deps.policies.version(db, policy_version)
  const keys = numbers.map((number) => suppressionKey('phone', number))
  const suppressed = await suppressedBy(db, keys, at)
  return { policy, suppressedBy: (key) => suppressed.get(key) ?? null }
}

/** Central's own answer on calling a number of a lead now, for somebody who may read it. */
export async function checkContact(
  deps: IngestDeps,
  viewer: Viewer,
  { lead: id, number }: { lead: string; number: string },
  now: number,
): Promise<Contact> {
  await refuseUnseen(deps.db, viewer, id)
  const component = await componentOf(deps.db, id)
  const found =
    component === null ? undefined : (await combinedSnapshots(deps.db, [component])).get(component)
  if (!found) throw new Fail('notFound', 'There is no such lead')
  const ground = await contactGround(deps.db, deps, found.lead.campaign, [number])
  return contactOf(found.lead, number, ground, new Date(now).toISOString())
}
