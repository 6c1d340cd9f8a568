import { memo } from 'react'
import { useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import { PayOffInShort } from '../reports/pay-off-in-short.tsx'
import { WEEK } from '../reports/span.ts'
import { ReportPanel } from './report-panel.tsx'
import css from './team.module.css'
import { useTeamReport } from './use-team-report.ts'

/** What routing the leads of the last days paid off, beside all to Sales. */
export const PayOffPanel = memo(function PayOffPanel({
  campaign,
  hidden,
}: {
  campaign: string | null
  hidden: boolean
}) {
  const t = useT()
  const { report, ...told } = useTeamReport('pay-off', WEEK, campaign)
  return (
    <ReportPanel
      title={t('team.payOff.title')}
      hint={t('team.payOff.hint')}
      action="reportPayOff"
      told={told}
      className={css.payOff}
      hidden={hidden}
    >
      {report &&
        (report.channels.length > 0 ? (
          <PayOffInShort channels={report.channels} />
        ) : (
          <p className={parts.dim}>{t('reports.payOff.empty')}</p>
        ))}
    </ReportPanel>
  )
})
