import { useMemo } from 'react'
import type { ReportName } from '../../flow/reports.ts'
import { useNow, useScreen } from '../context.tsx'
import { lastDays, spanOf } from '../reports/span.ts'
import { useReport } from '../reports/use-report.ts'

/** All that was decided in its days is looked at for each. */
const EVERY_MS = 120_000

/** A report of the last days up to and with today, asked for anew now and then, and as soon as central is reached again. */
export function useTeamReport<N extends ReportName>(name: N, days: number, campaign: string | null) {
  const now = useNow(EVERY_MS)
  const online = useScreen((s) => s.sync.connection === 'online')
  const { first, last } = lastDays(days, now)
  const span = useMemo(() => spanOf({ first, last }, campaign)!, [first, last, campaign])
  return useReport(name, span, `${online} ${now}`)
}
