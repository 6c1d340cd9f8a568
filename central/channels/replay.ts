import type { Delivery } from '../../shared/api/channels.ts'
import { Fail } from '../fail.ts'
import { noteDelivered } from '../hand-offs/note-delivered.ts'
import { writeMails } from '../mail/write-mails.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { handOffAsMade } from './as-made.ts'
import { type ChannelRow, channelOf } from './channels.ts'
import { deliveryRows } from './deliveries.ts'
import { type NewDelivery, type Outgoing, outgoingOf } from './outgoing.ts'
import { type DeliveryJob, queueOf } from './send-out.ts'

const BATCH = 200

type Revived = Pick<NewDelivery, 'state' | 'body' | 'mail' | 'link' | 'delivered_at'>
const OFF = 'Its channel is switched off'

/**
 * Sends a dead one again from the first attempt on, under its own id. Throws notFound; a conflict when it is not dead, or its channel is
 * off or cannot send it any more.
 */
export function replay(deps: IngestDeps, id: string, now: number): Promise<Delivery> {
  return inTransaction(deps.db, async (tx) => {
    const found = await deliveryRows(tx).where('id', '=', id).forUpdate().executeTakeFirst()
    if (!found) throw new Fail('notFound', 'There is no such delivery')
    if (found.state !== 'dead') throw new Fail('conflict', `It is not dead but ${found.state}`)
    const channel = await channelOf(tx, found.channel)
    if (!channel.enabled) throw new Fail('conflict', OFF)
    if (!(await revive(tx, deps, channel, found, now)))
      throw new Fail(
        'conflict',
        'There is nothing of it to be sent: the lead is gone, or nobody to send it to',
      )
    return deliveryRows(tx).where('id', '=', id).executeTakeFirstOrThrow()
  })
}

/** Sends all dead ones of a channel again; how many. Those that cannot be sent stay dead. Throws notFound, a conflict when it is off. */
export async function replayAll(deps: IngestDeps, id: string, now: number): Promise<number> {
  let replayed = 0
  for (let last: string | undefined = ''; last !== undefined; ) {
    const after: string = last
    const batch = await inTransaction(deps.db, async (tx) => {
      const channel = await channelOf(tx, id)
      if (!channel.enabled) throw new Fail('conflict', OFF)
      let query = deliveryRows(tx).where('channel', '=', id).where('state', '=', 'dead')
      if (after !== '') query = query.where('id', '>', after)
      const dead = await query.orderBy('id').limit(BATCH).forUpdate().execute()
      let revived = 0
      for (const delivery of dead) if (await revive(tx, deps, channel, delivery, now)) revived += 1
      return { revived, last: dead.length < BATCH ? undefined : dead.at(-1)?.id }
    })
    replayed += batch.revived
    last = batch.last
  }
  return replayed
}

/** False when there is nothing to be sent. What a webhook is sent are the bytes of the first time, as long as they are kept. */
async function revive(
  tx: Tx,
  deps: IngestDeps,
  channel: ChannelRow,
  { id, handOff }: Pick<Delivery, 'id' | 'handOff'>,
  now: number,
): Promise<boolean> {
  const one = handOff === null ? null : await handOffAsMade(tx, handOff)
  const outgoing =
    handOff === null
      ? await outgoingAsKept(tx, id)
      : one && (await outgoingOf(tx, deps, channel, one, now, id))
  if (!outgoing || outgoing.row.state === 'dead') return false
  await writeMails(tx, deps, outgoing.mails, now)
  const { body = null, mail = null, link = null, state, delivered_at = null } = outgoing.row
  await tx
    .updateTable('deliveries')
    .set((eb) => ({
      state,
      attempts: 0,
      next_at: state === 'waiting' ? new Date(now).toISOString() : null,
      delivered_at,
      mail,
      link,
      body: eb.fn.coalesce('body', eb.val(body)),
    }))
    .where('id', '=', id)
    .execute()
  if (state === 'delivered' && handOff !== null)
    await noteDelivered(tx, deps, [handOff], new Date(now).toISOString())
  const job: DeliveryJob = { delivery: id, attempts: 0 }
  if (channel.settings.kind === 'webhook') await deps.jobs.send(tx, queueOf(channel.id), [{ data: job }])
  return true
}

/** What tells of an escalation was put together when it was raised; null: the lead is erased. */
async function outgoingAsKept(
  tx: Tx,
  id: string,
): Promise<(Pick<Outgoing, 'mails'> & { row: Revived }) | null> {
  const { body } = await tx
    .selectFrom('deliveries')
    .select('body')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return body === null ? null : { row: { state: 'waiting' }, mails: [] }
}
