import { z } from 'zod'
import {
  reassignment,
  reassignmentsPage,
  reassignPreview,
  reassignPreviewRequest,
  reassignRequest,
} from '../../shared/api/reassign.ts'
import { reassign } from '../reassign/begin.ts'
import { plan, previewOf } from '../reassign/plan.ts'
import { listReassignments, readReassignment } from '../reassign/show.ts'
import { undoReassignment } from '../reassign/undo.ts'
import type { App, CentralDeps } from './deps.ts'

/** A hundred thousand leads chosen by hand. */
const BODY_LIMIT = 12 * 2 ** 20
const params = z.object({ id: z.uuid() })

/** Many leads given to others at once. */
export function reassignmentRoutes(app: App, deps: CentralDeps): void {
  const config = { roles: ['supervisor', 'administrator', 'service'], scope: 'leads:write' } as const
  const answer = { 200: reassignment }

  app.post(
    '/reassignments/preview',
    {
      config,
      bodyLimit: BODY_LIMIT,
      schema: { body: reassignPreviewRequest, response: { 200: reassignPreview } },
    },
    async ({ signedIn, body }) => previewOf(await plan(deps.db, signedIn!.person, body, deps.now()), body.to),
  )

  app.post(
    '/reassignments',
    { config, bodyLimit: BODY_LIMIT, schema: { body: reassignRequest, response: answer } },
    ({ signedIn, body }) => reassign(deps, signedIn!.person, body, deps.now()),
  )

  app.get(
    '/reassignments',
    { config, schema: { response: { 200: reassignmentsPage } } },
    async (request) => ({
      reassignments: await listReassignments(deps.db, request.signedIn!.person),
    }),
  )

  app.get('/reassignments/:id', { config, schema: { params, response: answer } }, (request) =>
    readReassignment(deps.db, request.signedIn!.person, request.params.id),
  )

  app.post('/reassignments/:id/undo', { config, schema: { params, response: answer } }, (request) =>
    undoReassignment(deps, request.signedIn!.person, request.params.id, deps.now()),
  )
}
