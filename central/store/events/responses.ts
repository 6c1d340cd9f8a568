import { isDeepStrictEqual } from 'node:util'
import type { NewResponse, ResponseOutcome } from '../../../shared/api/qualification.ts'
import type { HybridClock } from '../../../shared/events/stamp.ts'
import { ownFieldsOf } from '../../../shared/policy/own-fields.ts'
import type { Viewer } from '../../auth/may-see.ts'
import { Fail } from '../../fail.ts'
import { captureOf } from '../../imports/capture.ts'
import { ingestCapturesIn, lockCaptures } from '../../imports/ingest-captures.ts'
import { type ReadResponse, readResponse } from '../../imports/response.ts'
import { inTransaction } from '../database/retry.ts'
import { campaignNamed } from '../find-campaign.ts'
import { componentOf } from '../leads/components.ts'
import type { IngestDeps } from '../leads/ingest-types.ts'
import { likelyOf, proposeShared } from '../likely/likely-pairs.ts'

export interface Responder {
  /** Whose events they are. */
  actor: string
  /** Who is told of it: of the leads that may be the same person, those they may know of. */
  viewer: Viewer
  clock: HybridClock
}

/**
 * Takes a response in: it joins the lead it belongs to, or makes one in the pool. Throws, with every problem, when it tells nothing of
 * who responded; nothing is stored then.
 */
export async function takeResponse(
  deps: IngestDeps & { now(): number },
  response: NewResponse,
  { actor, clock, viewer }: Responder,
): Promise<ResponseOutcome> {
  const now = deps.now()
  const { id: campaign, policyVersion } = await campaignNamed(deps.db, viewer, response.campaign)
  const { policy } = await deps.policies.version(deps.db, policyVersion)
  const read = readResponse(response, now, ownFieldsOf(policy))
  if (read.captured.rejected) throw unusable(read)
  const capture = captureOf(read.captured, {
    campaign,
    place: response.label,
    actor,
    via: 'response',
    clock,
    now,
    ...(response.id === undefined ? {} : { id: response.id }),
  })
  return inTransaction(deps.db, async (tx) => {
    await lockCaptures(tx, campaign)
    const before = await tx
      .selectFrom('events')
      .select(['lead', 'payload'])
      .where('id', '=', capture.id)
      .executeTakeFirst()
    if (before) {
      const isSame = isDeepStrictEqual(fieldsOf(before.payload), read.captured.fields)
      return answer(before.lead, 'unchanged', isSame ? [] : [SENT_BEFORE])
    }
    const [result] = await ingestCapturesIn(tx, deps, campaign, [capture])
    const { leadId, created, verdicts } = result!
    const [verdict] = verdicts
    if (verdict?.verdict === 'rejected' && verdict.fault.kind === 'erased')
      throw new Fail('erased', 'What this response said was erased on request of the person')
    if (verdict?.verdict === 'rejected') throw unusable(read, verdict.fault.message)
    await proposeShared(tx, campaign, leadId, capture.allKeys, now)
    return answer(leadId, created ? 'added' : 'joined')

    async function answer(
      part: string,
      outcome: ResponseOutcome['outcome'],
      further: ResponseOutcome['problems'] = [],
    ): Promise<ResponseOutcome> {
      const lead = (await componentOf(tx, part))!
      const likely = (await likelyOf(tx, viewer, lead)).map(({ other, reasons }) => ({
        lead: other,
        reasons,
      }))
      return { lead, event: capture.id, outcome, problems: [...read.problems, ...further], likely }
    }
  })
}

/** A sender that numbers people rather than responses would else lose responses without a word. */
const SENT_BEFORE = {
  pointer: '/id',
  detail: 'came before with other fields: the first response of this id stands, and this one was not taken',
  value: '',
}

const fieldsOf = (payload: object): unknown => ('fields' in payload ? payload.fields : undefined)

function unusable({ problems }: ReadResponse, message?: string): Fail {
  const errors = problems.map(({ pointer, detail }) => ({ pointer, detail }))
  if (message !== undefined) errors.push({ pointer: '/fields', detail: message })
  return new Fail('malformed', errors.map((e) => `${e.pointer} ${e.detail}`).join('; '), errors)
}
