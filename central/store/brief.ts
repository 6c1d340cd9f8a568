import { type Brief, type BriefHandOff, briefOf } from '../../shared/brief/brief.ts'
import { numbersOf } from '../../shared/contact/contact-of.ts'
import { domainOf } from '../../shared/lead/intake/email.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import { explain } from '../../shared/policy/explain.ts'
import { refuseUnseen, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import type { Db, Tx } from './database/schema.ts'
import type { IngestDeps } from './leads/ingest-types.ts'
import { listLeads } from './leads/leads.ts'
import { listPeople } from './people.ts'
import { suppressedBy } from './suppressions/suppressions.ts'

/** The brief of a lead, by any part's id, as of `now` (epoch milliseconds), for somebody who may read it. */
export async function leadBrief(deps: IngestDeps, id: string, viewer: Viewer, now: number): Promise<Brief> {
  const { db } = deps
  await refuseUnseen(db, viewer, id)
  const [found] = (await listLeads(db, viewer, { id, limit: 1 })).leads
  if (!found) throw new Fail('notFound', 'There is no such lead')
  const { lead, handOffs } = found
  return composeBrief(db, deps, lead, handOffs, now)
}

/** The brief of a lead as it is given, which may not be stored yet. */
export async function composeBrief(
  db: Db | Tx,
  deps: IngestDeps,
  lead: Lead,
  handOffs: readonly BriefHandOff[],
  now: number,
): Promise<Brief> {
  const { policy_version } = await db
    .selectFrom('campaigns')
    .select('policy_version')
    .where('id', '=', lead.campaign)
    .executeTakeFirstOrThrow()
  const { policy, compiled } = await deps.policies.version(db, policy_version)
  const suppressed = await suppressedBy(db, keysOf(lead))
  const at = new Date(now).toISOString()
  return briefOf(lead, explain(compiled, lead, at.slice(0, 10)), policy, {
    names: new Map((await listPeople(db)).map((p) => [p.id, p.name])),
    now: at,
    suppressedBy: (key) => suppressed.get(key) ?? null,
    handOffs,
  })
}

function keysOf(lead: Lead): number[] {
  const address = fieldValue(lead, 'email')
  const numbers = numbersOf(lead).map((number) => suppressionKey('phone', number))
  return typeof address === 'string' && address !== ''
    ? [...numbers, suppressionKey('email', address), suppressionKey('email', `@${domainOf(address)}`)]
    : numbers
}
