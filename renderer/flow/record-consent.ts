import { type Consent, type Fact, isDoNotCall, isProven } from '../../shared/lead/lead.ts'
import type { Draft } from '../db/draft.ts'
import type { Desk } from './desk.ts'
import { instant, leadOf, openCallbacks } from './lead-of.ts'

/** A consent as a person tells it; its time lies in the past. */
export type ConsentGiven = Omit<Consent, keyof Fact | 'id'>

/** Records a consent given or withdrawn. One withdrawn for the phone is a do-not-call (EV13): the callbacks are cancelled with it. */
export async function recordConsent(desk: Desk, leadId: string, consent: ConsentGiven): Promise<void> {
  const lead = await leadOf(desk, leadId)
  if (consent.at > instant(desk.now())) throw new Error('A consent cannot be of a time still to come.')
  if (consent.for === 'phone' && consent.given && isDoNotCall(lead) && !isProven(lead, consent))
    throw new Error(
      'This person asked not to be called: only a consent given since, with its text and a proof, takes that back.',
    )
  const drafts: Draft[] = [
    { leadId: lead.id, type: 'consent.recorded', payload: { consent: desk.newId(), ...consent } },
  ]
  if (consent.for === 'phone' && !consent.given)
    for (const { id } of openCallbacks(lead))
      drafts.push({
        leadId: lead.id,
        type: 'callback.closed',
        payload: { callback: id, outcome: 'cancelled' },
      })
  await desk.transactor.commit(drafts)
}
