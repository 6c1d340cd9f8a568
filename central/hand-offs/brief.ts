import type { Brief } from '../../shared/brief/brief.ts'
import type { Viewer } from '../auth/may-see.ts'
import { leadBrief } from '../store/brief.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { notThere, visible } from './list.ts'

/** The brief of the lead that was handed off, for somebody who may see the hand-off. */
export async function handOffBrief(
  deps: IngestDeps,
  id: string,
  viewer: Viewer,
  now: number,
): Promise<Brief> {
  const row = await visible(deps.db, viewer).where('hand_offs.id', '=', id).executeTakeFirst()
  if (!row) throw notThere()
  return leadBrief(deps, row.lead, viewer, now)
}
