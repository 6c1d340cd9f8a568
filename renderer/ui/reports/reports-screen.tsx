import { useState } from 'react'
import { REPORT_TABS, type ReportTab, type ReportView } from '../../state/screen.ts'
import { useParts, useScreen, useT } from '../context.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { AgentsReportTab } from './agents-report.tsx'
import { FlowReportTab } from './flow-report.tsx'
import { HandOffTimes } from './hand-off-times.tsx'
import { PayOffReportTab } from './pay-off-report.tsx'
import { RangeBar } from './range-bar.tsx'
import css from './reports.module.css'
import { lastDays, spanOf } from './span.ts'

const TABS = {
  handOffs: HandOffTimes,
  flow: FlowReportTab,
  agents: AgentsReportTab,
  payOff: PayOffReportTab,
} as const satisfies Record<ReportTab, unknown>

/** What became of leads, in pictures with their numbers, for chosen days and a campaign. */
export function ReportsScreen() {
  const t = useT()
  const { desk, screen } = useParts()
  const [first] = useState<ReportView>(() => ({
    tab: 'handOffs',
    days: lastDays(30, desk.now()),
    campaign: null,
  }))
  const view = useScreen((s) => s.report) ?? first
  const { tab, days, campaign } = view
  const [span, setSpan] = useState(() => spanOf(days, campaign))
  const show = (change: Partial<ReportView>) => screen.setState({ report: { ...view, ...change } })
  const Report = TABS[tab]
  return (
    <div className={css.reports}>
      <RangeBar
        days={days}
        campaign={campaign}
        onChange={(chosen, of) => {
          show({ days: chosen, campaign: of })
          // Half a date is being typed: the report stays as it is.
          const next = spanOf(chosen, of)
          if (next !== null) setSpan(next)
        }}
      />
      <Tabs<ReportTab>
        id="reports"
        label={t('screen.reports.title')}
        tabs={REPORT_TABS.map((name) => ({ name, label: t(`reports.tab.${name}`) }))}
        open={tab}
        onOpen={(name) => show({ tab: name })}
      >
        {span && (
          <div className={css.body}>
            <Report key={tab} span={span} />
          </div>
        )}
      </Tabs>
    </div>
  )
}
