import { memo } from 'react'
import { useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import { FlowInShort } from '../reports/flow-in-short.tsx'
import { WEEK } from '../reports/span.ts'
import { ReportPanel } from './report-panel.tsx'
import css from './team.module.css'
import { useTeamReport } from './use-team-report.ts'

/** Where the leads of the last days went. */
export const FlowPanel = memo(function FlowPanel({ campaign }: { campaign: string | null }) {
  const t = useT()
  const { report, ...told } = useTeamReport('flow', WEEK, campaign)
  return (
    <ReportPanel
      title={t('team.flow.title')}
      hint={t('team.flow.hint')}
      action="reportFlow"
      told={told}
      className={css.flow}
    >
      {report &&
        (report.flows.length > 0 ? (
          <FlowInShort flows={report.flows} />
        ) : (
          <p className={parts.dim}>{t('reports.flow.empty')}</p>
        ))}
    </ReportPanel>
  )
})
