import type { Insertable } from 'kysely'
import { v7 } from 'uuid'
import type { ChannelSettings, DeliveryState } from '../../shared/api/channels.ts'
import type { NewMail } from '../mail/write-mails.ts'
import { composeBrief } from '../store/brief.ts'
import type { Tables, Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import type { MadeHandOff } from '../store/made-hand-off.ts'
import { bodyOf } from './body.ts'
import type { ChannelRow } from './channels.ts'
import { handOffMail, type MailContent } from './hand-off-mail.ts'
import { linkMail } from './link-mail.ts'
import { type DealtTo, peopleOfTeam } from './recipients.ts'

export type NewDelivery = Insertable<Tables['deliveries']> & { state: DeliveryState }

/** A hand-off with whom it is dealt to. */
export interface OutgoingHandOff extends MadeHandOff {
  team: string | null
  owner: DealtTo | null
}

export interface Outgoing {
  row: NewDelivery
  /** The first one stands for the delivery. */
  mails: NewMail[]
}

type Settings<Kind> = Extract<ChannelSettings, { kind: Kind }>

export const SWITCHED_OFF = 'The channel is switched off'
const NOBODY = 'There is nobody to mail it to: no rule deals it, and the channel names no address'

/** A delivery as it begins. @param at ISO */
export const waitingAt = (channel: ChannelRow, at: string) =>
  channel.enabled
    ? { state: 'waiting' as const, next_at: at }
    : { state: 'dead' as const, last_error: SWITCHED_OFF }

/** What a channel is to be sent of a hand-off; null: it lies in Leadwright itself. @param id the delivery's */
export async function outgoingOf(
  tx: Tx,
  deps: IngestDeps,
  channel: ChannelRow,
  one: OutgoingHandOff,
  now: number,
  id = v7(),
): Promise<Outgoing | null> {
  const { settings } = channel
  if (settings.kind === 'inbox' || settings.kind === 'campaign') return null
  const { lead, handOff } = one
  const about = { id, hand_off: handOff.id, lead: lead.id, channel: channel.id }
  const waiting = waitingAt(channel, handOff.at)
  if (settings.kind === 'webhook') {
    const { compiled } = await deps.policies.version(tx, handOff.policyVersion)
    const body = JSON.stringify(bodyOf(one, settings.mapping, compiled))
    return { row: { ...about, ...waiting, body }, mails: [] }
  }
  if (!channel.enabled) return { row: { ...about, ...waiting }, mails: [] }
  if (settings.kind === 'link') return linkOutgoing(tx, deps, settings, one, about, now)
  const mails = await mailsOf(tx, deps, settings, one, now)
  const [first] = mails
  if (!first) return { row: { ...about, state: 'dead', last_error: NOBODY }, mails }
  return { row: { ...about, ...waiting, mail: first.id }, mails }
}

/** The mails that bring a hand-off to its receivers; none: there is nobody to get it. */
export async function mailsOf(
  tx: Tx,
  deps: IngestDeps,
  { to, mapping }: Settings<'email'>,
  one: OutgoingHandOff,
  now: number,
): Promise<NewMail[]> {
  const people = one.owner ? [one.owner] : one.team === null ? [] : await peopleOfTeam(tx, one.team)
  const receivers =
    to.length > 0
      ? to.map((address) => ({ name: '', address }))
      : people.map(({ name, email }) => ({ name, address: email }))
  if (receivers.length === 0) return []
  const content = await contentOf(tx, deps, mapping, one, now)
  return receivers.map((receiver) => ({
    id: v7(),
    kind: 'handOff',
    to: receiver,
    lead: one.lead.id,
    ...content,
  }))
}

export async function contentOf(
  tx: Tx,
  deps: IngestDeps,
  mapping: Settings<'email'>['mapping'],
  one: OutgoingHandOff,
  now: number,
): Promise<MailContent> {
  const { policy } = await deps.policies.version(tx, one.handOff.policyVersion)
  return handOffMail(await composeBrief(tx, deps, one.lead, [one.handOff], now), one, mapping, policy)
}

async function linkOutgoing(
  tx: Tx,
  deps: IngestDeps,
  { mail: content }: Settings<'link'>,
  one: OutgoingHandOff,
  about: Pick<NewDelivery, 'id' | 'hand_off' | 'lead' | 'channel'>,
  now: number,
): Promise<Outgoing> {
  const link = deps.links.url('shop', { delivery: about.id })
  const mail = content && (await linkMail(tx, deps, one.lead, { ...content, link }, now))
  const row = mail
    ? { ...about, link, mail: mail.id, state: 'waiting' as const, next_at: one.handOff.at }
    : { ...about, link, state: 'delivered' as const, delivered_at: new Date(now).toISOString() }
  return { row, mails: mail ? [mail] : [] }
}
