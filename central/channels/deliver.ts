import type { AttemptOutcome } from '../../shared/api/channels.ts'
import type { HandOffState } from '../../shared/api/hand-offs.ts'
import { noteDelivered } from '../hand-offs/note-delivered.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { backOff, MAX_ATTEMPTS } from './back-off.ts'
import { type ChannelRow, disable, findChannel } from './channels.ts'
import { SWITCHED_OFF } from './outgoing.ts'
import { post } from './post.ts'
import { type DeliveryJob, queueOf } from './send-out.ts'

export interface DeliverDeps extends IngestDeps {
  /** Epoch milliseconds. */
  now(): number
  limitMs: number
  /** Seconds to wait after so many failed attempts. */
  backOff(failed: number): number
}

export const DELIVERING = { limitMs: 10_000, backOff: (failed: number) => backOff(failed, Math.random()) }

const GONE = 410

/** The lead is somebody else's by now: whoever was not reached before gets nothing of it any more. */
const OVER: Partial<Record<HandOffState, string>> = {
  returned: 'The lead was sent back to the call center',
  withdrawn: 'The lead went elsewhere',
}

/**
 * Makes one attempt, and what follows from it: delivered, another one later, or dead. A job that comes twice finds the delivery
 * another way than it expects, and does nothing; only one that comes while its twin is under way sends twice, under the same id.
 */
export async function deliver(deps: DeliverDeps, job: DeliveryJob, stopped: AbortSignal): Promise<void> {
  const delivery = await deps.db
    .selectFrom('deliveries as d')
    .leftJoin('hand_offs as h', 'h.id', 'd.hand_off')
    .select(['d.id', 'd.channel', 'd.body', 'h.state as handOff'])
    .where('d.id', '=', job.delivery)
    .where('d.state', '=', 'waiting')
    .where('d.attempts', '=', job.attempts)
    .executeTakeFirst()
  if (!delivery) return
  const over = delivery.handOff && OVER[delivery.handOff]
  if (over) return settle(deps, job, null, over)
  const channel = await findChannel(deps.db, delivery.channel)
  if (!channel?.enabled) return settle(deps, job, null, channel ? SWITCHED_OFF : 'The channel is gone')
  const { settings } = channel
  if (settings.kind !== 'webhook') return settle(deps, job, null, 'The channel is no webhook any more')
  const message = {
    id: delivery.id,
    body: delivery.body ?? '',
    secrets: channel.secrets,
    // Receivers compare it with the time it really is.
    at: new Date(),
  }
  const outcome = await post(settings, message, deps.limitMs, stopped)
  await settle(deps, job, channel, outcome)
}

function settle(
  deps: DeliverDeps,
  job: DeliveryJob,
  channel: ChannelRow | null,
  outcome: AttemptOutcome | string,
): Promise<void> {
  return inTransaction(deps.db, async (tx) => {
    if (typeof outcome === 'string') return void (await note(tx, job, { ...DEAD, last_error: outcome }))
    const now = deps.now()
    const attempts = job.attempts + 1
    const said = { attempts, last_status: outcome.status, last_error: outcome.error }
    if (outcome.delivered) {
      const at = new Date(now).toISOString()
      const done = { state: 'delivered' as const, next_at: null, body: null, delivered_at: at }
      const { hand_off = null } = (await note(tx, job, { ...said, ...done })) ?? {}
      return hand_off === null ? undefined : noteDelivered(tx, deps, [hand_off], at)
    }
    if (outcome.status === GONE) await disable(tx, channel!.id, 'The receiver answered 410: it wants no more')
    if (outcome.status === GONE || attempts >= MAX_ATTEMPTS)
      return void (await note(tx, job, { ...said, ...DEAD }))
    const after = Math.max(deps.backOff(attempts), outcome.retryAfter ?? 0)
    const next = { next_at: new Date(now + after * 1000).toISOString() }
    if (await note(tx, job, { ...said, ...next }))
      await deps.jobs.send(tx, queueOf(channel!.id), [
        { data: { delivery: job.delivery, attempts } satisfies DeliveryJob, after },
      ])
  })
}

const DEAD = { state: 'dead' as const, next_at: null }

/** Which hand-off's it is; undefined when another attempt was first. */
const note = (tx: Tx, job: DeliveryJob, set: object) =>
  tx
    .updateTable('deliveries')
    .set(set)
    .where('id', '=', job.delivery)
    .where('state', '=', 'waiting')
    .where('attempts', '=', job.attempts)
    .returning('hand_off')
    .executeTakeFirst()
