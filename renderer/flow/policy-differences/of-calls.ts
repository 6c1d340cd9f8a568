import type { Policy } from '../../../shared/policy/policy.ts'
import { USUAL_VALIDITY } from '../../../shared/policy/validity.ts'
import { type Difference, type Stretches, when } from './difference.ts'

const DAYS = ['1', '2', '3', '4', '5', '6', '7']

export function callDifferences(before: Policy, after: Policy): Difference[] {
  const [was, now] = [before.contact, after.contact]
  const on = (contact: Policy['contact'], day: string): Stretches | null => {
    if (!contact?.hours) return null
    const stretch = contact.hours[day]
    return stretch ? [stretch] : []
  }
  const accepts = (p: Policy, kind: 'roleAddresses' | 'disposableAddresses') =>
    (p.validity ?? USUAL_VALIDITY)[kind] === 'accept'
  return [
    ...outcomes(before, after),
    ...DAYS.flatMap((day) => when({ what: 'callDay', day, before: on(was, day), after: on(now, day) })),
    ...when({ what: 'tries', before: was?.attempts ?? [], after: now?.attempts ?? [] }),
    ...when({ what: 'onHolidays', before: was?.onHolidays ?? true, after: now?.onHolidays ?? true }),
    ...when({ what: 'attempts', before: before.maxAttempts, after: after.maxAttempts }),
    ...when({ what: 'wrapUp', before: before.wrapUpSeconds ?? null, after: after.wrapUpSeconds ?? null }),
    ...when({ what: 'callFirst', before: before.callFirst, after: after.callFirst }),
    ...(['roleAddresses', 'disposableAddresses'] as const).flatMap((what) =>
      when({ what, before: accepts(before, what), after: accepts(after, what) }),
    ),
  ]
}

function outcomes(before: Policy, after: Policy): Difference[] {
  const ids = [...after.dispositions, ...before.dispositions].map((d) => d.id)
  const order = (p: Policy, other: Policy) =>
    p.dispositions.filter((d) => other.dispositions.some((o) => o.id === d.id))
  const labels = (list: Policy['dispositions']) => list.map((d) => d.label)
  const [was, now] = [order(before, after), order(after, before)]
  return [
    ...[...new Set(ids)].flatMap((id): Difference[] => {
      const [old, fresh] = [before, after].map((p) => p.dispositions.find((d) => d.id === id) ?? null)
      const outcome = fresh?.label ?? old?.label ?? id
      return when({ what: 'outcome', outcome, before: old ?? null, after: fresh ?? null })
    }),
    ...(was.every((d, i) => d.id === now[i]?.id)
      ? []
      : when({ what: 'outcomeOrder', before: labels(was), after: labels(now) })),
  ]
}
