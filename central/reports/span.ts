import { z } from 'zod'
import { isStorableInstant, zonedInstant } from '../../shared/api/fields.ts'
import { Fail } from '../fail.ts'

export interface Span {
  /** ISO instants: [from, to). */
  from: string
  to: string
  /** null: all. */
  campaign: string | null
}

const DAY_MS = 86_400_000

/** A day is its beginning, in UTC. */
const moment = z.union([zonedInstant, z.iso.date().refine(isStorableInstant)], {
  error: 'must be a day (2026-11-23) or an instant (2026-11-23T08:00:00Z)',
})
export const spanQuery = z.strictObject({ from: moment, to: moment, campaign: z.string().max(80).optional() })

/** @param days so many a report of this kind may be of; a change of the clock may make the last one longer. Throws Fail 'malformed'. */
export function spanOf({ from, to, campaign }: z.output<typeof spanQuery>, days: number): Span {
  const [begin, end] = [new Date(from), new Date(to)]
  if (begin >= end) throw refused('The time ends before it begins', 'must be later than from')
  if (end.getTime() - begin.getTime() > (days + 0.5) * DAY_MS)
    throw refused('The time is too long', `must be at most ${days} days after from`)
  return { from: begin.toISOString(), to: end.toISOString(), campaign: campaign ?? null }
}

const refused = (message: string, detail: string) =>
  new Fail('malformed', message, [{ pointer: '/to', detail }])
