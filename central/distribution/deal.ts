import { liveEdges } from '../../shared/events/combine.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import type { MadeHandOff } from '../store/made-hand-off.ts'
import { commonTeams } from './common-teams.ts'
import { dealByRules, type ToDeal } from './deal-by-rules.ts'
import { earlierReceivers } from './earlier-receivers.ts'

export interface Dealt {
  team: string | null
  owner: string | null
  /** In words: the rule, or why else; null: nobody was looked for. */
  dealt_by: string | null
}

/** The lead was with that person already. */
const EARLIER = 'had it before'

/**
 * Finds a receiver for each hand-off, within its own transaction, by hand-off id: who had the lead at this channel before, else whom the
 * rules name, else the common inbox of the channel's only team.
 */
export async function dealHandOffs(
  tx: Tx,
  deps: IngestDeps,
  made: readonly MadeHandOff[],
  now: number,
): Promise<Map<string, Dealt>> {
  const leaving = made.filter(({ handOff }) => handOff.channel !== 'callCenter')
  const dealt = new Map<string, Dealt>()
  if (leaving.length === 0) return dealt
  const earlier = await earlierReceivers(
    tx,
    leaving.map(({ lead, handOff }) => ({ key: handOff.id, channel: handOff.channel, parts: partsOf(lead) })),
  )
  for (const [key, receiver] of earlier) dealt.set(key, { ...receiver, dealt_by: EARLIER })
  const open = leaving.filter(({ handOff }) => !dealt.has(handOff.id))
  for (const [key, found] of await dealByRules(tx, deps, open.map(toDeal), now)) dealt.set(key, found)
  const teams = await commonTeams(tx)
  for (const { lead, handOff } of open) {
    const { owner = null, team: named = null, dealt_by = null } = dealt.get(handOff.id) ?? {}
    if (owner !== null || named !== null) continue
    const team = teams(handOff.channel, lead.campaign)
    if (team !== null) dealt.set(handOff.id, { team, owner, dealt_by })
  }
  return dealt
}

const toDeal = ({ lead, handOff }: MadeHandOff): ToDeal => ({
  key: handOff.id,
  lead,
  channel: handOff.channel,
  policyVersion: handOff.policyVersion,
  score: handOff.expected,
  asOf: handOff.asOf,
})

/** The ids under which earlier hand-offs of a lead may stand: its own, and those of what it was merged with. */
const partsOf = (lead: Lead): string[] => [lead.id, ...liveEdges(lead).map((edge) => edge.other)]
