import type { FastifyReply } from 'fastify'
import { type LeadEvent, leadEvent } from '../../shared/events/event.ts'
import {
  PROTOCOL,
  type SyncRequest,
  type SyncResponse,
  syncRequest,
  syncResponse,
  type Verdict,
} from '../../shared/sync/protocol.ts'
import { seesAll } from '../auth/may-see.ts'
import { permitEvents } from '../auth/permit-events.ts'
import { moveSessions, type SignedIn } from '../auth/sessions.ts'
import { viewEpoch } from '../auth/view.ts'
import { quarantine } from '../devices/quarantine.ts'
import { Fail } from '../fail.ts'
import { noteBreaches } from '../store/breaches.ts'
import { changesFor } from '../store/changes/changes.ts'
import { type Cursor, cursorText, readCursor } from '../store/database/cursor.ts'
import { NO_CHANGES, type Page } from '../store/database/page.ts'
import type { DeviceRound, NotedRound } from '../store/devices.ts'
import { type TakenRound, takeNotes, takeRounds } from '../store/events/take-rounds.ts'
import { isStorable, UNSTORABLE } from '../store/events/write-events.ts'
import type { Batch } from '../store/leads/ingest-types.ts'
import { NOTHING_WRITTEN, type Written } from '../store/leads/write-leads.ts'
import type { App, CentralDeps } from './deps.ts'

const WITHOUT_LEADS = syncResponse.extend({ changes: syncResponse.shape.changes.omit({ leads: true }) })
const BODY_LIMIT = 16 * 2 ** 20
/** Of one person: a desk that has much to hand in sends round after round. */
const SYNC_LIMIT = { max: 6000, timeWindow: '1 minute' }

export function syncRoutes(app: App, deps: CentralDeps): void {
  const changesSince = changesFor(deps.db)
  const takings = {
    notes: takeNotes(deps.db),
    rounds: takeRounds(deps, (error) =>
      app.log.warn({ err: error }, 'rounds failed together, and go one by one'),
    ),
  }
  app.post(
    '/sync',
    {
      config: {
        roles: ['agent', 'inbox', 'supervisor', 'administrator'],
        idempotent: true,
        rateLimit: SYNC_LIMIT,
        handsIn: true,
      },
      bodyLimit: BODY_LIMIT,
      // Before the schema: a later version may send what this one cannot read.
      preValidation: async (request) => refuseOtherVersion(request.body),
      schema: { body: syncRequest, response: { 200: syncResponse } },
    },
    async (request, reply) => {
      const { body } = request
      const { person } = request.signedIn!
      const { epoch } = body
      const view = await viewEpoch(deps.db, person, deps.epoch)
      const cursor = epoch === view ? cursorOf(body) : null
      const since = cursor?.since ?? null
      const round = { signedIn: request.signedIn!, body, since, now: deps.now() }
      const { noted, verdicts, written, onlyHandsIn } = await takeRound(deps, takings, round)
      deps.metrics.round(verdicts)
      if (onlyHandsIn) return send(reply, handedIn(body, verdicts, view, round.now))
      const page = await changesSince(person, {
        epoch,
        since,
        began: cursor?.began,
        central: deps.epoch,
        written,
        read: { view, last: noted.last },
      })
      const serverTime = new Date(deps.now()).toISOString()
      const { cursor: upTo, began, ...rest } = page
      return send(reply, { verdicts, ...rest, cursor: cursorText({ since: upTo, began }), serverTime })
    },
  )
}

interface Takings {
  notes: ReturnType<typeof takeNotes>
  rounds: ReturnType<typeof takeRounds>
}

interface Round {
  signedIn: SignedIn
  body: SyncRequest
  since: number | null
  now: number
}

interface Taken {
  noted: NotedRound
  verdicts: Verdict[]
  written: Written
  /** The device, or its person, may no longer work. */
  onlyHandsIn: boolean
}

/** Notes the round, and takes its events in: each parsed, then authorised, on its own. */
async function takeRound(deps: CentralDeps, { notes, rounds }: Takings, round: Round): Promise<Taken> {
  const { signedIn, body } = round
  const device = deviceRound(round)
  const parsed = signedIn.onlyHandsIn ? [] : body.events.map((input) => parse(input))
  const events = parsed.flatMap((p) => ('event' in p ? p.event : []))
  let written = NOTHING_WRITTEN
  const batch = (known: NotedRound): Batch | null =>
    known.isRevoked
      ? null
      : batchOf(deps, round, events, known, (leads) => {
          written = leads
        })
  const taken: TakenRound =
    events.length === 0
      ? { noted: await notes(device), verdicts: [] }
      : await rounds({ device, events, batch })
  const { noted } = taken
  const { person } = signedIn
  if (signedIn.onlyHandsIn || noted.isRevoked || taken.verdicts === null) {
    const from = { ...noted, person, device: device.id, now: round.now }
    return { noted, verdicts: await quarantine(deps.db, body.events, from), written, onlyHandsIn: true }
  }
  if (signedIn.device !== device.id) await moveSessions(deps.db, person.id, signedIn.device, device.id)
  const next = taken.verdicts.values()
  const verdicts = parsed.map((p) => ('verdict' in p ? p.verdict : (next.next().value as Verdict)))
  return { noted, verdicts, written, onlyHandsIn: false }
}

function deviceRound({ signedIn: { person }, body, since, now }: Round): DeviceRound {
  if (!isStorable({ id: body.deviceId })) throw new Fail('malformed', UNSTORABLE)
  const { state, waiting, parked = 0 } = body.device
  const team = seesAll(person) ? null : person.team
  return { person: person.id, team, id: body.deviceId, state, waiting, parked, cursor: since, now }
}

function batchOf(
  deps: CentralDeps,
  { signedIn: { person }, body, now }: Round,
  events: readonly LeadEvent[],
  known: NotedRound,
  wrote: (leads: Written) => void,
): Batch {
  return {
    events,
    now,
    by: { person: person.id, device: body.deviceId },
    ownerOfNew: () => person.id,
    permits: (tx, leads) => permitEvents(tx, person, known, { events, leads }),
    applies: (tx, leads, applied) => noteBreaches(tx, deps, leads, applied),
    wrote,
  }
}

type Answer = Omit<SyncResponse, 'changes'> & Pick<Page, 'changes'>

/** The leads go out as they are stored: they were checked when they were folded, and are most of an answer. */
function send(reply: FastifyReply, { changes, ...answer }: Answer): FastifyReply {
  const { leads, ...others } = changes
  const rest = JSON.stringify(WITHOUT_LEADS.parse({ ...answer, changes: others }))
  const text = rest.replace('"changes":{', () => `"changes":{"leads":[${leads.join(',')}],`)
  return reply.type('application/json; charset=utf-8').send(text)
}

/** Verdicts, and nothing else: the device stands where it stood. */
function handedIn(body: SyncRequest, verdicts: Verdict[], epoch: string, now: number): Answer {
  return {
    verdicts,
    changes: NO_CHANGES,
    cursor: body.cursor ?? '0',
    more: false,
    epoch,
    serverTime: new Date(now).toISOString(),
    wipe: body.device.waiting <= body.events.length,
  }
}

function parse(input: unknown): { event: LeadEvent } | { verdict: Verdict } {
  const result = leadEvent.safeParse(input)
  if (result.success) return { event: result.data }
  const id = (input as { id?: unknown } | null)?.id
  const message = result.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')
  return {
    verdict: {
      id: typeof id === 'string' ? id : '',
      verdict: 'rejected',
      fault: { kind: 'malformed', message: message.slice(0, 1000) },
    },
  }
}

function refuseOtherVersion(body: unknown): void {
  const protocol = (body as { protocol?: unknown } | null)?.protocol
  if (typeof protocol !== 'number' || protocol === PROTOCOL) return
  throw new Fail('protocol', `This server speaks version ${PROTOCOL}, the request is of version ${protocol}`)
}

function cursorOf(body: SyncRequest): Cursor | null {
  if (body.cursor === null) return null
  const cursor = readCursor(body.cursor)
  if (cursor) return cursor
  throw new Fail('malformed', 'The cursor is none of this server', [
    { pointer: '/cursor', detail: 'is not a cursor' },
  ])
}
