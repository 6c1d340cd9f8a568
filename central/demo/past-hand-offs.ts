import { sql } from 'kysely'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import type { HandOffChannel, RouteId } from '../../shared/lead/route.ts'
import { noteHandOffClocks } from '../escalation/clocks.ts'
import type { HandOffRow } from '../hand-offs/rows.ts'
import type { Tx } from '../store/database/schema.ts'
import { ingestIn } from '../store/events/ingest.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { type Became, becameOf } from './past-outcome.ts'
import type { PastStory } from './past-story.ts'
import { DEMO_SUPERVISOR } from './people.ts'
import { seededDice } from './persons.ts'
import { DAY_MS, HOUR_MS, iso, Story } from './story.ts'

const SEED = 815

interface Made {
  id: string
  lead: string
  channel: HandOffChannel
  route: RouteId
}

/** What became of the hand-offs of a batch: their rows, and what the leads are told of it. `at`: when the batch was decided. */
export async function settlePast(
  tx: Tx,
  store: IngestDeps,
  batch: readonly PastStory[],
  at: number,
  now: number,
): Promise<void> {
  const byLead = new Map(batch.map((b) => [b.captured.leadId, b]))
  const made: Made[] = await tx
    .selectFrom('hand_offs')
    .select(['id', 'lead', 'channel', 'route'])
    .where('lead', '=', sql<string>`any(${[...byLead.keys()]}::uuid[])`)
    .execute()
  const settled = made.map((handOff) => {
    const told = byLead.get(handOff.lead)!
    const dice = seededDice(SEED + Number.parseInt(handOff.lead.slice(0, 6), 16))
    const became = becameOf(told.truth, handOff.channel, dice, told.story.end, now)
    const steps = {
      accepted: dice.number.float({ min: 0.1, max: 2 }),
      acted: dice.number.float({ min: 0.2, max: 20 }),
    }
    return {
      row: rowOf(handOff, told.story.end, became, steps),
      events: eventsOf(handOff, told, became, now),
    }
  })
  await updateRows(
    tx,
    settled.map((s) => s.row),
  )
  await noteHandOffClocks(
    tx,
    store,
    made.map((m) => m.id),
    at,
  )
  const events = settled.flatMap((s) => s.events)
  const verdicts = await ingestIn(tx, store, { events, now, ownerOfNew: () => null })
  const refused = verdicts.find((v) => v.verdict === 'rejected')
  if (refused) throw new Error(`The demo campaign's outcomes were refused: ${JSON.stringify(refused)}`)
}

type Settled = Partial<HandOffRow> & Pick<HandOffRow, 'id' | 'at' | 'as_of' | 'state'>

/** Decided when the call ended; people's channels took it on within `steps` hours. */
function rowOf(
  { id, channel }: Made,
  end: number,
  became: Became,
  steps: { accepted: number; acted: number },
): Settled {
  const row = { id, at: iso(end), as_of: iso(end).slice(0, 10), delivered_at: iso(end + HOUR_MS / 12) }
  const accepted = end + Math.round(steps.accepted * HOUR_MS)
  const taken =
    channel === 'sales' || channel === 'partner'
      ? { accepted_at: iso(accepted), first_action_at: iso(accepted + Math.round(steps.acted * HOUR_MS)) }
      : {}
  if (became.kind === 'open') return { ...row, state: 'delivered' }
  if (became.kind === 'returned')
    return {
      ...{ ...row, state: 'returned', returned_at: iso(became.at), returned_by: DEMO_SUPERVISOR.id },
      ...{ return_reason: became.reason, return_note: '' },
    }
  return {
    ...{ ...row, ...taken, state: became.outcome, outcome: became.outcome, outcome_at: iso(became.at) },
    ...{ outcome_value: became.value, outcome_currency: became.value === null ? '' : 'USD' },
    ...{ outcome_reason: became.reason, outcome_by: DEMO_SUPERVISOR.id },
  }
}

/** One statement for all: a command each, as people give them, would make the first start seconds longer. */
async function updateRows(tx: Tx, rows: readonly Settled[]): Promise<void> {
  await sql`
    update hand_offs h set at = r.at, as_of = r.as_of, state = r.state, version = h.version + 1, delivered_at = r.delivered_at,
      accepted_at = r.accepted_at, first_action_at = r.first_action_at, returned_at = r.returned_at, returned_by = r.returned_by,
      return_reason = r.return_reason, return_note = r.return_note, outcome = r.outcome, outcome_at = r.outcome_at,
      outcome_value = r.outcome_value, outcome_currency = r.outcome_currency, outcome_reason = r.outcome_reason,
      outcome_by = r.outcome_by
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, at timestamptz, as_of date, state text,
      delivered_at timestamptz, accepted_at timestamptz, first_action_at timestamptz, returned_at timestamptz, returned_by text,
      return_reason text, return_note text, outcome text, outcome_at timestamptz, outcome_value double precision,
      outcome_currency text, outcome_reason text, outcome_by text)
    where h.id = r.id`.execute(tx)
}

/** What the lead is told; one that came back is called once more, and is not interested. */
function eventsOf(handOff: Made, { captured, story }: PastStory, became: Became, now: number): LeadEvent[] {
  const lead = fold(null, [captured, ...story.events])
  const end = new Story(lead, story.agent, story.dice, now, story.events.length)
  if (became.kind === 'returned') {
    const payload = { handOff: handOff.id, route: handOff.route, reason: became.reason, note: '' }
    end.write(became.at, 'handOff.returned', payload, DEMO_SUPERVISOR.id)
    end.call(became.at + 4 * DAY_MS, 'notInterested', 45)
  } else if (became.kind === 'settled') {
    const { outcome, value, reason, at } = became
    const currency = value === null ? '' : 'USD'
    const payload = { handOff: handOff.id, outcome, value, currency, reason, at: iso(at) }
    end.write(at, 'outcome.recorded', payload, DEMO_SUPERVISOR.id)
  }
  return end.events
}
