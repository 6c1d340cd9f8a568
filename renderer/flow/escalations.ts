import { type EscalationsPage, escalationsPage } from '../../shared/api/escalations.ts'
import type { Desk } from './desk.ts'

/** What can be looked at: what came to those who manage, all that nobody looks after (reminders of owners, too), what somebody does, what is over. */
const VIEWS = {
  escalated: { state: 'open', level: 'escalated' },
  open: { state: 'open' },
  acknowledged: { state: 'acknowledged' },
  resolved: { state: 'resolved' },
} as const
export type EscalationView = keyof typeof VIEWS

/** Escalations of a view that this person may see, the latest first, a page at a time. @param cursor left out: the first page */
export function loadEscalations(
  desk: Desk,
  view: EscalationView,
  { cursor = null, campaign = null }: { cursor?: string | null; campaign?: string | null },
  signal?: AbortSignal,
): Promise<EscalationsPage> {
  const query = new URLSearchParams({
    ...VIEWS[view],
    ...(campaign === null ? {} : { campaign }),
    ...(cursor === null ? {} : { cursor }),
  })
  return desk.api.request({ method: 'GET', path: `escalations?${query}`, schema: escalationsPage, signal })
}

/** How many escalations of a view this person may see. */
export async function countEscalations(
  desk: Desk,
  view: EscalationView,
  signal?: AbortSignal,
): Promise<number> {
  const path = `escalations?${new URLSearchParams({ ...VIEWS[view], limit: '1' })}`
  return (await desk.api.request({ method: 'GET', path, schema: escalationsPage, signal })).total
}

export type EscalationCommand =
  | { what: 'acknowledge' | 'nudge' | 'take-over' }
  | { what: 'resolve'; reason: string }
  | { what: 'reassign'; to: string | null; reason: string }

/** Does the same to each; rejects with the first that failed, once all were asked. */
export async function settleEscalations(
  desk: Desk,
  ids: readonly string[],
  { what, ...body }: EscalationCommand,
): Promise<void> {
  const asked = await Promise.allSettled(
    ids.map((id) => desk.api.request({ method: 'POST', path: `escalations/${id}/${what}`, body })),
  )
  const failed = asked.find((a) => a.status === 'rejected')
  if (failed) throw failed.reason
}
