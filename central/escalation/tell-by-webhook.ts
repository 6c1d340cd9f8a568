import { v7 } from 'uuid'
import type { EscalationRaised, LeadTold } from '../../shared/api/channels.ts'
import { ROUTE_LABELS } from '../../shared/lead/route.ts'
import { leadTold } from '../channels/body.ts'
import { allChannels, channelFor } from '../channels/channels.ts'
import { waitingAt } from '../channels/outgoing.ts'
import { type Sent, sendOut } from '../channels/send-out.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { type Ground, ownersOf } from './ground.ts'
import { leadsOf } from './names.ts'
import type { Told } from './tell.ts'
import { REACHED } from './times.ts'

interface Person {
  id: string
  name: string
}

/** A delivery of each to the channel of escalations, where the campaign has one. */
export async function tellByWebhook(
  tx: Tx,
  deps: Pick<IngestDeps, 'jobs'>,
  ground: Ground,
  raised: readonly Told[],
  now: number,
): Promise<void> {
  if (raised.length === 0) return
  const channels = await allChannels(tx)
  const hooked = raised.flatMap((told) => {
    const channel = channelFor(channels, 'escalations', told.clock.campaign)
    return channel ? [{ told, channel }] : []
  })
  if (hooked.length === 0) return
  const leads = await leadsOf(
    tx,
    hooked.map(({ told }) => told.clock.lead),
  )
  const taking = await ownersOf(
    tx,
    hooked.flatMap(({ told }) => told.move?.to ?? []),
  )
  const at = new Date(now).toISOString()
  const sent = hooked.flatMap(({ told, channel }): Sent[] => {
    const { id, lead } = told.clock
    const found = leads.get(lead)
    if (!found) return []
    const before = ground.owner(told.clock.owner)
    const next = taking.find((p) => p.id === told.move?.to) ?? null
    const policy = ground.policy(told.clock.campaign)
    const body = bodyOf(told, leadTold(found, policy), { before, next }, at)
    const about = { id: v7(), hand_off: null, escalation: id, lead, channel: channel.id }
    return [{ channel, row: { ...about, ...waitingAt(channel, at), body: JSON.stringify(body) } }]
  })
  await sendOut(tx, deps, sent)
}

function bodyOf(
  { clock, level, sla, move }: Told,
  lead: LeadTold,
  { before, next }: { before: Person | null; next: Person | null },
  timestamp: string,
): EscalationRaised {
  return {
    type: 'escalation.raised',
    timestamp,
    data: {
      escalation: { id: clock.id, level: REACHED[level], step: clock.step, handOff: clock.hand_off },
      lead,
      route: { id: clock.route, label: ROUTE_LABELS[clock.route] },
      limit: { minutes: sla.minutes, startedAt: clock.started_at, dueAt: clock.due_at },
      owner: named(move ? next : before),
      takenFrom: move ? named(before) : null,
      team: move ? move.team : clock.team,
    },
  }
}

const named = (person: Person | null): Person | null => person && { id: person.id, name: person.name }
