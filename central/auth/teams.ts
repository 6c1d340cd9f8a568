import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { Team, TeamInput } from '../../shared/api/accounts.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import { Fail } from '../fail.ts'
import { inTransaction, isTaken } from '../store/database/retry.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import { allot, notify } from '../store/feed.ts'
import { seesAll, type Viewer } from './may-see.ts'

const TEAM = ['id', 'name', 'kind', 'campaigns'] as const

/** The teams there are; for who is bounded by a team, that one. */
export function listTeams(db: Db, viewer: Viewer): Promise<Team[]> {
  const query = db.selectFrom('teams').select(TEAM).where('active', '=', true).orderBy('name')
  return (seesAll(viewer) ? query : query.where('id', '=', viewer.team)).execute()
}

/** Throws a conflict for a name that is taken, and for a campaign that central does not have. */
export function createTeam(db: Db, input: TeamInput): Promise<Team> {
  const team: Team = { id: v7(), ...input }
  return writing(db, input, async (tx) => {
    const { last: change } = await allot(tx, 1)
    await tx
      .insertInto('teams')
      .values({ ...team, change, view: change })
      .execute()
    return team
  })
}

/** Replaces what a team is. With other campaigns its supervisors' desks fetch their view anew. */
export function changeTeam(db: Db, id: string, input: TeamInput): Promise<Team> {
  return writing(db, input, async (tx) => {
    const before = await lockTeam(tx, id)
    if (before.kind !== input.kind && (await isInUse(tx, id)))
      throw new Fail('conflict', 'A team that has people or keys keeps its kind', [
        { pointer: '/kind', detail: 'cannot change while the team is in use' },
      ])
    const { last: change } = await allot(tx, 1)
    const view = sameCampaigns(before, input) ? before.view : change
    await tx
      .updateTable('teams')
      .set({ ...input, change, view })
      .where('id', '=', id)
      .execute()
    return { id, ...input }
  })
}

/** Takes a team away that nobody is in any more. */
export async function removeTeam(db: Db, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockTeam(tx, id)
    if (await isInUse(tx, id)) throw new Fail('conflict', 'There are people or keys in this team still')
    if (await isDealtTo(tx, id))
      throw new Fail('conflict', 'Rules of distribution name this team, or there are open hand-offs in it')
    const { last } = await allot(tx, 1)
    await tx.updateTable('teams').set({ active: false, change: last }).where('id', '=', id).execute()
    await notify(tx, 'all')
  })
}

/** Throws unless a person of that role can be in the team, or in none. Locks the team. */
export async function refuseUnfitTeam(tx: Tx, role: Person['role'], team: string | null): Promise<void> {
  if (team !== null) await lockTeamFor(tx, role, team)
  else if (role === 'inbox') throw unfit('must be one of Sales or of a partner')
}

const unfit = (detail: string) => new Fail('malformed', `The team ${detail}`, [{ pointer: '/team', detail }])

/** Locks the team against being taken away. Throws unless somebody of that role can be in it. */
export async function lockTeamFor(tx: Tx, role: Person['role'], team: string): Promise<void> {
  const row = await tx
    .selectFrom('teams')
    .select('kind')
    .where('id', '=', team)
    .where('active', '=', true)
    .forShare()
    .executeTakeFirst()
  if (!row) throw unfit('is not known')
  if (role === 'administrator') throw unfit('of an administrator is none: they see everything')
  if (role === 'agent' && row.kind !== 'agents') throw unfit('is none of the call center')
  if (role === 'inbox' && row.kind === 'agents') throw unfit('must be one of Sales or of a partner')
}

/** Says that these teams see something else from a change number on: somebody came or went. */
export async function noteOtherPeople(
  tx: Tx,
  teams: readonly (string | null)[],
  change: number,
): Promise<void> {
  const ids = teams.filter((t) => t !== null)
  if (ids.length > 0) await tx.updateTable('teams').set({ view: change }).where('id', 'in', ids).execute()
}

async function writing<T>(db: Db, { campaigns, name }: TeamInput, write: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, async (tx) => {
    await refuseUnknownCampaigns(tx, campaigns ?? [])
    const done = await write(tx)
    await notify(tx, 'all')
    return done
  }).catch((error: unknown) => {
    if (!isTaken(error)) throw error
    throw new Fail('conflict', `There is a team ${name} already`, [{ pointer: '/name', detail: 'is taken' }])
  })
}

async function refuseUnknownCampaigns(tx: Tx, campaigns: readonly string[]): Promise<void> {
  const known = new Set((await tx.selectFrom('campaigns').select('id').execute()).map((c) => c.id))
  const unknown = campaigns.filter((id) => !known.has(id))
  const errors = campaigns.flatMap((id, i) =>
    known.has(id) ? [] : { pointer: `/campaigns/${i}`, detail: 'is no campaign' },
  )
  if (errors.length > 0) throw new Fail('malformed', `There is no campaign ${unknown.join(', ')}`, errors)
}

async function lockTeam(tx: Tx, id: string) {
  const team = await tx
    .selectFrom('teams')
    .selectAll()
    .where('id', '=', id)
    .where('active', '=', true)
    .forUpdate()
    .executeTakeFirst()
  if (!team) throw new Fail('notFound', 'There is no such team')
  return team
}

async function isInUse(tx: Tx, id: string): Promise<boolean> {
  const person = await tx.selectFrom('people').select('id').where('team', '=', id).executeTakeFirst()
  const key = await tx
    .selectFrom('api_keys')
    .select('id')
    .where('team', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return person !== undefined || key !== undefined
}

/** Leads would go to, or lie in, an inbox that nobody opens. */
async function isDealtTo(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ named: boolean }>`
    select exists (select from distributions d, json_array_elements(d.rules) r where r->'to'->>'team' = ${id})
      or exists (select from hand_offs where team = ${id} and state in ('waiting', 'delivered', 'accepted')) as named`.execute(
    tx,
  )
  return rows[0]!.named
}

const sameCampaigns = (a: Pick<Team, 'campaigns'>, b: Pick<Team, 'campaigns'>): boolean =>
  JSON.stringify(a.campaigns && [...a.campaigns].sort()) ===
  JSON.stringify(b.campaigns && [...b.campaigns].sort())
