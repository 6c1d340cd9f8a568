import type { TFunction } from 'i18next'
import { FLOW_OUTCOMES, type FlowReport } from '../../../shared/api/flow-report.ts'
import { CHANNELS } from '../../../shared/lead/lead.ts'
import { HAND_OFF_CHANNELS, ROUTES } from '../../../shared/lead/route.ts'
import { type ReportSpan, reportTableUrl } from '../../flow/reports.ts'
import { useDesk, useT } from '../context.tsx'
import { count } from '../format/time.ts'
import { ROUTE_TONE } from '../parts/chip.tsx'
import parts from '../parts/parts.module.css'
import { Sankey } from './charts/sankey.tsx'
import { Figure } from './figure.tsx'
import { type Paint, toneOf } from './tone-of.ts'

type Flow = FlowReport['flows'][number]

export const NONE = 'none'
/** All that may stand in the column of channels, in order. */
export const channelNodes = (t: TFunction) => [
  ...HAND_OFF_CHANNELS.map((id) => ({ id, label: t(`reports.channel.${id}`), tone: CHANNEL_TONES[id] })),
  { id: NONE, label: t('reports.notHandedOff'), tone: 'amber' as const },
]

const CHANNEL_TONES: Record<(typeof HAND_OFF_CHANNELS)[number], Paint> = {
  sales: 'orange',
  callCenter: 'blue',
  web: 'grey',
  partner: 'purple',
  nurture: 'green',
}
const OUTCOME_TONES: Record<Flow['outcome'], Paint> = {
  won: 'green',
  lost: 'grey',
  returned: 'red',
  open: 'amber',
}

/** From where leads came, by which route they went to which channel, and what came of it. */
export function FlowFigure({ flows, span }: { flows: readonly Flow[]; span: ReportSpan }) {
  const t = useT()
  const desk = useDesk()
  const source = (f: Flow) => t(f.source === null ? 'reports.source.none' : `reports.source.${f.source}`)
  const channel = (f: Flow) => t(f.channel === null ? 'reports.notHandedOff' : `reports.channel.${f.channel}`)
  const title = t('reports.flow.title')
  return (
    <Figure
      title={title}
      hint={t('reports.flow.hint')}
      empty={t('reports.flow.empty')}
      csv={reportTableUrl(desk, 'flow', 'flows', span)}
      numbers={{
        columns: [
          t('reports.column.source'),
          t('reports.column.route'),
          t('reports.column.channel'),
          t('reports.column.outcome'),
          t('reports.column.leads'),
        ],
        rows: flows.map((f) => [
          source(f),
          t(`route.${f.route}`),
          channel(f),
          t(`reports.outcome.${f.outcome}`),
          f.count,
        ]),
      }}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className={parts.scroll} tabIndex={0} aria-label={title}>
        <Sankey
          label={t('reports.flow.label')}
          number={count}
          ways={flows.map((f) => ({
            nodes: [f.source ?? NONE, f.route, f.channel ?? NONE, f.outcome],
            count: f.count,
          }))}
          columns={[
            {
              name: t('reports.column.source'),
              nodes: [...CHANNELS, NONE].map((id) => ({
                id,
                label: t(`reports.source.${id as 'none'}`),
                tone: 'grey',
              })),
            },
            {
              name: t('reports.column.route'),
              nodes: ROUTES.map((id) => ({ id, label: t(`route.${id}`), tone: toneOf(ROUTE_TONE[id]) })),
            },
            {
              name: t('reports.column.channel'),
              nodes: channelNodes(t),
            },
            {
              name: t('reports.column.outcome'),
              nodes: FLOW_OUTCOMES.map((id) => ({
                id,
                label: t(`reports.outcome.${id}`),
                tone: OUTCOME_TONES[id],
              })),
            },
          ]}
        />
      </section>
    </Figure>
  )
}
