import { type LeadEvent, leadEvent } from '../../shared/events/event.ts'
import type { AckedRecord, ParkedRecord } from './database.ts'
import { unsealed } from './errors.ts'
import type { Sealer } from './seal.ts'
import type { ParkedEvent } from './views.ts'

/** An event as central took it. Rejects with DamageError, as the other. */
export async function openAcked(sealer: Sealer, { id, sealed }: AckedRecord): Promise<LeadEvent> {
  return leadEvent.parse(await unsealed(sealer.open(`event:${id}`, sealed), { acked: [id] }))
}

export const openParked = (sealer: Sealer, { id, sealed }: ParkedRecord): Promise<ParkedEvent> =>
  unsealed(sealer.open<ParkedEvent>(`parked:${id}`, sealed), { parked: [id] })
