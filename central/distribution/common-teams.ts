import type { HandOffChannel } from '../../shared/lead/route.ts'
import type { Tx } from '../store/database/schema.ts'

/** Whose common inbox gets what no rule deals: the channel's team, where there is but one for the campaign; null: nobody's. */
export async function commonTeams(
  tx: Tx,
): Promise<(channel: HandOffChannel, campaign: string) => string | null> {
  const teams = await tx
    .selectFrom('teams')
    .select(['id', 'kind', 'campaigns'])
    .where('active', '=', true)
    .execute()
  return (channel, campaign) => {
    const fit = teams.filter(
      (team) => team.kind === channel && (team.campaigns === null || team.campaigns.includes(campaign)),
    )
    return fit.length === 1 ? fit[0]!.id : null
  }
}
