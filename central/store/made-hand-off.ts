import type { Lead } from '../../shared/lead/lead.ts'
import type { HandedOff } from '../channels/body.ts'

/** A hand-off as it is made: the lead as combined at that moment. */
export interface MadeHandOff {
  lead: Lead
  handOff: HandedOff
}
