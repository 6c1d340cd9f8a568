import type { Enrichment } from '../../shared/api/enrichers.ts'
import { combine } from '../../shared/events/combine.ts'
import { hybridClock } from '../../shared/events/stamp.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { idOf } from '../imports/ids.ts'
import { versionOf } from '../store/campaigns.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db } from '../store/database/schema.ts'
import { ingestIn } from '../store/events/ingest.ts'
import { componentOf, lockComponents, partsOf } from '../store/leads/components.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { addressOf } from './address.ts'
import type { EnricherRow } from './enrichers.ts'
import { factsOf } from './facts.ts'
import { getJson } from './get-json.ts'

export const ENRICH_QUEUE = 'enrich'

/** One lead that an enricher is to be asked about. */
export interface EnrichJob {
  /** Any part's id. */
  lead: string
  enricher: string
}

/** Asks about a lead once for each address; what it tells fills blanks, under the enricher's name. A job that comes twice asks nothing. */
export async function enrich(
  deps: IngestDeps & { now(): number },
  job: EnrichJob,
  stopped: AbortSignal,
): Promise<void> {
  const { db } = deps
  const row = await db
    .selectFrom('enrichers')
    .select(['id', 'settings'])
    .where('id', '=', job.enricher)
    .executeTakeFirst()
  const lead = await leadOf(db, job.lead)
  if (!row?.settings.enabled || lead === null) return
  const address = addressOf(row.settings.url, lead)
  if (address === null) return
  const asked = idOf('asked', address)
  const before = await db
    .selectFrom('enrichments')
    .select('asked')
    .where('lead', '=', lead.id)
    .where('enricher', '=', row.id)
    .executeTakeFirst()
  if (before?.asked === asked) return
  const { state, error, fields } = await ask(deps, row, lead, stopped)
  if (state === 'notAsked') return
  const now = deps.now()
  await inTransaction(db, async (tx) => {
    // Erased while the enricher was asked: nothing is to be written of it.
    if ((await lockComponents(tx, [lead.id])).size === 0) return
    const told = { lead: lead.id, enricher: row.id, asked, state, error, at: new Date(now).toISOString() }
    await tx
      .insertInto('enrichments')
      .values(told)
      .onConflict((conflict) => conflict.columns(['lead', 'enricher']).doUpdateSet(told))
      .execute()
    if (Object.keys(fields).length === 0) return
    await ingestIn(tx, deps, {
      now,
      ownerOfNew: () => null,
      events: [
        {
          id: idOf('enriched', lead.id, row.id, asked),
          leadId: lead.id,
          stamp: hybridClock('enricher').next(now),
          actor: 'system:enricher',
          device: 'enricher',
          type: 'lead.captured',
          // Undated: it fills blanks, and never stands against what a person said.
          payload: {
            campaign: lead.campaign,
            channel: 'derived',
            label: row.settings.name,
            at: null,
            fields,
          },
        },
      ],
    })
  })
}

/** What an enricher says of a lead now; nothing is stored. */
export async function ask(
  { db, policies }: Pick<IngestDeps, 'db' | 'policies'>,
  row: EnricherRow,
  lead: Lead,
  stopped: AbortSignal,
): Promise<Enrichment> {
  const { url, headers, timeoutMs, allowPrivate, fields } = row.settings
  const nothing = { fields: {}, problems: [], error: null }
  const address = addressOf(url, lead)
  if (address === null) return { ...nothing, state: 'notAsked' }
  const { policy } = await policies.version(db, await versionOf(db, lead.campaign))
  try {
    const answer = await getJson(address, { headers, timeoutMs, allowPrivate, stopped })
    if (answer === null) return { ...nothing, state: 'unknown' }
    const country = String(fieldValue(lead, 'country') ?? '')
    const facts = factsOf(answer, fields as Record<string, string>, { country, policy })
    return { ...facts, state: 'told', error: null }
  } catch (error) {
    stopped.throwIfAborted()
    return { ...nothing, state: 'failed', error: (error as Error).message.slice(0, 500) }
  }
}

/** A lead as combined of its parts, by any part's id; null: there is none. */
export async function leadOf(db: Db, id: string): Promise<Lead | null> {
  const component = await componentOf(db, id)
  if (component === null) return null
  const parts = await partsOf(db, [component])
  return combine(parts.get(component) ?? [])
}
