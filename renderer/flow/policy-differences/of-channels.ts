import { ROUTES } from '../../../shared/lead/route.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { SLA_STEPS } from '../../../shared/policy/sla.ts'
import { type Difference, when } from './difference.ts'

const DAYS = ['1', '2', '3', '4', '5', '6', '7']

export function channelDifferences(before: Policy, after: Policy): Difference[] {
  return [
    ...ROUTES.flatMap((route): Difference[] => {
      const [was, now] = [before.routes[route], after.routes[route]]
      return [
        ...when({ what: 'channel', route, before: was.channel, after: now.channel }),
        ...when({ what: 'requires', route, before: was.requires ?? [], after: now.requires ?? [] }),
        ...when({ what: 'limit', route, before: was.slaMinutes, after: now.slaMinutes }),
        ...when({ what: 'cost', route, before: was.cost, after: now.cost }),
        ...SLA_STEPS.flatMap((step) =>
          when({
            what: 'step',
            route,
            step,
            before: was.slas?.[step] ?? null,
            after: now.slas?.[step] ?? null,
          }),
        ),
      ]
    }),
    ...when({ what: 'territories', before: before.partnerTerritories, after: after.partnerTerritories }),
    ...hours(before.calendar, after.calendar),
  ]
}

function hours(was: Policy['calendar'], now: Policy['calendar']): Difference[] {
  const on = (calendar: Policy['calendar'], day: string) => (calendar ? (calendar.week[day] ?? []) : null)
  return [
    ...DAYS.flatMap((day) => when({ what: 'workDay', day, before: on(was, day), after: on(now, day) })),
    ...(was && now ? when({ what: 'zone', before: was.zone, after: now.zone }) : []),
    ...when({ what: 'holidays', before: was?.holidays ?? null, after: now?.holidays ?? null }),
    ...when({ what: 'absences', before: was?.absences.length ?? 0, after: now?.absences.length ?? 0 }),
  ]
}
