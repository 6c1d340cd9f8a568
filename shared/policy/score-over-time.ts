import { withVersions } from '../events/fold-fields.ts'
import { capturedAt } from '../events/join.ts'
import type { FieldId } from '../lead/catalog.ts'
import type { FieldVersion, Lead } from '../lead/lead.ts'
import type { RouteId } from '../lead/route.ts'
import type { CompiledPolicy } from './compile.ts'
import { decide } from './decide.ts'

/** The score as it stood when a day was over. */
export interface ScorePoint {
  /** ISO day. */
  day: string
  low: number
  expected: number
  high: number
  route: RouteId
}

const MOST_DAYS = 60

/**
 * The score under today's policy at the end of each day on which something came to be known, and today; the earliest first. Of longer
 * histories the last days.
 * @param today ISO day
 */
export function scoreOverTime(compiled: CompiledPolicy, lead: Lead, today: string): ScorePoint[] {
  const days = new Set([...factDays(lead).filter((day) => day < today), today])
  return [...days]
    .sort()
    .slice(-MOST_DAYS)
    .map((day) => {
      const { low, expected, high, route } = decide(compiled, leadOn(lead, day), day)
      return { day, low, expected, high, route }
    })
}

const dayOf = ({ stamp }: { stamp: string }): string => stamp.slice(0, 10)

function factDays(lead: Lead): string[] {
  const facts = [
    ...Object.values(lead.fields).flat(),
    ...lead.consents,
    ...(lead.routeByHand ? [lead.routeByHand] : []),
  ]
  return [...facts.map(dayOf), ...lead.responses.map((r) => r.at?.slice(0, 10) ?? dayOf(r))]
}

/** The lead as it was known when a day was over. */
export function leadOn(lead: Lead, day: string): Lead {
  const known = <T extends { stamp: string }>(facts: readonly T[]): T[] =>
    facts.filter((f) => dayOf(f) <= day)
  const versions = (Object.entries(lead.fields) as [FieldId, FieldVersion[]][]).flatMap(([field, all]) =>
    known(all).map((version): [FieldId, FieldVersion] => [field, version]),
  )
  const responses = lead.responses.filter((r) => (r.at?.slice(0, 10) ?? dayOf(r)) <= day)
  return {
    ...lead,
    capturedAt: capturedAt(responses),
    fields: withVersions({}, versions),
    responses,
    calls: lead.calls.filter((c) => c.since.slice(0, 10) <= day),
    consents: known(lead.consents),
    routeByHand: lead.routeByHand && dayOf(lead.routeByHand) <= day ? lead.routeByHand : null,
  }
}
