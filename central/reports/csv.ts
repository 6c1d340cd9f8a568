import Papa from 'papaparse'
import type { HandOffsReport, ReportTable } from '../../shared/api/reports.ts'

/** One table of the report as a CSV that a spreadsheet opens; no cell of it can become a formula. */
export function reportCsv(report: HandOffsReport, table: ReportTable): string {
  const { header, rows } = TABLES[table](report)
  const lines = Papa.unparse([header, ...rows], { escapeFormulae: true, newline: '\r\n' })
  return `\ufeff${lines}\r\n`
}

type Cells = (string | number)[]

const TABLES: Record<ReportTable, (report: HandOffsReport) => { header: string[]; rows: Cells[] }> = {
  steps: ({ steps }) => ({
    header: ['Route', 'Channel', 'Step', 'Count', 'p50 seconds', 'p90 seconds', 'p95 seconds'],
    rows: steps.map((s) => [s.route, s.channel, s.step, s.count, s.p50, s.p90, s.p95]),
  }),
  states: ({ states }) => ({
    header: ['Route', 'Channel', 'State', 'Count'],
    rows: states.map((s) => [s.route, s.channel, s.state, s.count]),
  }),
  rules: ({ rules }) => ({
    header: ['Policy', 'Rule', 'Words', 'Route', 'Sent', 'Reason', 'Returned'],
    rows: rules.flatMap(({ policyVersion, rule, text, route, sent, reasons }) => {
      const head = [policyVersion, rule === null ? '' : rule + 1, text, route, sent]
      const back = Object.entries(reasons)
      return back.length === 0 ? [[...head, '', 0]] : back.map(([reason, count]) => [...head, reason, count])
    }),
  }),
  outcomes: ({ outcomes }) => ({
    header: ['Route', 'Channel', 'Campaign', 'Outcome', 'Currency', 'Count', 'Value'],
    rows: outcomes.map((o) => [o.route, o.channel, o.campaign, o.outcome, o.currency, o.count, o.value]),
  }),
  overdue: ({ overdue }) => ({
    header: ['Campaign', 'Route', 'Step', 'Team', 'Owner', 'Count', 'Since'],
    rows: overdue.map((o) => [o.campaign, o.route, o.step, o.team ?? '', o.owner ?? '', o.count, o.since]),
  }),
}
