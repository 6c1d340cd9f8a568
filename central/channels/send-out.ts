import type { HookedChannel } from '../../shared/api/channels.ts'
import { HOOKED_CHANNELS } from '../../shared/api/channels.ts'
import type { IngestDeps } from '../store/ingest-types.ts'
import type { Tx } from '../store/schema.ts'
import type { ChannelRow } from './channels.ts'
import type { NewDelivery } from './outgoing.ts'

/** One attempt that is to be made. `attempts`: how many there were before. */
export interface DeliveryJob {
  delivery: string
  attempts: number
}

/** A queue for each channel: a receiver that is slow or gone keeps only its own kind waiting. */
export const queueOf = (channel: HookedChannel): string => `deliver-${channel}`
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
  for (const name of HOOKED_CHANNELS) {
    const due = sent.filter(
      ({ channel, row }) =>
        channel.channel === name && channel.settings.kind === 'webhook' && row.state === 'waiting',
    )
    const jobs = due.map((s) => ({ data: { delivery: s.row.id, attempts: 0 } satisfies DeliveryJob }))
    await deps.jobs.send(tx, queueOf(name), jobs)
  }
}
