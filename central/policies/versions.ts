import { sql } from 'kysely'
import type { PolicyVersion } from '../../shared/api/policies.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { mayUseCampaign, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import type { Db } from '../store/database/schema.ts'

/** What was in force in the campaigns that the viewer works, or in one of them; the latest first. */
export async function listVersions(
  db: Db,
  viewer: Viewer,
  campaign: string | undefined,
): Promise<PolicyVersion[]> {
  const rows = await db
    .selectFrom('policy_publications as p')
    .innerJoin('policies', 'policies.version', 'p.version')
    .select((eb) => [
      'p.version',
      'p.campaign',
      'p.note',
      'p.by',
      'p.at',
      'p.from_version as from',
      'p.restores',
      sql<string>`policies.body->>'name'`.as('name'),
      eb
        .selectFrom('campaigns')
        .select(sql<string[]>`coalesce(array_agg(campaigns.id order by campaigns.id), '{}')`.as('ids'))
        .whereRef('campaigns.policy_version', '=', 'p.version')
        .where(mayUseCampaign(viewer, 'campaigns.id'))
        .as('campaigns'),
    ])
    .where(mayUseCampaign(viewer, 'p.campaign'))
    .$if(campaign !== undefined, (q) => q.where('p.campaign', '=', campaign!))
    .orderBy('p.version', 'desc')
    .orderBy('p.campaign')
    .limit(1000)
    .execute()
  return rows.map((row) => ({ ...row, campaigns: row.campaigns ?? [] }))
}

/** The policy of a version that is or was in force in a campaign of the viewer's; in this one, where it is named. Others are not found. */
export async function readVersion(
  db: Db,
  viewer: Viewer,
  version: number,
  campaign?: string,
): Promise<Policy> {
  const row = await db
    .selectFrom('policies')
    .select('body')
    .where('version', '=', version)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('policy_publications as p')
          .select('p.version')
          .where('p.version', '=', version)
          .where(mayUseCampaign(viewer, 'p.campaign'))
          .$if(campaign !== undefined, (q) => q.where('p.campaign', '=', campaign!)),
      ),
    )
    .executeTakeFirst()
  if (!row) throw new Fail('notFound', `There is no version ${version} of a policy here`)
  return row.body
}
