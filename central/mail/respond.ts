import type { LeadEvent } from '../../shared/events/event.ts'
import { hybridClock } from '../../shared/events/stamp.ts'
import type { FieldId, FieldValue } from '../../shared/lead/catalog.ts'
import { cleanLine, cleanText, cut } from '../../shared/lead/intake/text.ts'
import type { Channel } from '../../shared/lead/lead.ts'
import { idOf } from '../imports/ids.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Tx } from '../store/database/schema.ts'
import { ingestIn } from '../store/events/ingest.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'

export interface Answered {
  /** UUID of the response event: sent again, it changes nothing. */
  id: string
  /** Any part's id. */
  lead: string
  channel: Channel
  /** 'Clicked "Price list"', 'Replied to "How others did it"'. */
  label: string
  /** Epoch milliseconds. */
  at: number
  /** Values as the catalog has them; anything else throws. */
  fields?: Partial<Record<FieldId, FieldValue>>
  note?: string
}

/** Nobody of the house did it. */
const ACTOR = 'system:response'
const LABEL = 200
const NOTE = 20_000

/** A known lead responded to what it was sent: the response is folded in, the lead re-scored, and handed on when its route changed. */
export function respond(deps: IngestDeps, answered: Answered, now: number): Promise<void> {
  return inTransaction(deps.db, (tx) => respondIn(tx, deps, answered, now))
}

/** The same inside a transaction that `inTransaction` began. A lead that is gone (erased) responds no more: nothing is written. */
export async function respondIn(tx: Tx, deps: IngestDeps, answered: Answered, now: number): Promise<void> {
  const lead = await tx
    .selectFrom('leads')
    .select(['id', 'campaign'])
    .where('id', '=', answered.lead)
    .executeTakeFirst()
  if (!lead) return
  const clock = hybridClock('response')
  const envelope = (id: string) => ({
    id,
    leadId: lead.id,
    stamp: clock.next(now),
    actor: ACTOR,
    device: 'response',
  })
  const events: LeadEvent[] = [
    {
      ...envelope(answered.id),
      type: 'lead.captured',
      payload: {
        campaign: lead.campaign,
        channel: answered.channel,
        label: cut(cleanLine(answered.label), LABEL),
        at: new Date(Math.min(answered.at, now)).toISOString(),
        fields: answered.fields ?? {},
      },
    },
  ]
  const text = cut(cleanText(answered.note ?? ''), NOTE)
  if (text !== '') {
    const note = idOf('note', answered.id)
    events.push({ ...envelope(note), type: 'note.written', payload: { note, text } })
  }
  const verdicts = await ingestIn(tx, deps, { events, now, ownerOfNew: () => null })
  const refused = verdicts.find((v) => v.verdict === 'rejected')
  if (refused) throw new Error(`A response was refused: ${refused.fault.message}`)
}
