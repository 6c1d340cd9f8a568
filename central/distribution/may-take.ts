import type { Team } from '../../shared/api/accounts.ts'
import type { HandOffChannel } from '../../shared/lead/route.ts'
import type { Person } from '../../shared/sync/protocol.ts'

/**
 * Whether somebody can take leads of a channel: what an agent, or a team of another channel, was handed they would not even see.
 * @param kind of their team; null: they have none
 */
export function mayTake(channel: HandOffChannel, role: Person['role'], kind: Team['kind'] | null): boolean {
  if (role === 'service') return false
  if (channel === 'callCenter') return role !== 'inbox'
  return role !== 'agent' && (kind === null || isOfChannel(channel, kind))
}

/** Whether a team can get what goes to a channel. */
export function isOfChannel(channel: HandOffChannel, kind: Team['kind']): boolean {
  if (channel === 'callCenter') return kind === 'agents'
  return channel === 'sales' || channel === 'partner' ? kind === channel : kind !== 'agents'
}
