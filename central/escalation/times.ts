import type { WorkingCalendar } from '../../shared/calendar/calendar.ts'
import { limitAt } from '../../shared/calendar/limit.ts'
import { SLA_LEVELS, type Sla, type SlaLevel } from '../../shared/policy/sla.ts'
import type { Clock } from './tables.ts'

/** What the times of a clock depend on. Instants are ISO text. */
export type Counted = Pick<Clock, 'owner' | 'held_since' | 'started_at' | 'level' | 'state'>

/** The first that has working time counts: the owner's, the campaign's. */
export type Calendars = readonly (WorkingCalendar | null | undefined)[]

/** A clock's level as it is recorded. */
export const REACHED = { nudge: 'nudged', reassign: 'reassigned', escalate: 'escalated' } as const

export interface ToCome {
  level: SlaLevel
  at: string
}

/**
 * The levels that are still to come, in their order. None is before one that was reached. Nobody is reminded of what nobody has, or
 * loses it; and who got it late is given the time until it is taken away from them, counted from then.
 */
export function levelsToCome(clock: Counted, sla: Sla, calendars: Calendars): ToCome[] {
  if (clock.state === 'resolved') return []
  const reached = SLA_LEVELS.findIndex((level) => REACHED[level] === clock.level)
  return SLA_LEVELS.flatMap((level, i) => {
    const share = sla[level]
    if (share === undefined || i <= reached) return []
    if (level === 'reassign' && clock.owner === null) return []
    const late = level === 'reassign' && clock.held_since > clock.started_at
    const from = late ? clock.held_since : clock.started_at
    return [{ level, at: limitAt(calendars, from, sla.minutes * share) }]
  })
}

/** The instant of the first; null: nothing is to come. */
export function nextOf(levels: readonly ToCome[]): string | null {
  return levels.reduce<string | null>((first, { at }) => (first === null || at < first ? at : first), null)
}

/** What is to be done at `now` (ISO): the last level that is due. Those before it were missed, as while central was off. */
export function dueLevel(levels: readonly ToCome[], now: string): SlaLevel | null {
  return levels.findLast(({ at }) => at <= now)?.level ?? null
}
