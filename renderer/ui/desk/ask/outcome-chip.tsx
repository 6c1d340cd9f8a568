import type { RouteId } from '../../../../shared/lead/route.ts'
import type { AnswerOutcome } from '../../../../shared/policy/decision.ts'
import { useT } from '../../context.tsx'
import { range } from '../../format/time.ts'
import { Chip, ROUTE_TONE } from '../../parts/chip.tsx'

/** Where an answer would lead. */
export function OutcomeChip({ outcome: o }: { outcome: AnswerOutcome }) {
  const t = useT()
  const only = o.possible.length === 1 ? o.possible[0] : undefined
  const first: RouteId = o.possible[0] ?? 'needInfo'
  const name = (r: RouteId) => t(`routeShort.${r}`)
  if (only) return <Chip tone={ROUTE_TONE[only]}>{t('ask.decides', { route: name(only) })}</Chip>
  const routes =
    o.possible.length === 2
      ? t('ask.either', { one: name(o.possible[0]!), other: name(o.possible[1]!) })
      : t('ask.routes', { count: o.possible.length })
  return (
    <Chip tone={ROUTE_TONE[first]} title={o.possible.map((r) => t(`route.${r}`)).join(', ')}>
      {routes} · {range(Math.round(o.low), Math.round(o.high))}
    </Chip>
  )
}
