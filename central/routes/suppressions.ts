import { Readable } from 'node:stream'
import { z } from 'zod'
import { suppressionListsResponse, suppressionOutcome } from '../../shared/api/qualification.ts'
import { cleanLine } from '../../shared/lead/intake/text.ts'
import { Fail } from '../fail.ts'
import { type Addresses, readAddresses } from '../imports/addresses.ts'
import { counting } from '../imports/counted.ts'
import { NoTable } from '../imports/table.ts'
import { deleteList, listSuppressions, replaceList } from '../store/suppressions/suppression-lists.ts'
import type { App, CentralDeps } from './deps.ts'
import { streamed } from './streamed.ts'

const ROLES = ['administrator', 'service'] as const
const params = z.object({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/u) })
const named = z
  .string()
  .max(200)
  .transform((text) => cleanLine(text) || undefined)
  .optional()
const query = z.strictObject({
  name: named,
  /** Where it is from and as of when: 'Robinson list, 2026-11-01, DDV'. */
  source: named,
  /** ISO alpha-2 of phone numbers without country code. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/u)
    .optional(),
})

/** Suppression lists: people who are not to be contacted. The body of a list is a stream. */
export function suppressionRoutes(app: App, deps: CentralDeps): void {
  app.register(async (scope) => {
    const routes = streamed(scope)
    const config = { roles: ROLES, scope: 'suppressions:write' } as const

    routes.get(
      '/suppressions',
      { config, schema: { response: { 200: suppressionListsResponse } } },
      async () => ({ lists: await listSuppressions(deps.db) }),
    )

    routes.put(
      '/suppressions/:id',
      {
        config: { ...config, idempotent: true },
        schema: { params, querystring: query, response: { 200: suppressionOutcome } },
      },
      async (request) => {
        const { country, ...named } = request.query
        const { keys, rejected, problems } = await addressesIn(request.body, country)
        const input = { id: request.params.id, ...named }
        const { list, added, removed } = await replaceList(deps.db, input, keys, deps.now())
        return { list, entries: keys.length, added, removed, rejected, problems }
      },
    )

    routes.delete('/suppressions/:id', { config, schema: { params } }, async (request, reply) => {
      await deleteList(deps.db, request.params.id, deps.now())
      return reply.code(204).send()
    })
  })
}

/** A list that broke off, or that holds no address at all, never replaces one. */
async function addressesIn(body: unknown, country: string | undefined): Promise<Addresses> {
  if (!(body instanceof Readable))
    throw new Fail('malformed', 'The body must be the list, as text/csv or text/plain')
  const counted = counting(body)
  try {
    const addresses = await readAddresses(counted.chunks, country)
    if (counted.broke()) throw new Fail('malformed', 'The list broke off')
    if (addresses.keys.length > 0) return addresses
    const [first] = addresses.problems
    const why = first ? `: line ${first.line}, "${first.value}", ${first.reason}` : ''
    throw new Fail('malformed', `The list holds no phone number, e-mail address or domain${why}`)
  } catch (error) {
    if (error instanceof NoTable) throw new Fail('malformed', error.message)
    throw error
  } finally {
    // What is left unread of a request would stand before the next one on the same connection.
    await counted.drain()
  }
}
