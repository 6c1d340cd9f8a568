import { v7 } from 'uuid'
import type { Invitation } from '../../shared/api/accounts.ts'
import type { PersonChange } from '../../shared/api/api.ts'
import { type Person, supervises } from '../../shared/sync/protocol.ts'
import { writeInvitation } from '../auth/invitations.ts'
import { seesAll, type Viewer } from '../auth/may-see.ts'
import { hashPassword } from '../auth/password.ts'
import { endSessions } from '../auth/sessions.ts'
import { noteOtherPeople, refuseUnfitTeam } from '../auth/teams.ts'
import { Fail } from '../fail.ts'
import { leaveHandOffs } from '../hand-offs/leave.ts'
import { inTransaction, isTaken } from './database/retry.ts'
import type { Db, Tx } from './database/schema.ts'
import { allot, notify } from './feed.ts'
import type { IngestDeps } from './leads/ingest-types.ts'

export interface NewPerson {
  id?: string
  name: string
  email: string
  role: Person['role']
  /** A team's id. */
  team?: string | null
  /** null: cannot sign in with a password. */
  password: string | null
}

/** What everybody may know of a person. */
export const PERSON = ['id', 'name', 'email', 'role', 'active', 'team'] as const

/** Throws a conflict for a known e-mail address, and for a team that is none for the role. */
export async function createPerson(db: Db, input: NewPerson): Promise<Person> {
  const password = input.password === null ? null : await hashPassword(input.password)
  return adding(db, input, (tx, person) => insertPerson(tx, person, password))
}

/** Makes a person who chooses a password by the link of an invitation. Throws as `createPerson` does. */
export async function invitePerson(
  deps: IngestDeps,
  input: Omit<NewPerson, 'password'>,
  now: number,
): Promise<Person & { invitation: Invitation }> {
  return adding(deps.db, input, async (tx, person) => {
    const invitation = await writeInvitation(tx, deps, person, now)
    await insertPerson(tx, person, null)
    return { ...person, invitation }
  })
}

async function adding<T>(
  db: Db,
  { id = v7(), name, email, role, team = null }: Omit<NewPerson, 'password'>,
  write: (tx: Tx, person: Person) => Promise<T>,
): Promise<T> {
  const person: Person = { id, name, email: email.trim().toLowerCase(), role, active: true, team }
  return inTransaction(db, async (tx) => {
    await refuseUnfitTeam(tx, role, team)
    return write(tx, person)
  }).catch((error: unknown) => {
    if (!isTaken(error)) throw error
    throw new Fail('conflict', `There is a person with the e-mail address ${person.email} already`, [
      { pointer: '/email', detail: 'is known already' },
    ])
  })
}

async function insertPerson(tx: Tx, person: Person, password: string | null): Promise<Person> {
  const { last } = await allot(tx, 1)
  await tx
    .insertInto('people')
    .values({ ...person, password, change: last })
    .execute()
  await notify(tx, 'all')
  return person
}

/**
 * Changes a person. Switched off, or with a new password, all their sessions end; switched off, or in another team, what was handed off to
 * them goes back to the team's common inbox. Throws when there is no such person.
 */
export async function changePerson(
  deps: Pick<IngestDeps, 'db' | 'policies'>,
  id: string,
  change: PersonChange,
  now: number,
): Promise<Person> {
  const { password, ...shown } = change
  const hashed = password === undefined ? {} : { password: await hashPassword(password) }
  return inTransaction(deps.db, async (tx) => {
    const before = await tx
      .selectFrom('people')
      .select(PERSON)
      .where('id', '=', id)
      .where('role', '<>', 'service')
      .forUpdate()
      .executeTakeFirst()
    if (!before) throw new Fail('notFound', 'There is no such person')
    const { role, team, active } = { ...before, ...shown }
    await refuseUnfitTeam(tx, role, team)
    // Agents have no hand-offs.
    if (!active || role === 'agent' || team !== before.team) await leaveHandOffs(tx, deps, id, now)
    const { last } = await allot(tx, 1)
    const person = await tx
      .updateTable('people')
      .set({ ...shown, ...hashed, change: last })
      .where('id', '=', id)
      .returning(PERSON)
      .executeTakeFirstOrThrow()
    if (before.team !== team) await noteOtherPeople(tx, [before.team, team], last)
    if (!person.active || password !== undefined) await endSessions(tx, id, now)
    await notify(tx, 'all')
    return person
  })
}

/** A person as the viewer may know them: addresses are for those who supervise them, and their own. */
export const shownTo = (viewer: Viewer, person: Person): Person =>
  looksAfter(viewer, person) ? person : { ...person, email: '' }

/** Whether somebody is to know more of a person than who they are: themselves, and who supervises them. */
export function looksAfter(viewer: Viewer, person: Pick<Person, 'id' | 'team'>): boolean {
  const isTheirs = person.team === viewer.team && supervises(viewer.role)
  return isTheirs || seesAll(viewer) || person.id === viewer.id
}

/** Everybody who can sign in, or could. */
export function listPeople(db: Db): Promise<Person[]> {
  return db.selectFrom('people').select(PERSON).where('role', '<>', 'service').orderBy('name').execute()
}

/** Null: there is no such person. */
export async function findPerson(db: Db, id: string): Promise<Person | null> {
  const person = await db
    .selectFrom('people')
    .select(PERSON)
    .where('id', '=', id)
    .where('role', '<>', 'service')
    .executeTakeFirst()
  return person ?? null
}
