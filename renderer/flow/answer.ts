import type { FieldId, FieldValue } from '../../shared/lead/catalog.ts'
import type { Desk } from './desk.ts'
import { leadOf, policyOf, runningCall } from './lead-of.ts'

const DAY_MS = 86_400_000

/**
 * The person's answer to a field, given in the running call or without one.
 * @param words what they said beside it; '' for nothing
 */
export async function answer(
  desk: Desk,
  leadId: string,
  field: FieldId,
  value: FieldValue,
  words = '',
): Promise<void> {
  const lead = await leadOf(desk, leadId)
  const call = runningCall(desk, lead)?.id ?? null
  const said = words.trim() === '' ? {} : { words: words.trim().slice(0, 500) }
  await desk.transactor.commit([{ leadId, type: 'field.answered', payload: { field, value, call, ...said } }])
}

/** The person would not say: the field stays open and is not asked again until the policy's re-ask day. */
export async function decline(desk: Desk, leadId: string, field: FieldId): Promise<void> {
  const lead = await leadOf(desk, leadId)
  const days = policyOf(desk, lead).fields.find((f) => f.field === field)?.reaskDays ?? 30
  const reaskOn = new Date(desk.now() + days * DAY_MS).toISOString().slice(0, 10)
  const call = runningCall(desk, lead)?.id ?? null
  await desk.transactor.commit([{ leadId, type: 'field.declined', payload: { field, reaskOn, call } }])
}

/**
 * The person will tell later, and has not refused.
 * @param until 'call': once the running call is over; else the ISO day from which to ask again
 */
export async function postpone(desk: Desk, leadId: string, field: FieldId, until: string): Promise<void> {
  const call = runningCall(desk, await leadOf(desk, leadId))?.id ?? null
  const inCall = until === 'call'
  const reaskOn = inCall ? new Date(desk.now()).toISOString().slice(0, 10) : until
  const later = inCall ? ('call' as const) : ('day' as const)
  await desk.transactor.commit([{ leadId, type: 'field.declined', payload: { field, reaskOn, call, later } }])
}

/** The value was wrong: the field is open again. */
export async function withdraw(desk: Desk, leadId: string, field: FieldId, reason: string): Promise<void> {
  await desk.transactor.commit([{ leadId, type: 'field.withdrawn', payload: { field, reason } }])
}
