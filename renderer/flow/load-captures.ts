import { leadEvents } from '../../shared/api/api.ts'
import { leadEvent } from '../../shared/events/event.ts'
import type { Desk } from './desk.ts'

/** Event id -> the input as it came, by its own column names. Only central keeps it: online only. */
export async function loadCaptures(
  desk: Desk,
  parts: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Record<string, string>>> {
  const raw = new Map<string, Record<string, string>>()
  for (const id of parts) {
    const { events } = await desk.api.request({
      method: 'GET',
      path: `leads/${id}/events`,
      schema: leadEvents,
      signal,
    })
    for (const one of events) {
      const event = leadEvent.parse(one)
      if (event.type === 'lead.captured' && event.payload.raw) raw.set(event.id, event.payload.raw)
    }
  }
  return raw
}
