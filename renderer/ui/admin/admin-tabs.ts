import type { Person } from '../../../shared/sync/protocol.ts'

/** The tabs by what they are about, in their order. */
export const ADMIN_GROUPS = {
  people: ['people', 'teams', 'keys', 'devices', 'quarantine'],
  work: ['campaigns', 'distribution', 'nurture', 'enrichers'],
  outgoing: ['channels', 'deliveries', 'outbox'],
  privacy: ['suppressions', 'erasure'],
} as const
type Groups = typeof ADMIN_GROUPS
export type AdminGroup = keyof Groups
export type AdminTab = Groups[AdminGroup][number]

/** What supervisors may see, too: central shows them their own. */
const SUPERVISORS: readonly AdminTab[] = [
  'people',
  'teams',
  'devices',
  'quarantine',
  'campaigns',
  'distribution',
  'nurture',
  'suppressions',
]

/** The tabs of a person, each with its group. */
export function adminTabsOf(role: Person['role']): { name: AdminTab; group: AdminGroup }[] {
  const groups = Object.entries(ADMIN_GROUPS) as [AdminGroup, readonly AdminTab[]][]
  return groups.flatMap(([group, tabs]) =>
    tabs
      .filter((name) => role === 'administrator' || SUPERVISORS.includes(name))
      .map((name) => ({ name, group })),
  )
}
