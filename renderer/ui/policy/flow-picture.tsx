import { ROUTES, type RouteId } from '../../../shared/lead/route.ts'
import type { WhatIf } from '../../../shared/policy/what-if.ts'
import { useT } from '../context.tsx'
import { ROUTE_TONE } from '../parts/chip.tsx'
import css from './policy.module.css'

const [WIDTH, BAR, GAP] = [1000, 22, 56]
const HEIGHT = 2 * BAR + GAP

interface Part {
  from: number
  to: number
}

/** Two bars of the routes, the one in force above the draft, and what flows between them. The table beside it says the same in numbers. */
export function FlowPicture({ result, before, after }: { result: WhatIf; before: string; after: string }) {
  const t = useT()
  const { flow, leads } = result
  const scale = leads === 0 ? 0 : WIDTH / leads
  const above = placed((r) => sum(Object.values(flow[r])) * scale)
  const below = placed((r) => sum(ROUTES.map((from) => flow[from][r])) * scale)
  const used = { above: record((r) => above[r].from), below: record((r) => below[r].from) }
  const ribbons = ROUTES.flatMap((from) =>
    ROUTES.map((to) => {
      const width = flow[from][to] * scale
      const [x, y] = [used.above[from], used.below[to]]
      used.above[from] += width
      used.below[to] += width
      return { from, to, x, y, width }
    }),
  ).filter((r) => r.width > 0)
  const middle = BAR + GAP / 2
  return (
    <div className={css.flow}>
      <div className={css.flowNames}>
        <span>{before}</span>
        <span>{after}</span>
      </div>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className={css.flowPicture}
        role="img"
        aria-label={t('policy.flowLabel', { before, after })}
      >
        {ribbons.map((r) => (
          <path
            key={`${r.from} ${r.to}`}
            data-tone={ROUTE_TONE[r.from]}
            className={r.from === r.to ? css.stays : css.goes}
            d={`M${r.x} ${BAR} C${r.x} ${middle} ${r.y} ${middle} ${r.y} ${BAR + GAP} H${r.y + r.width} C${
              r.y + r.width
            } ${middle} ${r.x + r.width} ${middle} ${r.x + r.width} ${BAR} Z`}
          />
        ))}
        {ROUTES.map((r) => (
          <g key={r} data-tone={ROUTE_TONE[r]} className={css.bar}>
            <rect x={above[r].from} y={0} width={above[r].to - above[r].from} height={BAR} />
            <rect x={below[r].from} y={BAR + GAP} width={below[r].to - below[r].from} height={BAR} />
          </g>
        ))}
      </svg>
    </div>
  )
}

const sum = (list: readonly number[]) => list.reduce((s, n) => s + n, 0)
const record = (of: (route: RouteId) => number) =>
  Object.fromEntries(ROUTES.map((r) => [r, of(r)])) as Record<RouteId, number>

/** Routes side by side, each as wide as it says. */
function placed(width: (route: RouteId) => number): Record<RouteId, Part> {
  let at = 0
  return Object.fromEntries(
    ROUTES.map((r) => {
      const from = at
      at += width(r)
      return [r, { from, to: at }]
    }),
  ) as Record<RouteId, Part>
}
