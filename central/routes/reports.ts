import { z } from 'zod'
import { handOffsReport as answer, REPORT_TABLES } from '../../shared/api/reports.ts'
import { Fail } from '../fail.ts'
import { reportCsv } from '../reports/csv.ts'
import { handOffsReport, type Span } from '../reports/hand-offs.ts'
import type { App, CentralDeps } from './deps.ts'

/** A day is its beginning, in UTC. */
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()])
const span = { from: moment, to: moment, campaign: z.string().max(80).optional() }
const query = z.strictObject(span)
const tableQuery = z.strictObject({ ...span, table: z.enum(REPORT_TABLES) })
const config = { roles: ['supervisor', 'administrator', 'service'], scope: 'reports:read' } as const

/** What became of hand-offs, and how long it took. */
export function reportRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/reports/hand-offs',
    { config, schema: { querystring: query, response: { 200: answer } } },
    (request) => handOffsReport(deps.db, request.signedIn!.person, spanOf(request.query), deps.now()),
  )

  app.get(
    '/reports/hand-offs.csv',
    { config, schema: { querystring: tableQuery } },
    async (request, reply) => {
      const { table, ...asked } = request.query
      const report = await handOffsReport(deps.db, request.signedIn!.person, spanOf(asked), deps.now())
      reply.header('content-disposition', `attachment; filename="hand-offs-${table}.csv"`)
      return reply.type('text/csv; charset=utf-8').send(reportCsv(report, table))
    },
  )
}

function spanOf({ from, to, campaign }: z.output<typeof query>): Span {
  const [begin, end] = [new Date(from).toISOString(), new Date(to).toISOString()]
  if (begin < end) return { from: begin, to: end, campaign: campaign ?? null }
  throw new Fail('malformed', 'The time ends before it begins', [
    { pointer: '/to', detail: 'must be later than from' },
  ])
}
