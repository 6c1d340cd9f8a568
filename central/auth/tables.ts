import type { Generated } from 'kysely'
import type { Team } from '../../shared/api/accounts.ts'

export interface AccountTables {
  teams: {
    id: string
    name: string
    kind: Team['kind']
    /** Campaigns whose pool the team works; null: all. */
    campaigns: string[] | null
    active: Generated<boolean>
    change: number
    /** The change number since which it sees what it sees: its people and campaigns are the same since then. */
    view: number
  }
}
