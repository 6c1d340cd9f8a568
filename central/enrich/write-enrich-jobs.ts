import type { FieldId } from '../../shared/lead/catalog.ts'
import { fieldValue } from '../../shared/lead/lead.ts'
import type { Tx } from '../store/database/schema.ts'
import { type Change, isAnchor } from '../store/leads/change.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { ENRICH_QUEUE, type EnrichJob } from './enrich.ts'
import { enricherRows } from './enrichers.ts'

/** Leads whose e-mail address, website or company came to be known, or changed, are asked about: jobs within the transaction that told it. */
export async function writeEnrichJobs(tx: Tx, deps: IngestDeps, changes: readonly Change[]): Promise<void> {
  const known = changes.filter((c) => isAnchor(c) && KEYS.some((key) => isNews(c, key)))
  if (known.length === 0) return
  const enrichers = (await enricherRows(tx)).filter((e) => e.settings.enabled)
  const jobs = known.flatMap(({ lead }) =>
    enrichers
      .filter((e) => e.settings.campaigns?.includes(lead.campaign) ?? true)
      .map((e) => ({ data: { lead: lead.id, enricher: e.id } satisfies EnrichJob })),
  )
  await deps.jobs.send(tx, ENRICH_QUEUE, jobs)
}

const KEYS: readonly FieldId[] = ['email', 'website', 'company']

const isNews = ({ lead, was }: Change, key: FieldId): boolean => {
  const value = fieldValue(lead, key)
  return value !== null && value !== '' && (was === null || fieldValue(was, key) !== value)
}
