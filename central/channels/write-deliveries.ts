import type { ChannelKind, HookedChannel } from '../../shared/api/channels.ts'
import { HOOKED_CHANNELS } from '../../shared/api/channels.ts'
import type { HandOffChannel } from '../../shared/lead/route.ts'
import type { Dealt } from '../distribution/deal.ts'
import { noteDelivered } from '../hand-offs/note-delivered.ts'
import { writeMails } from '../mail/write-mails.ts'
import type { IngestDeps } from '../store/ingest-types.ts'
import type { MadeHandOff } from '../store/made-hand-off.ts'
import type { Tx } from '../store/schema.ts'
import { allChannels, type ChannelRow } from './channels.ts'
import { type NewDelivery, outgoingOf } from './outgoing.ts'
import { peopleById } from './recipients.ts'

/** One attempt that is to be made. `attempts`: how many there were before. */
export interface DeliveryJob {
  delivery: string
  attempts: number
}

/** A queue for each channel: a receiver that is slow or gone keeps only its own kind waiting. */
export const queueOf = (channel: HookedChannel): string => `deliver-${channel}`
export const DELIVERY_QUEUES = HOOKED_CHANNELS.map(queueOf)

const PARTS = 1000

/** What a channel is that nobody has said anything of: Leadwright's own inbox, its campaigns; web purchasing is sent nothing. */
const UNSAID: Record<HandOffChannel, ChannelKind | null> = {
  sales: 'inbox',
  partner: 'inbox',
  nurture: 'campaign',
  web: null,
  callCenter: null,
}

/**
 * Sends hand-offs on their way, within their own transaction: a delivery and its job for a webhook, the mails, the link. What lies in
 * Leadwright itself is delivered at once.
 */
export async function writeDeliveries(
  tx: Tx,
  deps: IngestDeps,
  made: readonly MadeHandOff[],
  dealt: ReadonlyMap<string, Dealt>,
  now: number,
): Promise<void> {
  const channels = await allChannels(tx)
  const owners = await peopleById(
    tx,
    [...dealt.values()].flatMap((d) => d.owner ?? []),
  )
  const arrived: string[] = []
  const sent: { channel: HookedChannel; kind: ChannelKind; row: NewDelivery }[] = []
  for (const one of made) {
    const channel = channelFor(channels, one)
    const kind = channel?.settings.kind ?? UNSAID[one.handOff.channel]
    if (kind === 'inbox' || kind === 'campaign') arrived.push(one.handOff.id)
    if (!channel) continue
    const { team, owner: person } = dealt.get(one.handOff.id) ?? { team: null, owner: null }
    const owner = person === null ? null : (owners.get(person) ?? null)
    const outgoing = await outgoingOf(tx, deps, channel, { ...one, team, owner }, now)
    if (!outgoing) continue
    await writeMails(tx, deps, outgoing.mails, now)
    sent.push({ channel: channel.channel, kind: channel.settings.kind, row: outgoing.row })
    if (outgoing.row.state === 'delivered') arrived.push(one.handOff.id)
  }
  for (let from = 0; from < sent.length; from += PARTS)
    await tx
      .insertInto('deliveries')
      .values(sent.slice(from, from + PARTS).map((s) => s.row))
      .execute()
  for (const channel of HOOKED_CHANNELS) {
    const due = sent.filter((s) => s.channel === channel && s.kind === 'webhook' && s.row.state === 'waiting')
    const jobs = due.map((s) => ({ data: { delivery: s.row.id, attempts: 0 } satisfies DeliveryJob }))
    await deps.jobs.send(tx, queueOf(channel), jobs)
  }
  await noteDelivered(tx, deps, arrived, new Date(now).toISOString())
}

/** A campaign's own channel comes before that of all. */
function channelFor(
  channels: ReadonlyMap<string, ChannelRow>,
  { lead, handOff }: MadeHandOff,
): ChannelRow | undefined {
  return channels.get(`${handOff.channel}@${lead.campaign}`) ?? channels.get(handOff.channel)
}
