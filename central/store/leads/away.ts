import type { LeadEvent } from '../../../shared/events/event.ts'
import type { Lead } from '../../../shared/lead/lead.ts'
import type { Decision } from '../../../shared/policy/decision.ts'
import { isReopenedSince } from '../../../shared/policy/new-since.ts'
import type { Work } from '../../../shared/policy/work.ts'
import type { EarlierHandOffs, HandOff } from './hand-offs.ts'

const isActive = ({ state }: HandOff): boolean =>
  state === 'waiting' || state === 'delivered' || state === 'accepted'

/** Nobody there has the lead in hand: it waits for the person to come back. */
const isAutomatic = ({ channel }: HandOff): boolean => channel === 'web' || channel === 'nurture'

/**
 * Whether a lead is with a channel, so that it is nobody's work here, and which hand-offs end because it goes on. People's channels
 * keep what they have until they say what became of it; an automatic one loses the lead to another route, found by new events; a
 * settled one when the person responds again.
 */
export function awayOf(
  lead: Lead,
  { away }: EarlierHandOffs,
  { route }: Decision,
  work: Work,
  events: readonly LeadEvent[],
): { left: boolean; withdrawn: string[] } {
  const active = away.filter(isActive)
  if (active.length > 0) {
    const stays = { left: true, withdrawn: [] }
    if (!active.every(isAutomatic) || work.do === 'close' || !events.some(isNew)) return stays
    return active.some((h) => h.route === route) ? stays : { left: false, withdrawn: active.map((h) => h.id) }
  }
  const last = away.at(-1)
  const isSettled = last?.state === 'won' || last?.state === 'lost'
  return { left: isSettled && !isReopenedSince(lead, lead.outcomes.at(-1)?.stamp ?? ''), withdrawn: [] }
}

/** What may send a lead another way; fading and the passing of time never do. */
const isNew = ({ type }: LeadEvent): boolean =>
  type === 'lead.captured' || type === 'field.answered' || type === 'route.set' || type === 'lead.merged'
