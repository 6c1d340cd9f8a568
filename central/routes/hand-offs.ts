import { z } from 'zod'
import {
  acceptRequest,
  actionRequest,
  HAND_OFF_STATES,
  handOff,
  handOffRead,
  handOffsPage,
  outcomeRequest,
  passOnRequest,
  returnRequest,
} from '../../shared/api/hand-offs.ts'
import { HAND_OFF_CHANNELS } from '../../shared/lead/route.ts'
import { accept, noteAction, recordOutcome, sendBack } from '../hand-offs/commands.ts'
import { listHandOffs, readHandOff } from '../hand-offs/list.ts'
import { passOn } from '../hand-offs/pass-on.ts'
import type { App, CentralDeps } from './deps.ts'

const params = z.object({ id: z.uuid() })
const states = z
  .string()
  .max(200)
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(HAND_OFF_STATES)))
const query = z.strictObject({
  /** Several with commas between them. */
  state: states.optional(),
  channel: z.enum(HAND_OFF_CHANNELS).optional(),
  campaign: z.string().max(80).optional(),
  /** A person's id, 'me' or 'none'. */
  owner: z.string().max(80).optional(),
  team: z.string().max(80).optional(),
  lead: z.uuid().optional(),
  cursor: z.uuid().optional(),
  /** 'due': what is to be done first comes first. */
  sort: z.enum(['newest', 'due']).default('newest'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** What channels got, and what their receivers say became of it. */
export function handOffRoutes(app: App, deps: CentralDeps): void {
  const roles = ['inbox', 'supervisor', 'administrator', 'service'] as const
  const reads = { roles, scope: 'handOffs:read' } as const
  const writes = { roles, scope: 'handOffs:write' } as const
  const answer = { 200: handOff }

  app.get(
    '/hand-offs',
    { config: reads, schema: { querystring: query, response: { 200: handOffsPage } } },
    (request) => {
      const { state, ...filter } = request.query
      return listHandOffs(deps.db, request.signedIn!.person, { ...filter, states: state })
    },
  )

  app.get(
    '/hand-offs/:id',
    { config: reads, schema: { params, response: { 200: handOffRead } } },
    (request) => readHandOff(deps.db, request.signedIn!.person, request.params.id),
  )

  app.post(
    '/hand-offs/:id/accept',
    { config: writes, schema: { params, body: acceptRequest, response: answer } },
    (request) => accept(deps, request.signedIn!.person, request.params.id, request.body),
  )

  app.post(
    '/hand-offs/:id/return',
    { config: writes, schema: { params, body: returnRequest, response: answer } },
    (request) => sendBack(deps, request.signedIn!.person, request.params.id, request.body),
  )

  app.post(
    '/hand-offs/:id/actions',
    { config: writes, schema: { params, body: actionRequest, response: answer } },
    (request) => noteAction(deps, request.signedIn!.person, request.params.id, request.body),
  )

  app.post(
    '/hand-offs/:id/outcome',
    { config: writes, schema: { params, body: outcomeRequest, response: answer } },
    (request) => recordOutcome(deps, request.signedIn!.person, request.params.id, request.body),
  )

  app.post(
    '/hand-offs/:id/pass-on',
    { config: writes, schema: { params, body: passOnRequest, response: answer } },
    (request) => passOn(deps, request.signedIn!.person, request.params.id, request.body),
  )
}
