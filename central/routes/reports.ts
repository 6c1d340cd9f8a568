import { z } from 'zod'
import { AGENTS_REPORT_DAYS, agentsReport as agents } from '../../shared/api/agents-report.ts'
import { flowReport as flow } from '../../shared/api/flow-report.ts'
import { payOffReport as payOff } from '../../shared/api/pay-off-report.ts'
import { handOffsReport as handOffs, REPORT_DAYS } from '../../shared/api/reports.ts'
import type { Viewer } from '../auth/may-see.ts'
import { agentsReport } from '../reports/agents.ts'
import { type CsvTables, csvOf } from '../reports/csv.ts'
import { flowReport } from '../reports/flow.ts'
import { handOffsReport } from '../reports/hand-offs.ts'
import { payOffReport } from '../reports/pay-off.ts'
import { type Span, spanOf, spanQuery } from '../reports/span.ts'
import { AGENTS_CSV, FLOW_CSV, HAND_OFF_CSV, PAY_OFF_CSV } from '../reports/tables.ts'
import type { Db } from '../store/database/schema.ts'
import { refuseUnknownCampaign } from '../store/find-campaign.ts'
import type { App, CentralDeps } from './deps.ts'

const config = { roles: ['supervisor', 'administrator', 'service'], scope: 'reports:read' } as const

interface Report<R extends object> {
  name: string
  /** Of so many days it may be. */
  days: number
  answer: z.ZodType<R>
  tables: CsvTables<R>
  make(viewer: Viewer, span: Span): Promise<R>
}

/** What became of leads and hand-offs, and how long it took; each report as a whole, and each of its tables as CSV. */
export function reportRoutes(app: App, { db, now }: CentralDeps): void {
  addReport(app, db, {
    name: 'hand-offs',
    days: REPORT_DAYS,
    answer: handOffs,
    tables: HAND_OFF_CSV,
    make: (viewer, span) => handOffsReport(db, viewer, span, now()),
  })
  addReport(app, db, {
    name: 'flow',
    days: REPORT_DAYS,
    answer: flow,
    tables: FLOW_CSV,
    make: (viewer, span) => flowReport(db, viewer, span),
  })
  addReport(app, db, {
    name: 'agents',
    days: AGENTS_REPORT_DAYS,
    answer: agents,
    tables: AGENTS_CSV,
    make: (viewer, span) => agentsReport(db, viewer, span),
  })
  addReport(app, db, {
    name: 'pay-off',
    days: REPORT_DAYS,
    answer: payOff,
    tables: PAY_OFF_CSV,
    make: (viewer, span) => payOffReport(db, viewer, span),
  })
}

function addReport<R extends object>(app: App, db: Db, { name, days, tables, make, ...of }: Report<R>): void {
  const answer: z.ZodType<object> = of.answer
  const answerFor = async (viewer: Viewer, asked: z.output<typeof spanQuery>) => {
    const span = spanOf(asked, days)
    await refuseUnknownCampaign(db, viewer, span.campaign)
    return make(viewer, span)
  }
  const tableQuery = spanQuery.extend({ table: z.enum(Object.keys(tables)) })
  app.get(
    `/reports/${name}`,
    { config, schema: { querystring: spanQuery, response: { 200: answer } } },
    (request) => answerFor(request.signedIn!.person, request.query as z.output<typeof spanQuery>),
  )
  app.get(`/reports/${name}.csv`, { config, schema: { querystring: tableQuery } }, async (request, reply) => {
    const { table, ...asked } = request.query as z.output<typeof tableQuery>
    const report = await answerFor(request.signedIn!.person, asked)
    reply.header('content-disposition', `attachment; filename="${name}-${table}.csv"`)
    return reply.type('text/csv; charset=utf-8').send(csvOf(tables[table]!(report)))
  })
}
