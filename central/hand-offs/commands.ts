import type { z } from 'zod'
import type {
  acceptRequest,
  actionRequest,
  HandOff,
  outcomeRequest,
  returnRequest,
} from '../../shared/api/hand-offs.ts'
import type { Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import { type CommandDeps, command, type Step } from './command.ts'
import type { HandOffRow } from './rows.ts'

type Body<S extends z.ZodType> = z.output<S>

/** Somebody takes it on: who accepts for themselves has it from then on. */
export function accept(
  deps: CommandDeps,
  viewer: Viewer,
  id: string,
  { version }: Body<typeof acceptRequest>,
): Promise<HandOff> {
  return command(deps, viewer, { id, version }, (row, _tx, at) => {
    const owner = row.owner ?? receiverOf(viewer)
    if (row.state === 'accepted' && (row.owner === viewer.id || viewer.role !== 'inbox')) return null
    refuseSettled(row)
    if (row.state === 'accepted') throw new Fail('conflict', 'Somebody else has accepted it')
    return { set: { ...acceptedFrom(row, at), owner } }
  })
}

/** Sends the lead back to the call center. */
export function sendBack(
  deps: CommandDeps,
  viewer: Viewer,
  id: string,
  { version, reason, note }: Body<typeof returnRequest>,
): Promise<HandOff> {
  return command(deps, viewer, { id, version }, (row, _tx, at) => {
    if (row.state === 'returned' && row.return_reason === reason && row.return_note === note) return null
    refuseSettled(row)
    if (row.channel !== 'sales' && row.channel !== 'partner')
      throw new Fail('conflict', 'Only what went to Sales or a partner can be sent back')
    return {
      set: {
        state: 'returned',
        delivered_at: row.delivered_at ?? at,
        returned_at: at,
        returned_by: viewer.id,
        return_reason: reason,
        return_note: note,
      },
      event: { type: 'handOff.returned', payload: { handOff: id, route: row.route, reason, note } },
    }
  })
}

/** Something was done about it. Who acts has accepted. */
export function noteAction(
  deps: CommandDeps,
  viewer: Viewer,
  id: string,
  { kind, note, ...said }: Body<typeof actionRequest>,
): Promise<HandOff> {
  return command(deps, viewer, { id }, async (row, tx, now) => {
    const at = notLater(said.at, now)
    const known = await tx
      .selectFrom('hand_off_actions')
      .select('kind')
      .where('hand_off', '=', id)
      .where('at', '=', at)
      .where('kind', '=', kind)
      .where('by', '=', viewer.id)
      .executeTakeFirst()
    if (known) return null
    if (row.state === 'returned' || row.state === 'withdrawn') throw settled(row)
    const isOpen = row.state === 'waiting' || row.state === 'delivered'
    const first = row.first_action_at === null || at < row.first_action_at ? at : row.first_action_at
    return {
      set: {
        ...(isOpen ? { ...acceptedFrom(row, at), owner: row.owner ?? receiverOf(viewer) } : {}),
        first_action_at: first,
      },
      also: (t) =>
        t.insertInto('hand_off_actions').values({ hand_off: id, kind, note, by: viewer.id, at }).execute(),
    }
  })
}

/** Won or lost. Said again, it is corrected. */
export function recordOutcome(
  deps: CommandDeps,
  viewer: Viewer,
  id: string,
  { version, ...said }: Body<typeof outcomeRequest>,
): Promise<HandOff> {
  return command(deps, viewer, { id, version }, (row, _tx, now) => {
    const { outcome, value, reason } = said
    const currency = value === null ? '' : said.currency
    const isSame =
      row.outcome === outcome &&
      row.outcome_value === value &&
      row.outcome_currency === currency &&
      row.outcome_reason === reason &&
      (said.at === undefined || row.outcome_at === notLater(said.at, now))
    if (isSame) return null
    if (row.state === 'returned' || row.state === 'withdrawn') throw settled(row)
    const at = notLater(said.at ?? row.outcome_at ?? undefined, now)
    return {
      set: {
        state: outcome,
        delivered_at: row.delivered_at ?? now,
        outcome,
        outcome_value: value,
        outcome_currency: currency,
        outcome_reason: reason,
        outcome_by: viewer.id,
        outcome_at: at,
      },
      event: {
        type: 'outcome.recorded',
        payload: { handOff: id, outcome, value, currency, reason, at },
      },
    }
  })
}

/** Who accepts becomes the owner where they are one of the receivers; others accept for the team. */
const receiverOf = ({ id, role }: Viewer): string | null => (role === 'inbox' ? id : null)

const acceptedFrom = (row: HandOffRow, at: string): Step['set'] => ({
  state: 'accepted',
  delivered_at: row.delivered_at ?? at,
  accepted_at: row.accepted_at ?? at,
})

const notLater = (at: string | undefined, now: string): string => {
  const iso = at === undefined ? now : new Date(at).toISOString()
  return iso < now ? iso : now
}

function refuseSettled(row: HandOffRow): void {
  if (row.state === 'returned' || row.state === 'withdrawn' || row.outcome !== null) throw settled(row)
}

const settled = ({ state }: HandOffRow) => new Fail('conflict', `The hand-off is ${state} already`)
