import type { FieldId, FieldValue } from '../../shared/lead/catalog.ts'
import type { Desk } from './desk.ts'
import { leadOf, policyOf, runningCall } from './lead-of.ts'

const DAY_MS = 86_400_000

/** The person's answer to a field, given in the running call or without one. */
export async function answer(desk: Desk, leadId: string, field: FieldId, value: FieldValue): Promise<void> {
  const lead = await leadOf(desk, leadId)
  const call = runningCall(desk, lead)?.id ?? null
  await desk.transactor.commit([{ leadId, type: 'field.answered', payload: { field, value, call } }])
}

/** The person would not say: the field stays open and is not asked again until the policy's re-ask day. */
export async function decline(desk: Desk, leadId: string, field: FieldId): Promise<void> {
  const lead = await leadOf(desk, leadId)
  const days = policyOf(desk, lead).fields.find((f) => f.field === field)?.reaskDays ?? 30
  const reaskOn = new Date(desk.now() + days * DAY_MS).toISOString().slice(0, 10)
  const call = runningCall(desk, lead)?.id ?? null
  await desk.transactor.commit([{ leadId, type: 'field.declined', payload: { field, reaskOn, call } }])
}

/** The value was wrong: the field is open again. */
export async function withdraw(desk: Desk, leadId: string, field: FieldId, reason: string): Promise<void> {
  await desk.transactor.commit([{ leadId, type: 'field.withdrawn', payload: { field, reason } }])
}
