import type { Draft } from '../../renderer/db/draft.ts'
import { realDesk } from '../central/real-desk.ts'
import { newId } from '../central/support.ts'
import { answerDraft, captureDraft } from '../renderer/support/leads.ts'
import { type Asked, type Outcome, type Proof, seedsOf, seedsText } from './proof.ts'
import { withCentral } from './support/central.ts'
import { createRandom } from './support/random.ts'

const EVENTS = 500
/** What central cannot take, whatever else comes with it. */
const POISONS: Record<string, (lead: string) => Draft> = {
  'text that cannot be stored': (leadId) => ({
    leadId,
    type: 'note.written',
    payload: { note: newId(), text: 'a\u0000b' },
  }),
  'half a character': (leadId) => ({
    leadId,
    type: 'note.written',
    payload: { note: newId(), text: 'a\ud83d' },
  }),
  'a merge with a lead that nobody has': (leadId) => ({
    leadId,
    type: 'lead.merged',
    payload: { merge: newId(), other: newId() },
  }),
  'the undoing of no merge': (leadId) => ({
    leadId,
    type: 'merge.undone',
    payload: { merge: newId(), reason: 'none' },
  }),
  'a capture into another campaign': (leadId) => {
    const { payload, ...draft } = captureDraft(leadId) as Extract<Draft, { type: 'lead.captured' }>
    return { ...draft, payload: { ...payload, campaign: 'autumn' } }
  },
}

/** [SY21] [SY42] A poison event among 500: 499 are applied, one is parked in sight, whichever it is and wherever it stands. */
export const poison: Proof = {
  name: 'poison',
  run: (asked: Asked): Promise<Outcome> =>
    withCentral(asked.databases, async (central) => {
      const seeds = seedsOf(asked, asked.size === 'full' ? 50 : Object.keys(POISONS).length)
      const failures: string[] = []
      for (const seed of seeds) {
        const names = Object.keys(POISONS)
        const name = names[seed % names.length]!
        const desk = await realDesk(central, central.people.ana)
        const lead = newId()
        await desk.transactor.commit([captureDraft(lead)])
        await desk.round()
        const drafts = Array.from({ length: EVENTS - 1 }, (_, n) =>
          answerDraft(lead, 'budget', n % 2 ? 'none' : 'planned'),
        )
        drafts.splice(createRandom(seed).below(EVENTS), 0, POISONS[name]!(lead))
        await desk.transactor.commit(drafts)
        await desk.round()
        const parked = (await desk.reader.parked()).map((p) => p.fault.kind)
        const stored = await central.store.db
          .selectFrom('events')
          .select('id')
          .where('lead', '=', lead)
          .execute()
        const shown = (await desk.reader.snapshot(lead))?.lead
        const kept = await central.store.db
          .selectFrom('leads')
          .select('state')
          .where('id', '=', lead)
          .executeTakeFirst()
        const isSame = JSON.stringify(shown) === JSON.stringify(kept?.state)
        if (parked.length !== 1 || stored.length !== EVENTS || desk.port.waiting() !== 0 || !isSame)
          failures.push(
            `${name}: ${stored.length - 1} applied, parked ${parked}, ${desk.port.waiting()} wait, ${isSame ? '' : 'not '}the same\n  replay: npm run proof -- poison --seed ${seed}`,
          )
        await desk.stop()
      }
      return {
        size: `${EVENTS} events, ${Object.keys(POISONS).length} kinds of poison`,
        seeds: seedsText(seeds),
        failures,
        note: `${EVENTS - 1} applied and 1 parked each time`,
      }
    }),
}
