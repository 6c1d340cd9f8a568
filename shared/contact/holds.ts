import { instantOf } from '../events/instant.ts'
import type { Call, Lead } from '../lead/lead.ts'
import type { Policy } from '../policy/policy.ts'
import { finishOf, nextCallback, retryAt, waitsSince } from '../policy/work-of.ts'
import type { ContactReason } from './contact.ts'
import { placeName } from './place-name.ts'
import { rulesOn } from './rules.ts'

const HOUR = 3_600_000

/** What forbids calls from `at` to its `until`, because of calls that were made. */
type Hold = ContactReason & { until: string }

/** @param places whose rules limit the attempts @param at ISO instant; calls that began then or later are none yet */
export function holdsOn(lead: Lead, places: readonly string[], policy: Policy, at: string): Hold[] {
  const calls = lead.calls.filter((c) => startOf(c) < at)
  if (calls.length === 0) return []
  const starts = calls.filter(isDialed).map(startOf).sort()
  const day = at.slice(0, 10)
  const limits = places.flatMap((place) =>
    rulesOn(place, day).flatMap(({ attempts = [], source }) =>
      attempts.map((limit) => ({ ...limit, source, who: `In ${placeName(place)} a person may be called` })),
    ),
  )
  const own = policy.contact?.attempts ?? []
  const all = [
    ...limits,
    ...own.map((limit) => ({ ...limit, source: 'campaign', who: 'This campaign calls a person' })),
  ]
  const holds: Hold[] = all.flatMap(({ max, hours, source, who }) => {
    const oldest = starts.at(-max)
    if (oldest === undefined) return []
    const until = new Date(Date.parse(oldest) + hours * HOUR).toISOString()
    const text = `${who} at most ${times(max)} in ${span(hours)}: that limit is reached`
    return until > at ? [{ kind: 'attempts', text, source, until }] : []
  })
  const recycled = recycle({ ...lead, calls }, policy, at)
  return recycled ? [...holds, recycled] : holds
}

/** After a call without success nobody rings again at once, but for a promise that is due, a person who responded since, or a receiver who sent the lead back. */
function recycle(lead: Lead, policy: Policy, at: string): Hold | null {
  const last = lead.calls.findLast((c) => c.disposition !== null && finishOf(c) <= at)
  if (!last) return null
  const responded = waitsSince(lead, last)
  if (responded !== '' && responded <= at) return null
  const returned = lead.returns.map((r) => instantOf(r.stamp))
  if (returned.some((back) => back > finishOf(last) && back <= at)) return null
  const promised = nextCallback(lead)?.at ?? ''
  const retry = retryAt(last, policy)
  const until = promised !== '' && last.startedAt < promised && promised < retry ? promised : retry
  if (until <= at) return null
  const outcome = policy.dispositions.find((d) => d.id === last.disposition)?.label ?? ''
  return {
    kind: 'recycle',
    text: `The last call ended with “${outcome}”: this campaign waits a while before it calls again`,
    source: 'campaign',
    until,
  }
}

/** Who rang was not called: such a call carries no number. Of a call whose start is not known yet the worse is assumed. */
const isDialed = (call: Call): boolean => call.phone !== '' || call.startedAt === ''

const startOf = (call: Call): string => call.startedAt || instantOf(call.since)

const times = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`)
const span = (hours: number): string =>
  hours >= 48 && hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`
