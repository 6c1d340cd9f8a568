import { newResponse, responseOutcome } from '../../shared/api/qualification.ts'
import { hybridClock } from '../../shared/events/stamp.ts'
import { takeResponse } from '../store/events/responses.ts'
import type { App, CentralDeps } from './deps.ts'

/** A person responded: a web form, an expo scan, a click in an e-mail, a partner's message. */
export function responseRoutes(app: App, deps: CentralDeps): void {
  const clock = hybridClock('response')
  app.post(
    '/responses',
    {
      config: {
        roles: ['service', 'administrator', 'supervisor'],
        scope: 'leads:write',
        // A hundred a second of one sender: more come as an import.
        rateLimit: { max: 6000, timeWindow: '1 minute' },
      },
      bodyLimit: 256 * 1024,
      schema: { body: newResponse, response: { 200: responseOutcome, 201: responseOutcome } },
    },
    async (request, reply) => {
      const { person } = request.signedIn!
      // What was taken before central could say so is found by its id.
      const id = request.body.id ?? request.idempotencyId ?? undefined
      const response = { ...request.body, ...(id === undefined ? {} : { id }) }
      const outcome = await takeResponse(deps, response, { actor: person.id, clock, viewer: person })
      return reply.code(outcome.outcome === 'added' ? 201 : 200).send(outcome)
    },
  )
}
