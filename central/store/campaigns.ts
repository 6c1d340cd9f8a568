import { type Insertable, sql } from 'kysely'
import type { CampaignChange, CampaignListed } from '../../shared/api/api.ts'
import { compile } from '../../shared/policy/compile.ts'
import { parsePolicy } from '../../shared/policy/parse-policy.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import type { Campaign } from '../../shared/sync/protocol.ts'
import { CENTRAL, mayRead, mayUseCampaign, refuseToRun, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import type { PolicyTables } from '../policies/tables.ts'
import { inTransaction, isTaken } from './database/retry.ts'
import type { Db, Tx } from './database/schema.ts'
import { allot, notify } from './feed.ts'

/**
 * Makes a campaign under a policy. Versions are numbered through all campaigns, so that a version names one policy; the same policy
 * is published once. Throws PolicyError for one that does not hold together, a conflict for an id that is taken.
 */
export function createCampaign(
  db: Db,
  input: { id: string; name: string; policy: Policy; by?: string; now?: number },
): Promise<Campaign> {
  compile(parsePolicy(input.policy))
  return inTransaction(db, async (tx) => {
    // First the feed's lock: two that publish at once get two versions.
    const { first, last } = await allot(tx, 2)
    const version = (await sameAs(tx, input.policy)) ?? (await publish(tx, input.policy, first))
    const { id, name } = input
    await tx.insertInto('campaigns').values({ id, name, policy_version: version, change: last }).execute()
    const at = new Date(input.now ?? Date.now()).toISOString()
    await notePublication(tx, { campaign: id, version, note: '', by: input.by ?? CENTRAL.id, at })
    await notify(tx, 'all')
    return { id, name, policyVersion: version }
  }).catch((error: unknown) => {
    if (!isTaken(error)) throw error
    throw new Fail('conflict', `There is a campaign ${input.id} already`, [
      { pointer: '/id', detail: 'is taken' },
    ])
  })
}

/** The version that has this policy already. */
async function sameAs(tx: Tx, policy: Policy): Promise<number | undefined> {
  const same = await tx
    .selectFrom('policies')
    .select('version')
    .where(sql`body::jsonb - 'version'`, '=', sql`${JSON.stringify(policy)}::jsonb - 'version'`)
    .orderBy('version')
    .limit(1)
    .executeTakeFirst()
  return same?.version
}

/** Publishes a policy as a new version. The feed is locked. */
export async function publish(tx: Tx, policy: Policy, change: number): Promise<number> {
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

/** Notes that a campaign came under a version. */
export async function notePublication(
  tx: Tx,
  row: Omit<Insertable<PolicyTables['policy_publications']>, 'from_version' | 'restores'> & {
    from_version?: number
    restores?: number | undefined
  },
): Promise<void> {
  const publication = { ...row, from_version: row.from_version ?? null, restores: row.restores ?? null }
  await tx.insertInto('policy_publications').values(publication).execute()
}

/** The version that a campaign is under. Throws when there is no such campaign. */
export async function versionOf(db: Db | Tx, campaign: string): Promise<number> {
  const row = await db
    .selectFrom('campaigns')
    .select('policy_version')
    .where('id', '=', campaign)
    .executeTakeFirst()
  if (!row) throw new Fail('notFound', 'There is no such campaign')
  return row.policy_version
}

/** Columns of a campaign, and what they say of it. */
export const CAMPAIGN = [
  'id',
  'name',
  'policy_version as policyVersion',
  'archived_at as archivedAt',
] as const
export const campaignOf = ({
  archivedAt,
  ...row
}: Omit<Campaign, 'archived'> & { archivedAt: string | null }): Campaign =>
  archivedAt === null ? row : { ...row, archived: true }

/** The campaigns that a viewer may bring leads into, those put aside, too. */
export async function listCampaigns(db: Db, viewer: Viewer): Promise<Campaign[]> {
  const rows = await db
    .selectFrom('campaigns')
    .select(CAMPAIGN)
    .where(mayUseCampaign(viewer, 'campaigns.id'))
    .orderBy('id')
    .execute()
  return rows.map(campaignOf)
}

/** The same with how many leads are to be worked. */
export async function listCounted(db: Db, viewer: Viewer): Promise<CampaignListed[]> {
  const campaigns = await listCampaigns(db, viewer)
  const counts = await db
    .selectFrom('leads')
    .select((eb) => [
      'campaign',
      eb.fn.countAll<number>().as('open'),
      eb.fn.countAll<number>().filterWhere('owner', 'is', null).as('pool'),
    ])
    .where('stage', '=', 'open')
    .whereRef('id', '=', 'component')
    .where(mayRead(viewer))
    .groupBy('campaign')
    .execute()
  return campaigns.map((c) => {
    const { open = 0, pool = 0 } = counts.find((n) => n.campaign === c.id) ?? {}
    return { ...c, open: Number(open), pool: Number(pool) }
  })
}

/** Names a campaign anew, puts it aside or brings it back; every desk is told. Throws for one the viewer does not run. */
export function changeCampaign(
  db: Db,
  viewer: Viewer,
  id: string,
  { name, archived }: CampaignChange,
  now: number,
): Promise<Campaign> {
  return inTransaction(db, async (tx) => {
    await refuseToRun(tx, viewer, id)
    const { last: change } = await allot(tx, 1)
    const row = await tx
      .updateTable('campaigns')
      .set((eb) => ({
        change,
        ...(name === undefined ? {} : { name }),
        ...(archived === undefined
          ? {}
          : {
              archived_at: archived
                ? eb.fn.coalesce('archived_at', eb.val(new Date(now).toISOString()))
                : null,
            }),
      }))
      .where('id', '=', id)
      .returning(CAMPAIGN)
      .executeTakeFirstOrThrow()
    await notify(tx, 'all')
    return campaignOf(row)
  })
}
