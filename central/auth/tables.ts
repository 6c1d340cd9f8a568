import type { Generated } from 'kysely'
import type { Scope, Team } from '../../shared/api/accounts.ts'

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
  api_keys: {
    id: string
    name: string
    /** SHA-256 of the key. */
    hash: Buffer
    scopes: Scope[]
    team: string | null
    created_by: string
    created_at: string
    expires_at: string | null
    last_used_at: string | null
    revoked_at: string | null
  }
  /** Answers to writes with an Idempotency-Key. `lease`: until when who is at it has to answer. */
  kept_answers: {
    /** A hash of caller and key. */
    id: Buffer
    request: Buffer
    at: string
    lease: string
    /** null: under way. */
    status: number | null
    type: string | null
    /** Sealed with the key. */
    body: Buffer | null
  }
  /** The one that holds of each person who has any. */
  invitations: { person: string; id: string; expires_at: string }
}
