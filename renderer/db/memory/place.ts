import { numbersOf } from '../../../shared/contact/contact-of.ts'
import type { Lead } from '../../../shared/lead/lead.ts'
import type { Draft } from '../draft.ts'
import type { Replica } from './replica.ts'

/**
 * Where a draft for a merged lead is written: what goes on with a call, a callback, a note or a merge is written for the part that has it,
 * a call for the part whose number is dialed, and a consent or a promise given in it for the same part, so that they stay together when the
 * merge is undone; everything else for the part that the flow named.
 */
export function placed(replica: Replica, draft: Draft): Draft {
  const ids = replica.partIds(draft.leadId)
  if (ids.length === 1) return draft
  const holds = holdsOf(draft)
  const holder = holds && ids.find((id) => holds(replica.part(id)!.lead))
  return holder ? { ...draft, leadId: holder } : draft
}

function holdsOf(draft: Draft): ((part: Lead) => boolean) | null {
  switch (draft.type) {
    case 'call.started':
      return (part) => numbersOf(part).includes(draft.payload.phone)
    case 'call.finished':
    case 'call.amended':
      return ({ calls }) => calls.some((c) => c.id === draft.payload.call)
    case 'consent.recorded':
    case 'callback.scheduled':
      return ({ calls }) => calls.some((c) => c.disposition === null)
    case 'callback.closed':
      return ({ callbacks }) => callbacks.some((c) => c.id === draft.payload.callback)
    case 'note.written':
      return ({ notes }) => notes.some((n) => n.id === draft.payload.note)
    case 'merge.undone':
      return ({ merges }) => merges.some((m) => m.id === draft.payload.merge)
    default:
      return null
  }
}
