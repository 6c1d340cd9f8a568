import { v7 } from 'uuid'
import type { Person } from '../../shared/sync/protocol.ts'
import { hashPassword } from '../auth/password.ts'
import { allot, notify } from './feed.ts'
import { inTransaction } from './retry.ts'
import type { Db } from './schema.ts'

export interface NewPerson {
  id?: string
  name: string
  email: string
  role: Person['role']
  /** null: cannot sign in with a password. */
  password: string | null
}

export async function createPerson(db: Db, input: NewPerson): Promise<Person> {
  const password = input.password === null ? null : await hashPassword(input.password)
  const { name, role } = input
  const person: Person = {
    id: input.id ?? v7(),
    name,
    email: input.email.trim().toLowerCase(),
    role,
    active: true,
  }
  await inTransaction(db, async (tx) => {
    const { last } = await allot(tx, 1)
    await tx
      .insertInto('people')
      .values({ ...person, password, change: last })
      .execute()
    await notify(tx, 'all')
  })
  return person
}

export function listPeople(db: Db): Promise<Person[]> {
  return db
    .selectFrom('people')
    .select(['id', 'name', 'email', 'role', 'active'])
    .where('role', '<>', 'service')
    .orderBy('name')
    .execute()
}
