import { memo, useMemo } from 'react'
import type { Lead } from '../../../../shared/lead/lead.ts'
import { compile } from '../../../../shared/policy/compile.ts'
import type { Policy } from '../../../../shared/policy/policy.ts'
import { type ScorePoint, scoreOverTime } from '../../../../shared/policy/score-over-time.ts'
import { useT } from '../../context.tsx'
import { day as dayText, range } from '../../format/time.ts'
import css from './history.module.css'

const [WIDTH, HEIGHT] = [280, 64]

interface Props {
  lead: Lead
  policy: Policy
  /** ISO day. */
  today: string
  /** Epoch milliseconds; only the words depend on it. */
  now: number
}

/** How low, expected and high points stood as answers came in: a band that narrows, and a line in it. */
export const ScoreChart = memo(function ScoreChart({ lead, policy, today, now }: Props) {
  const t = useT()
  const compiled = useMemo(() => compile(policy), [policy])
  const points = useMemo(() => scoreOverTime(compiled, lead, today), [compiled, lead, today])
  const [first, last] = [points[0], points.at(-1)]
  const same = (p: ScorePoint) => p.low === last?.low && p.expected === last.expected && p.high === last.high
  // A line that never moved tells nothing.
  if (!first || !last || points.every(same)) return null
  const start = Date.parse(first.day)
  const length = Math.max(1, Date.parse(last.day) - start)
  const [bottom, top] = [
    Math.min(0, ...points.map((p) => p.low)),
    Math.max(100, ...points.map((p) => p.high)),
  ]
  const x = (day: string) => ((Date.parse(day) - start) / length) * WIDTH
  const y = (value: number) => HEIGHT - ((value - bottom) / (top - bottom)) * HEIGHT
  // What a day brought holds until the next one: steps.
  const steps = (of: 'low' | 'expected' | 'high') =>
    points.flatMap((p, i) => {
      const before = points[i - 1]
      return [...(before ? [`${x(p.day)},${y(before[of])}`] : []), `${x(p.day)},${y(p[of])}`]
    })
  const said = points.map((p) =>
    t('history.scoreOn', {
      day: dayText(p.day, now),
      points: Math.round(p.expected),
      range: range(Math.round(p.low), Math.round(p.high)),
    }),
  )
  return (
    <figure style={{ margin: 0 }}>
      <svg
        className={css.chart}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('history.scores', { points: said.join('; ') })}
      >
        <polygon className={css.band} points={[...steps('high'), ...steps('low').reverse()].join(' ')} />
        <polyline className={css.line} points={steps('expected').join(' ')} />
      </svg>
      <figcaption className={css.ends}>
        <span>{said[0]}</span>
        <span>{t('history.scoreNow', { points: Math.round(last.expected) })}</span>
      </figcaption>
    </figure>
  )
})
