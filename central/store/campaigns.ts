import { sql } from 'kysely'
import { compile } from '../../shared/policy/compile.ts'
import { type Policy, policySchema } from '../../shared/policy/policy.ts'
import type { Campaign } from '../../shared/sync/protocol.ts'
import { mayUseCampaign, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import { allot, notify } from './feed.ts'
import { inTransaction, isTaken } from './retry.ts'
import type { Db, Tx } from './schema.ts'

/**
 * Makes a campaign under a policy. Versions are numbered through all campaigns, so that a version names one policy; the same policy
 * is published once. Throws PolicyError for one that does not hold together, a conflict for an id that is taken.
 */
export function createCampaign(
  db: Db,
  input: { id: string; name: string; policy: Policy },
): Promise<Campaign> {
  compile(policySchema.parse(input.policy))
  return inTransaction(db, async (tx) => {
    // First the feed's lock: two that publish at once get two versions.
    const { first, last } = await allot(tx, 2)
    const version = await publish(tx, input.policy, first)
    const { id, name } = input
    await tx.insertInto('campaigns').values({ id, name, policy_version: version, change: last }).execute()
    await notify(tx, 'all')
    return { id, name, policyVersion: version }
  }).catch((error: unknown) => {
    if (!isTaken(error)) throw error
    throw new Fail('conflict', `There is a campaign ${input.id} already`, [
      { pointer: '/id', detail: 'is taken' },
    ])
  })
}

/** The version under which a policy is published: a new one, unless the same is there. The feed is locked. */
export async function publish(tx: Tx, policy: Policy, change: number): Promise<number> {
  const same = await tx
    .selectFrom('policies')
    .select('version')
    .where(sql`body::jsonb - 'version'`, '=', sql`${JSON.stringify(policy)}::jsonb - 'version'`)
    .executeTakeFirst()
  if (same) return same.version
  const top = await tx
    .selectFrom('policies')
    .select((eb) => eb.fn.max('version').as('version'))
    .executeTakeFirst()
  const version = (top?.version ?? 0) + 1
  await tx
    .insertInto('policies')
    .values({ version, body: JSON.stringify({ ...policy, version }), change })
    .execute()
  return version
}

/** The campaigns that a viewer may bring leads into. */
export function listCampaigns(db: Db, viewer: Viewer): Promise<Campaign[]> {
  return db
    .selectFrom('campaigns')
    .select(['id', 'name', 'policy_version as policyVersion'])
    .where(mayUseCampaign(viewer, 'campaigns.id'))
    .orderBy('id')
    .execute()
}
