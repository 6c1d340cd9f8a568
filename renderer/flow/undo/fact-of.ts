import type { Fact, Lead } from '../../../shared/lead/lead.ts'
import type { Draft } from '../../db/draft.ts'

/** What stands of the very thing that a draft writes (a note, a promise, the route…), by the event that says so; null: nothing does. */
export function factOf(lead: Lead | null, draft: Draft): Pick<Fact, 'event' | 'stamp'> | null {
  if (!lead) return null
  switch (draft.type) {
    case 'note.written':
      return lead.notes.find((n) => n.id === draft.payload.note) ?? null
    case 'callback.scheduled':
      return lead.callbacks.find((c) => c.id === draft.payload.callback) ?? null
    case 'callback.closed':
      return lead.callbacks.find((c) => c.id === draft.payload.callback)?.closed ?? null
    case 'lead.skipped':
      return lead.skip
    case 'route.set':
      return lead.routeByHand
    case 'call.amended':
      return lead.calls.find((c) => c.id === draft.payload.call) ?? null
    case 'lead.merged':
      return lead.merges.find((m) => m.id === draft.payload.merge) ?? null
    default:
      return null
  }
}
