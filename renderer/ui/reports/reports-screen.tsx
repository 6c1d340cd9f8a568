import { useState } from 'react'
import { useDesk, useT } from '../context.tsx'
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
} as const
type Tab = keyof typeof TABS
const NAMES = Object.keys(TABS) as Tab[]

/** What became of leads, in pictures with their numbers, for chosen days and a campaign. */
export function ReportsScreen() {
  const t = useT()
  const desk = useDesk()
  const [tab, setTab] = useState<Tab>('handOffs')
  const [days, setDays] = useState(() => lastDays(30, desk.now()))
  const [campaign, setCampaign] = useState<string | null>(null)
  const [span, setSpan] = useState(() => spanOf(days, campaign))
  const Report = TABS[tab]
  return (
    <div className={css.reports}>
      <RangeBar
        days={days}
        campaign={campaign}
        onChange={(chosen, of) => {
          setDays(chosen)
          setCampaign(of)
          // Half a date is being typed: the report stays as it is.
          const next = spanOf(chosen, of)
          if (next !== null) setSpan(next)
        }}
      />
      <Tabs<Tab>
        id="reports"
        label={t('screen.reports.title')}
        tabs={NAMES.map((name) => ({ name, label: t(`reports.tab.${name}`) }))}
        open={tab}
        onOpen={setTab}
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
