import { z } from 'zod'
import {
  fitResponse,
  policiesResponse,
  policyProgress,
  publishRequest,
  rollbackRequest,
} from '../../shared/api/policies.ts'
import { policySchema } from '../../shared/policy/policy.ts'
import { refuseToRun, refuseToUse } from '../auth/may-see.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { fitToOutcomes } from '../policies/fit.ts'
import { progressOf } from '../policies/redecide.ts'
import { listVersions, readVersion } from '../policies/versions.ts'
import { policyOf, publishPolicy } from '../store/campaign-policy.ts'
import type { App, CentralDeps } from './deps.ts'

const ROLES = ['supervisor', 'administrator', 'service'] as const
const config = { roles: ROLES, scope: 'policies:write' } as const
const campaignParams = z.object({ id: z.string().min(1).max(80) })
const versionParams = z.object({ version: z.coerce.number().int().min(1).max(2_000_000_000) })

/** Policies as versions: what was in force when, by whom and why; published, rolled back, proposed. */
export function policyRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/policies',
    {
      config,
      schema: {
        querystring: z.object({ campaign: z.string().max(80).optional() }),
        response: { 200: policiesResponse },
      },
    },
    async (request) => ({
      policies: await listVersions(deps.db, request.signedIn!.person, request.query.campaign),
    }),
  )

  app.get(
    '/policies/:version',
    { config, schema: { params: versionParams, response: { 200: policySchema } } },
    async (request, reply) => {
      const { version } = request.params
      const policy = await readVersion(deps.db, request.signedIn!.person, version)
      return reply.header('content-disposition', `attachment; filename="policy-${version}.json"`).send(policy)
    },
  )

  app.get(
    '/campaigns/:id/policy',
    { config, schema: { params: campaignParams, response: { 200: policySchema } } },
    (request) => policyOf(deps, request.signedIn!.person, request.params.id),
  )

  app.put(
    '/campaigns/:id/policy',
    {
      config: { roles: ['administrator', 'service'], scope: 'policies:write' },
      // What is wrong with a policy is said by its own check, all of it at once.
      schema: { params: campaignParams, body: z.looseObject({}), response: { 200: policySchema } },
    },
    async (request) => {
      const { version: basedOn, ...policy } = request.body
      const publication = { campaign: request.params.id, policy, note: '', by: request.signedIn!.person.id }
      await refuseToRun(deps.db, request.signedIn!.person, request.params.id)
      return publishPolicy(deps, { ...publication, basedOn: basedOn as number | undefined }, deps.now())
    },
  )

  app.post(
    '/campaigns/:id/policy/publish',
    { config, schema: { params: campaignParams, body: publishRequest, response: { 200: policySchema } } },
    async (request) => {
      const { policy, note, version: basedOn } = request.body
      const [campaign, { id: by }] = [request.params.id, request.signedIn!.person]
      await refuseToRun(deps.db, request.signedIn!.person, campaign)
      return publishPolicy(deps, { campaign, policy, note, basedOn, by }, deps.now())
    },
  )

  app.post(
    '/campaigns/:id/policy/rollback',
    { config, schema: { params: campaignParams, body: rollbackRequest, response: { 200: policySchema } } },
    async (request) => {
      const { to, note, version: basedOn } = request.body
      const [campaign, viewer] = [request.params.id, request.signedIn!.person]
      await refuseToRun(deps.db, viewer, campaign)
      const policy = await readVersion(deps.db, viewer, to, campaign)
      return publishPolicy(deps, { campaign, policy, note, basedOn, by: viewer.id, restores: to }, deps.now())
    },
  )

  app.get(
    '/campaigns/:id/policy/progress',
    { config, schema: { params: campaignParams, response: { 200: policyProgress } } },
    async (request) => {
      const { person } = request.signedIn!
      await refuseToUse(deps.db, person, request.params.id)
      return progressOf(deps.db, person, request.params.id)
    },
  )

  // Each takes a core and reads up to 70,000 leads: however many ask, central has both left for others.
  const inTurn = oneAtATime()
  app.post(
    '/campaigns/:id/fit',
    { config, schema: { params: campaignParams, response: { 200: fitResponse } } },
    async (request) => {
      const { person } = request.signedIn!
      await refuseToRun(deps.db, person, request.params.id)
      return inTurn(() => fitToOutcomes(deps, person, request.params.id, deps.now()))
    },
  )
}
