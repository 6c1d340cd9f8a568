import type { Desk } from './desk.ts'

/** These reasons do not make the lead invalid any more (ids of shared/policy/validity.ts). */
export const reinstate = (
  desk: Desk,
  id: string,
  reasons: readonly string[],
  reason: string,
): Promise<void> => reinstateAll(desk, [{ id, invalid: reasons }], reason)

/** The same for many leads, each with all of its reasons, in one commit. */
export async function reinstateAll(
  desk: Desk,
  leads: readonly { id: string; invalid: readonly string[] }[],
  reason: string,
): Promise<void> {
  await desk.transactor.commit(
    leads.map(({ id, invalid }) => ({
      leadId: id,
      type: 'lead.reinstated',
      payload: { reasons: [...invalid], reason },
    })),
  )
}
