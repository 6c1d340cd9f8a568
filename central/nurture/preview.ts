import type { z } from 'zod'
import type { previewRequest, previewResponse } from '../../shared/api/nurture.ts'
import { combine } from '../../shared/events/combine.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { Fail } from '../fail.ts'
import { versionOf } from '../store/campaigns.ts'
import type { Db } from '../store/database/schema.ts'
import { componentOf, partsOf } from '../store/leads/components.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { campaignRow } from './campaigns.ts'
import { type Composed, compose, plainLinks } from './compose.ts'
import { languageFor } from './language.ts'
import { SAMPLE } from './sample.ts'

/** A step as it would be sent now. Throws notFound for a campaign, a lead or a step there is not. */
export async function previewOf(
  { db, policies }: Pick<IngestDeps, 'db' | 'policies'>,
  id: string,
  request: z.infer<typeof previewRequest>,
  now: number,
): Promise<z.infer<typeof previewResponse>> {
  const { body: campaign } = await campaignRow(db, id)
  const step = campaign.steps.find((s) => s.id === request.step)
  if (!step) throw new Fail('notFound', 'There is no such step')
  const lead = request.lead === undefined ? SAMPLE : await leadOf(db, request.lead)
  const own = request.language ?? String(fieldValue(lead, 'language') ?? '')
  const language = languageFor(own, Object.keys(step.content), campaign.language)
  const today = new Date(now).toISOString().slice(0, 10)
  const policy =
    lead === SAMPLE ? {} : (await policies.version(db, await versionOf(db, lead.campaign))).policy
  const context = { campaign, language, links: plainLinks(campaign), today, policy }
  const { subject, text, html } = composed(() => compose(step.content[language]!, lead, context))
  return { to: String(fieldValue(lead, 'email') ?? ''), language, subject, text, html }
}

/** A template may hold for the sample and fail for this lead. */
function composed(make: () => Composed): Composed {
  try {
    return make()
  } catch (error) {
    throw new Fail('malformed', `The template fails for this lead: ${(error as Error).message}`)
  }
}

async function leadOf(db: Db, id: string): Promise<Lead> {
  const component = await componentOf(db, id)
  const parts = component === null ? undefined : (await partsOf(db, [component])).get(component)
  if (!parts) throw new Fail('notFound', 'There is no such lead')
  return combine(parts)
}
