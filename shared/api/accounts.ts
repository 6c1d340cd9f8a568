import { z } from 'zod'
import { person, TEAM_KINDS } from '../sync/protocol.ts'
import { line, password } from './api.ts'
import { instant } from './fields.ts'

/** The bodies of the REST service for accounts: teams, API keys, invitations. */

export const team = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(TEAM_KINDS),
  /** Campaigns whose pool the team works and its supervisors see; null: all. */
  campaigns: z.array(z.string().max(80)).max(1000).nullable(),
})
export type Team = z.infer<typeof team>
export const teamInput = team
  .omit({ id: true })
  .extend({ name: line(80) })
  .strict()
export type TeamInput = z.infer<typeof teamInput>
export const teamsResponse = z.object({ teams: z.array(team) })

/** What an API key may do. Default: nothing. */
export const SCOPES = [
  'leads:read',
  'leads:write',
  'handOffs:read',
  'handOffs:write',
  'suppressions:write',
  'reports:read',
  'channels:write',
  'people:write',
  'policies:write',
  'metrics:read',
] as const
export type Scope = (typeof SCOPES)[number]
/** Those that a team's own key may have: what they open shows a team its own and nothing else. */
export const TEAM_SCOPES: readonly Scope[] = ['leads:read', 'leads:write', 'handOffs:read', 'handOffs:write']

export const apiKeyInput = z.strictObject({
  name: line(80),
  scopes: z.array(z.enum(SCOPES)).min(1),
  /** The channel team whose hand-offs alone it sees, as a partner's own key; null: all. */
  team: z.string().nullable().default(null),
  /** ISO instant; null: until it is revoked. */
  expiresAt: instant.nullable().default(null),
})
export type ApiKeyInput = z.infer<typeof apiKeyInput>
export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  team: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
})
export type ApiKey = z.infer<typeof apiKey>
export const apiKeysResponse = z.object({ keys: z.array(apiKey) })
/** `key`: shown this once; only its hash is kept. */
export const apiKeyMade = apiKey.extend({ key: z.string() })
export type ApiKeyMade = z.infer<typeof apiKeyMade>

/** A person who is invited chooses their own password by a link that is good for a while. */
export const invitation = z.object({
  person: z.string(),
  expiresAt: z.string(),
  /** To be given to the person where no mail is sent. */
  url: z.string(),
})
export type Invitation = z.infer<typeof invitation>
/** A person who was just made; `invitation` null: they were given a password. */
export const personMade = person.extend({ invitation: invitation.nullable() })
export const acceptInvitation = z.strictObject({ token: z.string().max(2000), password })
/** One's own. */
export const passwordChange = z.strictObject({ current: z.string().min(1).max(200), password })
