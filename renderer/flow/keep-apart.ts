import type { Desk } from './desk.ts'

/** The two are different people: they are not proposed as duplicates of each other any more. `reason` may be ''. */
export async function keepApart(desk: Desk, id: string, other: string, reason: string): Promise<void> {
  await desk.transactor.commit([{ leadId: id, type: 'lead.keptApart', payload: { other, reason } }])
}
