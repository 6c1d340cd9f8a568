import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type ImportProgress, importPreview, importProgress } from '../../shared/api/api.ts'
import { importCheck, importRecord, importsResponse, undoRequest } from '../../shared/api/imports.ts'
import { isOwnId } from '../../shared/lead/catalog.ts'
import { isTarget } from '../../shared/lead/intake/headers.ts'
import { cleanLine } from '../../shared/lead/intake/text.ts'
import { allow } from '../auth/guard.ts'
import { Fail } from '../fail.ts'
import type { App } from '../routes/deps.ts'
import { streamed } from '../routes/streamed.ts'
import type { ImportDeps } from './deps.ts'
import { previewOf } from './preview.ts'
import { problemsCsv } from './problems-csv.ts'
import { runImport } from './run.ts'
import { NoTable } from './table.ts'

const ROLES = ['supervisor', 'administrator', 'service'] as const
const config = { roles: ROLES, scope: 'leads:write' } as const
/** Of files, which sent again change nothing by themselves. */
const ofFile = { ...config, idempotent: true } as const

const mapParam = z
  .string()
  .max(50_000)
  .default('{}')
  .transform((text, ctx) => {
    const parsed = z.record(z.string(), z.string().nullable()).safeParse(jsonOf(text))
    if (!parsed.success) {
      ctx.addIssue({ code: 'custom', message: 'is no JSON object of header -> target or null' })
      return z.NEVER
    }
    for (const [header, target] of Object.entries(parsed.data))
      if (target !== null && !isTarget(target) && !isOwnId(target))
        ctx.addIssue({
          code: 'custom',
          message: `"${target}", set for column "${header}", is nothing a column can be`,
        })
    return parsed.data
  })

const idParam = z.object({ id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/u) })
const runQuery = z.strictObject({
  /** Id or name; left out or empty, the only one there is. */
  campaign: z
    .string()
    .max(80)
    .transform((text) => cleanLine(text) || undefined)
    .optional(),
  fileName: z
    .string()
    .max(120)
    .default('')
    .transform((text) => cleanLine(text) || 'import.csv'),
  map: mapParam,
  /** ISO alpha-2 of phone numbers without country code. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/u)
    .optional(),
  dates: z.enum(['dayFirst', 'monthFirst']).optional(),
})

/** Mounts the routes of imports, in the scope of the API. Their bodies are streams: nothing of a file is held but the rows under way. */
export function registerImports(app: App, deps: ImportDeps): void {
  /** What another team imports is not there. */
  const theirs = async (request: FastifyRequest, id: string): Promise<ImportProgress> => {
    const progress = await deps.store.load(id, deps.now())
    if (!progress || !(await deps.sees(allow(request, ROLES), id)))
      throw new Fail('notFound', 'There is no such import')
    return progress
  }

  app.post(
    '/imports/:id/undo',
    { config, schema: { params: idParam, body: undoRequest, response: { 200: importRecord } } },
    async (request) => {
      const person = allow(request, ROLES)
      const { id } = await theirs(request, request.params.id)
      await deps.undo(id, person.id, request.body.reason)
      return (await deps.record(person, id))!
    },
  )

  app.register(async (scope) => {
    const routes = streamed(scope)
    routes.post(
      '/imports/preview',
      {
        config: ofFile,
        schema: {
          querystring: runQuery.pick({ map: true, campaign: true }),
          response: { 200: importPreview },
        },
      },
      async (request) => {
        try {
          const own = await deps.ownFields(allow(request, ROLES), request.query.campaign)
          return await previewOf(bodyOf(request), request.query.map, own)
        } catch (error) {
          if (error instanceof NoTable) throw new Fail('malformed', error.message)
          throw error
        }
      },
    )

    routes.post(
      '/imports/check',
      { config: ofFile, schema: { querystring: runQuery, response: { 200: importCheck } } },
      async (request) => {
        const person = allow(request, ROLES)
        const { campaign: name, fileName, dates, ...query } = request.query
        const { id: campaign } = await deps.campaignFor(person, name, fileName)
        try {
          const own = await deps.ownFields(person, campaign)
          return await deps.check(person, bodyOf(request), {
            ...query,
            campaign,
            own,
            dateOrder: dates ?? null,
          })
        } catch (error) {
          if (error instanceof NoTable) throw new Fail('malformed', error.message)
          throw error
        }
      },
    )

    routes.put(
      '/imports/:id',
      {
        config: ofFile,
        schema: { params: idParam, querystring: runQuery, response: { 200: importProgress } },
      },
      async (request) => {
        const person = allow(request, ROLES)
        const { campaign: name, fileName, map, country, dates } = request.query
        const before = await deps.store.load(request.params.id, deps.now())
        if (before && !(await deps.sees(person, before.id))) throw new Fail('conflict', 'This id is taken')
        const campaign = await deps.campaignFor(person, name, fileName)
        const progress = await runImport(deps, bodyOf(request), {
          id: request.params.id,
          campaign: campaign.id,
          prepare: campaign.make,
          fileName,
          map,
          country,
          dateOrder: dates ?? null,
          own: await deps.ownFields(person, campaign.id),
          actor: person.id,
        })
        deps.ran?.(progress)
        return progress
      },
    )

    routes.get(
      '/imports/:id',
      { config, schema: { params: idParam, response: { 200: importProgress } } },
      async (request) => {
        return theirs(request, request.params.id)
      },
    )

    routes.get('/imports', { config, schema: { response: { 200: importsResponse } } }, async (request) => ({
      imports: await deps.list(allow(request, ROLES)),
    }))

    routes.get(
      '/imports/:id/undo',
      { config, schema: { params: idParam, response: { 200: importRecord } } },
      async (request) => {
        const { id } = await theirs(request, request.params.id)
        return (await deps.record(allow(request, ROLES), id))!
      },
    )

    routes.delete('/imports/:id', { config, schema: { params: idParam } }, async (request, reply) => {
      const { id } = await theirs(request, request.params.id)
      await deps.store.cancel(id)
      return reply.code(204).send()
    })

    routes.get(
      '/imports/:id/problems.csv',
      { config, schema: { params: idParam } },
      async (request, reply) => {
        const { id, fileName } = await theirs(request, request.params.id)
        const name = `${fileName.replace(/\.[a-z]+$/iu, '').replace(/[^\w. -]+/gu, '_')}-problems.csv`
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${name}"`)
          .send(Readable.from(problemsCsv(deps.store, id)))
      },
    )
  })
}

function bodyOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  if (request.body instanceof Readable) return request.body
  throw new Fail('malformed', 'The body must be the file, as text/csv or application/octet-stream')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
