import { z } from 'zod'
import { version } from '../../shared/api/fields.ts'
import {
  ENROLMENT_STATES,
  enrolment,
  enrolmentsPage,
  nurtureCampaign,
  nurtureCampaignChange,
  nurtureCampaignInput,
  nurtureCampaignsResponse,
  previewRequest,
  previewResponse,
} from '../../shared/api/nurture.ts'
import { refuseUnseen } from '../auth/may-see.ts'
import {
  addNurtureCampaign,
  changeNurtureCampaign,
  deleteNurtureCampaign,
  getNurtureCampaign,
  listNurtureCampaigns,
} from '../nurture/campaigns.ts'
import { listEnrolments, resumeEnrolment, stopEnrolment } from '../nurture/enrolments.ts'
import { previewOf } from '../nurture/preview.ts'
import type { App, CentralDeps } from './deps.ts'

const READERS = ['supervisor', 'administrator', 'service'] as const
const reads = { roles: READERS, scope: 'reports:read' } as const
const previews = { roles: READERS, scope: 'policies:write' } as const
const writes = { roles: ['administrator', 'service'], scope: 'policies:write' } as const
const params = z.object({ id: z.uuid() })
const ofEnrolment = z.object({ id: z.uuid(), enrolment: z.uuid() })
const atVersion = z.strictObject({ version: z.coerce.number().pipe(version) })
const enrolmentsQuery = z.strictObject({
  state: z.enum(ENROLMENT_STATES).optional(),
  cursor: z.uuid().optional(),
})
/** Templates in several languages are larger than other bodies. */
const bodyLimit = 8 * 2 ** 20

/** Campaigns of opt-in mail, and who is enrolled in them. */
export function nurtureRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/nurture-campaigns',
    { config: reads, schema: { response: { 200: nurtureCampaignsResponse } } },
    async (request) => ({
      campaigns: await listNurtureCampaigns(deps.db, request.signedIn!.person),
    }),
  )

  app.post(
    '/nurture-campaigns',
    { config: writes, bodyLimit, schema: { body: nurtureCampaignInput, response: { 201: nurtureCampaign } } },
    async (request, reply) => reply.code(201).send(await addNurtureCampaign(deps, request.body)),
  )

  app.get(
    '/nurture-campaigns/:id',
    { config: reads, schema: { params, response: { 200: nurtureCampaign } } },
    (request) => getNurtureCampaign(deps.db, request.signedIn!.person, request.params.id),
  )

  app.put(
    '/nurture-campaigns/:id',
    {
      config: writes,
      bodyLimit,
      schema: { params, body: nurtureCampaignChange, response: { 200: nurtureCampaign } },
    },
    (request) => {
      const { version, ...input } = request.body
      return changeNurtureCampaign(deps, request.params.id, version, input, deps.now())
    },
  )

  app.delete(
    '/nurture-campaigns/:id',
    { config: writes, schema: { params, querystring: atVersion } },
    async (request, reply) => {
      await deleteNurtureCampaign(deps, request.params.id, request.query.version, deps.now())
      return reply.code(204).send()
    },
  )

  app.post(
    '/nurture-campaigns/:id/preview',
    { config: previews, schema: { params, body: previewRequest, response: { 200: previewResponse } } },
    async (request) => {
      const { lead } = request.body
      if (lead !== undefined) await refuseUnseen(deps.db, request.signedIn!.person, lead)
      return previewOf(deps, request.params.id, request.body, deps.now())
    },
  )

  app.get(
    '/nurture-campaigns/:id/enrolments',
    { config: reads, schema: { params, querystring: enrolmentsQuery, response: { 200: enrolmentsPage } } },
    (request) => listEnrolments(deps.db, request.signedIn!.person, request.params.id, request.query),
  )

  app.post(
    '/nurture-campaigns/:id/enrolments/:enrolment/stop',
    { config: writes, schema: { params: ofEnrolment, response: { 200: enrolment } } },
    (request) => stopEnrolment(deps.db, request.params.id, request.params.enrolment),
  )

  app.post(
    '/nurture-campaigns/:id/enrolments/:enrolment/resume',
    { config: writes, schema: { params: ofEnrolment, response: { 200: enrolment } } },
    (request) => resumeEnrolment(deps.db, request.params.id, request.params.enrolment, deps.now()),
  )
}
