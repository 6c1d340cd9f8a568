import { z } from 'zod'
import { handOffsReport as answer, REPORT_DAYS, REPORT_TABLES } from '../../shared/api/reports.ts'
import { reportCsv } from '../reports/csv.ts'
import { handOffsReport } from '../reports/hand-offs.ts'
import { spanOf, spanQuery } from '../reports/span.ts'
import type { App, CentralDeps } from './deps.ts'

const tableQuery = spanQuery.extend({ table: z.enum(REPORT_TABLES) })
const config = { roles: ['supervisor', 'administrator', 'service'], scope: 'reports:read' } as const

/** What became of hand-offs, and how long it took. */
export function reportRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/reports/hand-offs',
    { config, schema: { querystring: spanQuery, response: { 200: answer } } },
    (request) =>
      handOffsReport(deps.db, request.signedIn!.person, spanOf(request.query, REPORT_DAYS), deps.now()),
  )

  app.get(
    '/reports/hand-offs.csv',
    { config, schema: { querystring: tableQuery } },
    async (request, reply) => {
      const { table, ...asked } = request.query
      const report = await handOffsReport(
        deps.db,
        request.signedIn!.person,
        spanOf(asked, REPORT_DAYS),
        deps.now(),
      )
      reply.header('content-disposition', `attachment; filename="hand-offs-${table}.csv"`)
      return reply.type('text/csv; charset=utf-8').send(reportCsv(report, table))
    },
  )
}
