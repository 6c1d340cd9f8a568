import type { z } from 'zod'
import { agentsReport } from '../../shared/api/agents-report.ts'
import { flowReport } from '../../shared/api/flow-report.ts'
import { payOffReport } from '../../shared/api/pay-off-report.ts'
import { handOffsReport } from '../../shared/api/reports.ts'
import type { Desk } from './desk.ts'

/** What a report is of. */
export interface ReportSpan {
  /** ISO instants: [from, to). */
  from: string
  to: string
  /** null: all that this person may see. */
  campaign: string | null
}

/** Each report that central makes, with what it answers. */
export const REPORTS = {
  'hand-offs': handOffsReport,
  flow: flowReport,
  agents: agentsReport,
  'pay-off': payOffReport,
} as const
export type ReportName = keyof typeof REPORTS
export type ReportOf<N extends ReportName> = z.output<(typeof REPORTS)[N]>

/** One report, as far as this person may see. */
export const loadReport = <N extends ReportName>(
  desk: Desk,
  name: N,
  span: ReportSpan,
  signal?: AbortSignal,
): Promise<ReportOf<N>> =>
  desk.api.request<ReportOf<N>>({
    method: 'GET',
    path: `reports/${name}?${queryOf(span)}`,
    schema: REPORTS[name] as unknown as z.ZodType<ReportOf<N>>,
    signal,
  })

/** Where one table of a report is had as CSV. */
export const reportTableUrl = (desk: Desk, name: ReportName, table: string, span: ReportSpan): string =>
  desk.api.url(`reports/${name}.csv?${queryOf(span)}&table=${table}`)

const queryOf = ({ from, to, campaign }: ReportSpan) =>
  new URLSearchParams({ from, to, ...(campaign === null ? {} : { campaign }) })
