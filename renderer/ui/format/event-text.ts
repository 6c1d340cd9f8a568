import type { TFunction } from 'i18next'
import type { LeadEvent } from '../../../shared/events/event.ts'

/** What an event does, in words; of a type that this version does not know, its name. */
export function eventText(t: TFunction, type: string): string {
  const known = Object.entries(EVENTS).find(([name]) => name === type)
  return known ? t(`parked.change.${known[1]}`) : type
}

const EVENTS = {
  'lead.captured': 'captured',
  'field.answered': 'answered',
  'field.declined': 'declined',
  'field.withdrawn': 'withdrawn',
  'call.started': 'started',
  'call.finished': 'finished',
  'call.amended': 'amended',
  'callback.scheduled': 'scheduled',
  'callback.closed': 'closed',
  'note.written': 'note',
  'consent.recorded': 'consent',
  'doNotCall.lifted': 'lifted',
  'route.set': 'route',
  'lead.skipped': 'skipped',
  'lead.merged': 'merged',
  'merge.undone': 'undone',
  'lead.keptApart': 'apart',
  'lead.reinstated': 'reinstated',
  'handOff.returned': 'returned',
  'outcome.recorded': 'outcome',
  'response.takenBack': 'takenBack',
} as const satisfies Record<LeadEvent['type'], string>
