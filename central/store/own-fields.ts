import { type Field, isOwnId, type OwnFieldId } from '../../shared/lead/catalog.ts'
import { ownFieldsOf } from '../../shared/policy/own-fields.ts'
import type { Viewer } from '../auth/may-see.ts'
import { campaignOr } from './find-campaign.ts'
import type { IngestDeps } from './leads/ingest-types.ts'

/** The own fields of the campaign of that id or name, not named of the only one there is; none of a campaign that there is not, or not yet. */
export async function ownFieldsFor(
  { db, policies }: Pick<IngestDeps, 'db' | 'policies'>,
  viewer: Viewer,
  named: string | undefined,
): Promise<Field[]> {
  const campaign = await campaignOr(db, viewer, named)
  return campaign ? ownFieldsOf((await policies.version(db, campaign.policyVersion)).policy) : []
}

/** Ids of the own fields that these campaigns declare today; null: all campaigns. Each once. */
export async function ownFieldIdsOf(
  { db, policies }: Pick<IngestDeps, 'db' | 'policies'>,
  campaigns: readonly string[] | null,
): Promise<Set<OwnFieldId>> {
  const rows = await db.selectFrom('campaigns').select(['id', 'policy_version as version']).execute()
  const ids = new Set<OwnFieldId>()
  for (const { version } of rows.filter(({ id }) => campaigns?.includes(id) ?? true))
    for (const { id } of ownFieldsOf((await policies.version(db, version)).policy))
      if (isOwnId(id)) ids.add(id)
  return ids
}
