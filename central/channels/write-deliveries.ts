import { v7 } from 'uuid'
import { HOOKED_CHANNELS, type HookedChannel } from '../../shared/api/channels.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import type { IngestDeps } from '../store/ingest-types.ts'
import type { Tx } from '../store/schema.ts'
import { bodyOf, type HandedOff } from './body.ts'

/** One attempt that is to be made. `attempts`: how many there were before. */
export interface DeliveryJob {
  delivery: string
  attempts: number
}

/** A queue for each channel: a receiver that is slow or gone keeps only its own kind waiting. */
export const queueOf = (channel: HookedChannel): string => `deliver-${channel}`
export const DELIVERY_QUEUES = HOOKED_CHANNELS.map(queueOf)

export const SWITCHED_OFF = 'The channel is switched off'
const PARTS = 1000

/** For each hand-off whose channel has a webhook: a delivery and its job, within the hand-off's own transaction. */
export async function writeDeliveries(
  tx: Tx,
  deps: IngestDeps,
  handOffs: readonly { lead: Lead; handOff: HandedOff }[],
): Promise<void> {
  const channels = await tx.selectFrom('channels').select(['id', 'channel', 'enabled']).execute()
  if (channels.length === 0) return
  const byId = new Map(channels.map((c) => [c.id, c]))
  const rows = []
  for (const { lead, handOff } of handOffs) {
    const channel = byId.get(`${handOff.channel}@${lead.campaign}`) ?? byId.get(handOff.channel)
    if (!channel) continue
    const { compiled } = await deps.policies.version(tx, handOff.policyVersion)
    rows.push({
      kind: channel.channel,
      row: {
        id: v7(),
        hand_off: handOff.id,
        lead: lead.id,
        channel: channel.id,
        body: JSON.stringify(bodyOf(lead, handOff, compiled)),
        ...(channel.enabled
          ? { state: 'waiting' as const, next_at: handOff.at }
          : { state: 'dead' as const, last_error: SWITCHED_OFF }),
      },
    })
  }
  for (let from = 0; from < rows.length; from += PARTS)
    await tx
      .insertInto('deliveries')
      .values(rows.slice(from, from + PARTS).map((r) => r.row))
      .execute()
  for (const kind of HOOKED_CHANNELS) {
    const due = rows.filter((r) => r.kind === kind && r.row.state === 'waiting')
    const jobs = due.map((r) => ({ data: { delivery: r.row.id, attempts: 0 } satisfies DeliveryJob }))
    await deps.jobs.send(tx, queueOf(kind), jobs)
  }
}
