import { seesAll, type Viewer } from '../auth/may-see.ts'

/**
 * Who may say what became of a hand-off, of those who may read it: its receiver, anybody of its team while nobody has it, who looks
 * after the team, and who sees everything. Supervisors of the team whose lead it was only read it.
 */
export function mayAct(viewer: Viewer, handOff: { team: string | null; owner: string | null }): boolean {
  if (seesAll(viewer) || handOff.owner === viewer.id) return true
  const isOfTeam = viewer.team !== null && handOff.team === viewer.team
  return isOfTeam && (viewer.role !== 'inbox' || handOff.owner === null)
}
