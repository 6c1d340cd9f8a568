import type { FieldId, FieldValue } from '../../shared/lead/catalog.ts'
import type { Channel } from '../../shared/lead/lead.ts'
import type { IngestDeps } from '../store/ingest-types.ts'

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
  fields?: Partial<Record<FieldId, FieldValue>>
  note?: string
}

/** A known lead responded to what it was sent: the response is folded in, the lead re-scored, and handed on when its route changed. */
export async function respond(_deps: IngestDeps, _answered: Answered, _now: number): Promise<void> {}
