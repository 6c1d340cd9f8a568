import { z } from 'zod'
import { distribution, distributionInput, receiver } from '../../shared/api/distribution.ts'
import {
  allDistributions,
  deleteDistribution,
  getDistribution,
  putDistribution,
} from '../distribution/distributions.ts'
import { getReceiver, putReceiver } from '../distribution/receivers.ts'
import type { App, CentralDeps } from './deps.ts'

const READ = { roles: ['supervisor', 'administrator', 'service'], scope: 'channels:write' } as const
const WRITE = { roles: ['administrator', 'service'], scope: 'channels:write' } as const
const ANYBODY = {
  roles: ['agent', 'inbox', 'supervisor', 'administrator', 'service'],
  scope: 'people:write',
} as const
const params = z.object({ id: z.string().min(1).max(100) })
const listed = z.object({ distributions: z.array(distribution) })

/** Who of a channel gets what, and when each of them works. */
export function distributionRoutes(app: App, deps: CentralDeps): void {
  const { db } = deps

  app.get('/distribution', { config: READ, schema: { response: { 200: listed } } }, async () => ({
    distributions: [...(await allDistributions(db)).values()],
  }))

  app.get(
    '/distribution/:id',
    { config: READ, schema: { params, response: { 200: distribution } } },
    (request) => getDistribution(db, request.params.id),
  )

  app.put(
    '/distribution/:id',
    { config: WRITE, schema: { params, body: distributionInput, response: { 200: distribution } } },
    (request) => putDistribution(db, request.params.id, request.body),
  )

  app.delete('/distribution/:id', { config: WRITE, schema: { params } }, async (request, reply) => {
    await deleteDistribution(db, request.params.id)
    return reply.code(204).send()
  })

  app.get(
    '/people/:id/receiver',
    { config: ANYBODY, schema: { params, response: { 200: receiver } } },
    (request) => getReceiver(db, request.signedIn!.person, request.params.id),
  )

  app.put(
    '/people/:id/receiver',
    { config: ANYBODY, schema: { params, body: receiver, response: { 200: receiver } } },
    (request) => putReceiver(db, request.signedIn!.person, request.params.id, request.body, deps.now()),
  )
}
