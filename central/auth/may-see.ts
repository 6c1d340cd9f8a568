import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Person, supervises } from '../../shared/sync/protocol.ts'
import { Fail } from '../fail.ts'
import type { Db, Tx } from '../store/database/schema.ts'

/** Who asks. A service is a viewer, too: an API key of a team sees what the team got. */
export type Viewer = Pick<Person, 'id' | 'role' | 'team'>

/** Central itself, in work that nobody asked for. */
export const CENTRAL: Viewer = { id: 'system:central', role: 'service', team: null }

/** Whether no team bounds what somebody sees. Administrators see everything whatever team they are in. */
export const seesAll = ({ role, team }: Viewer): boolean =>
  role === 'administrator' || (supervises(role) && team === null)

/**
 * The one place that decides whose leads are whose: a condition on a row of `leads`, by the alias it has in the query. Who meets it may
 * read and change the whole lead: agents the leads they hold, supervisors those of their team, receivers what was handed to them.
 */
export function mayRead(viewer: Viewer, leads = 'leads'): RawBuilder<SqlBool> {
  if (seesAll(viewer)) return sql`true`
  if (viewer.role === 'agent') return isHeldBy(viewer, leads)
  if (viewer.role === 'inbox') return isHandedTo(viewer, leads)
  return sql`(${isOfTeam(viewer, leads)} or ${isHandedTo(viewer, leads)})`
}

/** The same of who may know that a lead is there, and whose it is: agents know of their colleagues' leads. */
export function mayKnowOf(viewer: Viewer, leads = 'leads'): RawBuilder<SqlBool> {
  if (viewer.role !== 'agent') return mayRead(viewer, leads)
  if (viewer.team === null) return sql`true`
  return sql`(${isHeldBy(viewer, leads)} or ${isOfTeam(viewer, leads)})`
}

/** The same of who may give a lead to somebody else: what was handed off to a team is passed on as a hand-off, and the lead stays the call center's. */
export function mayGive(viewer: Viewer, leads = 'leads'): RawBuilder<SqlBool> {
  if (seesAll(viewer)) return sql`true`
  return viewer.role === 'agent' ? isHeldBy(viewer, leads) : isOfTeam(viewer, leads)
}

/** A lead that somebody of the team holds, or that waits for anybody in a campaign of the team. */
export function isOfTeam({ team }: Viewer, leads: string, owner = sql.ref(`${leads}.owner`)) {
  return sql<SqlBool>`(${owner} in (select p.id from people p where p.team = ${team})
    or ${owner} is null and ${sql.ref(`${leads}.campaign`)} in ${poolCampaigns(team)})`
}

/** A row of `hand_offs`, by its alias: of the viewer's team or dealt to the viewer, or of a lead of the viewer's. */
export function mayReadHandOff(viewer: Viewer, handOffs = 'hand_offs'): RawBuilder<SqlBool> {
  if (seesAll(viewer)) return sql`true`
  if (viewer.role === 'agent') return sql`false`
  const own = isOwnHandOff(viewer, handOffs)
  if (viewer.role === 'inbox') return own
  return sql`(${own} or exists (
    select from leads seen where seen.id = ${sql.ref(`${handOffs}.lead`)} and ${isOfTeam(viewer, 'seen')}))`
}

/** Campaigns, by their id: those a viewer may bring leads into. */
export function mayUseCampaign(viewer: Viewer, campaign: string): RawBuilder<SqlBool> {
  if (viewer.team === null || viewer.role === 'administrator') return sql`true`
  return sql`${sql.ref(campaign)} in ${campaignsOf(viewer.team)}`
}

/** Whether somebody may make campaigns: who sees everything, and the call center's teams that no campaigns bound. */
export async function mayMakeCampaigns(db: Db | Tx, viewer: Viewer): Promise<boolean> {
  if (seesAll(viewer)) return true
  const team = await db
    .selectFrom('teams')
    .select(['kind', 'campaigns'])
    .where('id', '=', viewer.team)
    .executeTakeFirst()
  return team?.kind === 'agents' && team.campaigns === null
}

/** Throws unless the viewer works the campaign, or brings leads into it: what they do not use is not there for them. */
export async function refuseToUse(db: Db | Tx, viewer: Viewer, campaign: string): Promise<void> {
  await usedCampaign(db, viewer, campaign)
}

/** The same, but for who only brings leads in, as Sales and partners do: what holds in a campaign is not theirs to say. */
export async function refuseToRun(db: Db | Tx, viewer: Viewer, campaign: string): Promise<void> {
  const { runs } = await usedCampaign(db, viewer, campaign)
  if (!runs) throw new Fail('notYours', 'Your team does not run this campaign')
}

async function usedCampaign(db: Db | Tx, viewer: Viewer, campaign: string): Promise<{ runs: SqlBool }> {
  const runs = seesAll(viewer)
    ? sql<SqlBool>`true`
    : sql<SqlBool>`campaigns.id in ${poolCampaigns(viewer.team)}`
  const row = await db
    .selectFrom('campaigns')
    .select(runs.as('runs'))
    .where('id', '=', campaign)
    .where(mayUseCampaign(viewer, 'campaigns.id'))
    .executeTakeFirst()
  if (!row) throw new Fail('notFound', 'There is no such campaign')
  return row
}

/** Their ids; null: all, those that are yet to be made, too. */
export async function campaignsFor(db: Db | Tx, { team, role }: Viewer): Promise<string[] | null> {
  if (team === null || role === 'administrator') return null
  const row = await db.selectFrom('teams').select('campaigns').where('id', '=', team).executeTakeFirst()
  return row ? row.campaigns : []
}

/** A row of `imports`: what one brought in oneself and, for the call center's teams, whatever came into their campaigns. */
export function mayReadImport(viewer: Viewer, imports = 'imports'): RawBuilder<SqlBool> {
  if (seesAll(viewer)) return sql`true`
  const campaign = sql`${sql.ref(`${imports}.progress`)}->>'campaign'`
  return sql`(${sql.ref(`${imports}.actor`)} = ${viewer.id} or ${campaign} in ${poolCampaigns(viewer.team)})`
}

/** A pooled lead's campaign: those an agent may claim from. */
export function mayClaim({ team }: Viewer, leads = 'leads'): RawBuilder<SqlBool> {
  return team === null ? sql`true` : sql`${sql.ref(`${leads}.campaign`)} in ${poolCampaigns(team)}`
}

/** Of these leads, by any part's id, those the viewer may read, or know of. */
export async function seenAmong(
  tx: Db | Tx,
  viewer: Viewer,
  leads: readonly string[],
  condition: typeof mayRead = mayRead,
): Promise<Set<string>> {
  if (leads.length === 0 || seesAll(viewer)) return new Set(leads)
  const rows = await tx
    .selectFrom('leads')
    .select('id')
    .where('id', '=', sql<string>`any(${[...leads]}::uuid[])`)
    .where(condition(viewer))
    .execute()
  return new Set(rows.map((r) => r.id))
}

/** Throws unless the viewer may read the whole lead (any part's id). What they may not know of is not there for them. */
export async function refuseUnseen(db: Db | Tx, viewer: Viewer, lead: string): Promise<void> {
  const row = await db
    .selectFrom('leads')
    .select([mayRead(viewer).as('reads'), mayKnowOf(viewer).as('knows')])
    .where('id', '=', lead)
    .executeTakeFirst()
  if (!row?.knows) throw new Fail('notFound', 'There is no such lead')
  if (!row.reads) throw new Fail('notYours', 'This lead is not in your queue')
}

const isHeldBy = ({ id }: Viewer, leads: string) => sql<SqlBool>`${sql.ref(`${leads}.owner`)} = ${id}`

/** What a team got stays the team's, also when the person who had it works in another one. */
const isOwnHandOff = ({ id, team }: Viewer, handOffs: string) => sql<SqlBool>`(
  ${sql.ref(`${handOffs}.team`)} = ${team}
  or ${sql.ref(`${handOffs}.team`)} is null and ${sql.ref(`${handOffs}.owner`)} = ${id})`

const isHandedTo = (viewer: Viewer, leads: string) => sql<SqlBool>`
  ${sql.ref(`${leads}.component`)} in (
    select part.component from hand_offs h join leads part on part.id = h.lead where ${isOwnHandOff(viewer, 'h')})`

const campaignsOf = (team: string) => sql`(
  select c.id from campaigns c join teams t on t.campaigns is null or c.id = any(t.campaigns) where t.id = ${team})`

/** Only the call center's teams work pools. */
const poolCampaigns = (team: string | null) => sql`(
  select c.id from campaigns c join teams t on t.campaigns is null or c.id = any(t.campaigns)
  where t.id = ${team} and t.kind = 'agents')`
