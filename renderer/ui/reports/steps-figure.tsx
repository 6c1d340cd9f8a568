import { type HandOffsReport, REPORT_STEPS } from '../../../shared/api/reports.ts'
import { type ReportSpan, reportTableUrl } from '../../flow/reports.ts'
import { useDesk, useT } from '../context.tsx'
import { count, span as howLong } from '../format/time.ts'
import { ROUTE_TONE, RouteChip } from '../parts/chip.tsx'
import { BandScale, Bands, marksFor } from './charts/bands.tsx'
import { Figure } from './figure.tsx'
import css from './reports.module.css'
import { toneOf } from './tone-of.ts'

/** Speed-to-lead and every further step, as percentiles by route. */
export function StepsFigure({
  steps,
  overall,
  span,
}: {
  steps: HandOffsReport['steps']
  overall: HandOffsReport['overall']['steps']
  span: ReportSpan
}) {
  const t = useT()
  const desk = useDesk()
  const marks = steps.length === 0 ? [] : marksFor(steps)
  const took = (seconds: number) => howLong(seconds * 1000, t)
  const row = (s: (typeof overall)[number], route: string, channel: string) => [
    t(`reports.step.${s.step}`),
    route,
    channel,
    s.count,
    took(s.p50),
    took(s.p90),
    took(s.p95),
  ]
  return (
    <Figure
      title={t('reports.steps.title')}
      hint={t('reports.steps.hint')}
      empty={t('reports.steps.empty')}
      csv={reportTableUrl(desk, 'hand-offs', 'steps', span)}
      numbers={{
        columns: [
          t('reports.column.step'),
          t('reports.column.route'),
          t('reports.column.channel'),
          t('reports.column.handOffs'),
          'p50',
          'p90',
          'p95',
        ],
        rows: [
          ...overall.map((s) => row(s, t('reports.all'), t('reports.all'))),
          ...steps.map((s) => row(s, t(`route.${s.route}`), t(`reports.channel.${s.channel}`))),
        ],
      }}
    >
      <BandScale marks={marks} />
      {REPORT_STEPS.map((step) => {
        const bands = steps.filter((s) => s.step === step)
        // One alone is all there is.
        const together = bands.length > 1 ? overall.filter((s) => s.step === step) : []
        if (bands.length === 0) return null
        const text = (times: (typeof overall)[number]) =>
          t('reports.steps.words', {
            p50: took(times.p50),
            p90: took(times.p90),
            p95: took(times.p95),
            count: times.count,
            n: count(times.count),
          })
        return (
          <section key={step} aria-label={t(`reports.step.${step}`)}>
            <h3 className={css.step}>{t(`reports.step.${step}`)}</h3>
            <Bands
              marks={marks}
              bands={[
                ...together.map((times) => ({
                  ...times,
                  key: 'all',
                  label: t('reports.all'),
                  tone: 'grey' as const,
                  text: text(times),
                })),
                ...bands.map(({ route, channel, ...times }) => ({
                  ...times,
                  key: `${route} ${channel}`,
                  label: <RouteChip route={route} />,
                  tone: toneOf(ROUTE_TONE[route]),
                  text: text(times),
                })),
              ]}
            />
          </section>
        )
      })}
      <BandScale marks={marks} />
    </Figure>
  )
}
