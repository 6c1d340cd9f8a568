import { z } from 'zod'
import {
  device,
  devicesResponse,
  quarantineDecided,
  quarantineDecision,
  quarantined,
  quarantinePage,
  revokeRequest,
  wipedRequest,
} from '../../shared/api/devices.ts'
import { decideQuarantine } from '../devices/decide.ts'
import { listDevices, noteWiped, reinstate, revoke } from '../devices/devices.ts'
import { listQuarantine } from '../devices/quarantine.ts'
import type { App, CentralDeps } from './deps.ts'

const DESKS = ['agent', 'inbox', 'supervisor', 'administrator'] as const
const SUPERVISORS = ['supervisor', 'administrator'] as const
const params = z.object({ person: z.string().min(1).max(80), id: z.string().min(1).max(40) })
const filter = z.strictObject({
  state: quarantined.shape.state.default('waiting'),
  cursor: z.uuid().optional(),
})

/** People's devices; what was handed in by those that may no longer work. */
export function deviceRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/devices',
    { config: { roles: DESKS }, schema: { response: { 200: devicesResponse } } },
    async (request) => ({ devices: await listDevices(deps.db, request.signedIn!.person) }),
  )

  app.post(
    '/devices/:person/:id/revoke',
    { config: { roles: SUPERVISORS }, schema: { params, body: revokeRequest, response: { 200: device } } },
    (request) => revoke(deps.db, request.signedIn!.person, request.params, request.body.reason, deps.now()),
  )

  app.delete(
    '/devices/:person/:id/revoke',
    { config: { roles: SUPERVISORS }, schema: { params, response: { 200: device } } },
    (request) => reinstate(deps.db, request.signedIn!.person, request.params),
  )

  app.post(
    '/devices/wiped',
    { config: { roles: DESKS, handsIn: true }, schema: { body: wipedRequest } },
    async (request, reply) => {
      await noteWiped(deps.db, request.signedIn!.person, request.body.device, deps.now())
      return reply.code(204).send()
    },
  )

  app.get(
    '/quarantine',
    {
      config: { roles: SUPERVISORS },
      schema: { querystring: filter, response: { 200: quarantinePage } },
    },
    (request) => listQuarantine(deps.db, request.signedIn!.person, request.query),
  )

  app.post(
    '/quarantine/decide',
    {
      config: { roles: SUPERVISORS },
      schema: { body: quarantineDecision, response: { 200: quarantineDecided } },
    },
    (request) => decideQuarantine(deps, request.signedIn!.person, request.body, deps.now()),
  )
}
