import type { Field } from '../../shared/lead/catalog.ts'
import { ownFieldsOf } from '../../shared/policy/own-fields.ts'
import type { Viewer } from '../auth/may-see.ts'
import { campaignOr } from './find-campaign.ts'
import type { IngestDeps } from './ingest-types.ts'

/** The own fields of the campaign of that id or name, not named of the only one there is; none of a campaign that there is not, or not yet. */
export async function ownFieldsFor(
  { db, policies }: Pick<IngestDeps, 'db' | 'policies'>,
  viewer: Viewer,
  named: string | undefined,
): Promise<Field[]> {
  const campaign = await campaignOr(db, viewer, named)
  return campaign ? ownFieldsOf((await policies.version(db, campaign.policyVersion)).policy) : []
}
