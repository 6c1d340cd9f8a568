import type { RouteId } from '../../shared/lead/route.ts'
import type { Desk } from './desk.ts'

/** Sets the route by hand; null withdraws it and the score decides again. */
export async function setRoute(
  desk: Desk,
  leadId: string,
  route: RouteId | null,
  reason: string,
): Promise<void> {
  await desk.transactor.commit([{ leadId, type: 'route.set', payload: { route, reason } }])
}
