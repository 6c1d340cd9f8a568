import { createHash } from 'node:crypto'
import { HOOKED_CHANNELS } from '../../shared/api/channels.ts'
import { grouped } from '../store/database/grouped.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import type { ChannelRow } from './channels.ts'
import type { NewDelivery } from './outgoing.ts'

/** One attempt that is to be made. `attempts`: how many there were before. */
export interface DeliveryJob {
  delivery: string
  attempts: number
}

/**
 * A queue for each channel, a campaign's own (`sales@spring`) among them: a receiver that is slow or gone keeps nobody else waiting. The id of a
 * campaign may have letters that the name of a queue may not.
 */
export function queueOf(channel: string): string {
  const [kind, campaign] = channel.split('@')
  if (campaign === undefined) return `deliver-${kind}`
  return `deliver-${kind}-${createHash('sha256').update(campaign).digest('hex').slice(0, 16)}`
}
export const DELIVERY_QUEUES = HOOKED_CHANNELS.map(queueOf)

export interface Sent {
  channel: ChannelRow
  row: NewDelivery
}

const PARTS = 1000

/** Writes deliveries, and the jobs of those that webhooks are to get. */
export async function sendOut(tx: Tx, deps: Pick<IngestDeps, 'jobs'>, sent: readonly Sent[]): Promise<void> {
  for (let from = 0; from < sent.length; from += PARTS)
    await tx
      .insertInto('deliveries')
      .values(sent.slice(from, from + PARTS).map((s) => s.row))
      .execute()
  const due = sent.filter(
    ({ channel, row }) => channel.settings.kind === 'webhook' && row.state === 'waiting',
  )
  const jobs = grouped(
    due,
    (s) => queueOf(s.channel.id),
    (s) => ({ data: { delivery: s.row.id, attempts: 0 } satisfies DeliveryJob }),
  )
  for (const [queue, ofQueue] of jobs) await deps.jobs.send(tx, queue, ofQueue)
}
