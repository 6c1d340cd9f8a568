import type { ChannelKind } from '../../shared/api/channels.ts'
import type { HandOffChannel } from '../../shared/lead/route.ts'
import type { Dealt } from '../distribution/deal.ts'
import { noteDelivered } from '../hand-offs/note-delivered.ts'
import { writeMails } from '../mail/write-mails.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import type { MadeHandOff } from '../store/made-hand-off.ts'
import { allChannels, channelFor } from './channels.ts'
import { outgoingOf } from './outgoing.ts'
import { peopleById } from './recipients.ts'
import { type Sent, sendOut } from './send-out.ts'

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
  const sent: Sent[] = []
  for (const one of made) {
    const channel = channelFor(channels, one.handOff.channel, one.lead.campaign)
    const kind = channel?.settings.kind ?? UNSAID[one.handOff.channel]
    if (kind === 'inbox' || kind === 'campaign') arrived.push(one.handOff.id)
    if (!channel) continue
    const { team, owner: person } = dealt.get(one.handOff.id) ?? { team: null, owner: null }
    const owner = person === null ? null : (owners.get(person) ?? null)
    const outgoing = await outgoingOf(tx, deps, channel, { ...one, team, owner }, now)
    if (!outgoing) continue
    await writeMails(tx, deps, outgoing.mails, now)
    sent.push({ channel, row: outgoing.row })
    if (outgoing.row.state === 'delivered') arrived.push(one.handOff.id)
  }
  await sendOut(tx, deps, sent)
  await noteDelivered(tx, deps, arrived, new Date(now).toISOString())
}
