import type { ChannelPreview } from '../../shared/api/channels.ts'
import type { HandOffChannel, RouteId } from '../../shared/lead/route.ts'
import { Fail } from '../fail.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { leadAsShown } from './as-made.ts'
import { bodyOf } from './body.ts'
import { channelOf } from './channels.ts'
import { contentOf, mailsOf, type OutgoingHandOff } from './outgoing.ts'
import { shopAddress } from './shop-link.ts'

/** Stands for the id that a hand-off gets when it is made. */
const NO_ID = '00000000-0000-0000-0000-000000000000'
const NOTHING = { message: null, mail: null, address: null }

/** What a channel would be sent of a lead, were it handed off now. Nothing is sent. Throws notFound. */
export function previewChannel(
  deps: IngestDeps,
  id: string,
  lead: string,
  now: number,
): Promise<ChannelPreview> {
  return inTransaction(deps.db, async (tx): Promise<ChannelPreview> => {
    const { settings, channel } = await channelOf(tx, id)
    if (channel === 'escalations') throw new Fail('conflict', 'No lead is handed off to it')
    const { kind } = settings
    if (kind === 'inbox' || kind === 'campaign') return { kind, ...NOTHING }
    const one = await asIfHandedOff(tx, lead, channel, now)
    if (kind === 'webhook') {
      const { compiled } = await deps.policies.version(tx, one.handOff.policyVersion)
      return { kind, ...NOTHING, message: bodyOf(one, settings.mapping, compiled) }
    }
    if (kind === 'email') {
      const to = (await mailsOf(tx, deps, settings, one, now)).map((mail) => mail.to.address)
      return { kind, ...NOTHING, mail: { to, ...(await contentOf(tx, deps, settings.mapping, one, now)) } }
    }
    const { policy } = await deps.policies.version(tx, one.handOff.policyVersion)
    const address = shopAddress(settings.url, settings.mapping, one, policy).href
    const mail = settings.mail && { to: [], ...settings.mail, html: null }
    return { kind, ...NOTHING, address, mail }
  })
}

async function asIfHandedOff(
  tx: Tx,
  id: string,
  channel: HandOffChannel,
  now: number,
): Promise<OutgoingHandOff> {
  const lead = await leadAsShown(tx, id)
  if (!lead) throw new Fail('notFound', 'There is no such lead')
  const { low, high, expected, route, policy_version, as_of } = await tx
    .selectFrom('leads')
    .select(['low', 'high', 'expected', 'route', 'policy_version', 'as_of'])
    .where('id', '=', lead.id)
    .executeTakeFirstOrThrow()
  const decided = { low, high, expected, policyVersion: policy_version, asOf: as_of }
  const at = new Date(now).toISOString()
  return {
    lead,
    handOff: { id: NO_ID, channel, route: route as RouteId, at, ...decided },
    team: null,
    owner: null,
  }
}
