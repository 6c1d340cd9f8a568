import type { LeadEvent } from '../../../shared/events/event.ts'
import type { AckedRecord, ParkedRecord } from '../database/database.ts'
import { unsealed } from '../errors.ts'
import type { Sealer } from '../seal/seal.ts'
import type { ParkedEvent } from '../views.ts'

type Taken = Pick<LeadEvent, 'leadId' | 'effective'>

/** An event as central took it, not parsed: an earlier version may have kept it. Rejects with DamageError, as the other. */
export const openAcked = (sealer: Sealer, { id, sealed }: AckedRecord): Promise<Taken> =>
  unsealed(sealer.open<Taken>(`event:${id}`, sealed), { acked: [id] })

export const openParked = (sealer: Sealer, { id, sealed }: ParkedRecord): Promise<ParkedEvent> =>
  unsealed(sealer.open<ParkedEvent>(`parked:${id}`, sealed), { parked: [id] })
