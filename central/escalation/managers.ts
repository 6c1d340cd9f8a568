import type { Db, Tx } from '../store/database/schema.ts'

export interface Told {
  id: string
  name: string
  email: string
}

/** Who is told of a team's escalations: its supervisors, else those of everybody, else the administrators. */
export async function managersOf(db: Db | Tx): Promise<(team: string | null) => Told[]> {
  const people = await db
    .selectFrom('people')
    .select(['id', 'name', 'email', 'role', 'team'])
    .where('active', '=', true)
    .where('role', 'in', ['supervisor', 'administrator'])
    .orderBy('id')
    .execute()
  const supervisors = people.filter((p) => p.role === 'supervisor')
  return (team) => {
    const own = team === null ? [] : supervisors.filter((p) => p.team === team)
    if (own.length > 0) return own
    const all = supervisors.filter((p) => p.team === null)
    return all.length > 0 ? all : people.filter((p) => p.role === 'administrator')
  }
}
