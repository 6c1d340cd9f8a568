import type { z } from 'zod'
import type { HandOff, passOnRequest } from '../../shared/api/hand-offs.ts'
import { seesAll, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import type { Tx } from '../store/database/schema.ts'
import { type CommandDeps, command, type Step } from './command.ts'
import type { HandOffRow } from './rows.ts'

/** Gives it to another receiver, or back to the common inbox of its team; who sees everything may take it on without being of a team. */
export function passOn(
  deps: CommandDeps,
  viewer: Viewer,
  id: string,
  { version, to }: z.output<typeof passOnRequest>,
): Promise<HandOff> {
  return command(deps, viewer, { id, version }, async (row, tx) => {
    if (row.owner === to) return null
    if (row.state !== 'waiting' && row.state !== 'delivered' && row.state !== 'accepted')
      throw new Fail('conflict', `The hand-off is ${row.state} already`)
    const isTaken = to === viewer.id && seesAll(viewer)
    const team = to === null || isTaken ? row.team : await teamOf(tx, row, to)
    return { set: { ...given(row, to), team, dealt_by: viewer.id } }
  })
}

/** What changes with the owner: a new one has to accept anew. What was done until then stays. */
export const given = (row: HandOffRow, owner: string | null): Step['set'] => ({
  owner,
  ...(row.state === 'accepted' ? { state: 'delivered', accepted_at: null } : {}),
})

/** The team of somebody who may have it: a receiver of its own team, or of any of its channel while it has none. */
async function teamOf(tx: Tx, row: HandOffRow, person: string): Promise<string> {
  const kind = row.channel === 'sales' || row.channel === 'partner' ? row.channel : null
  let query = tx
    .selectFrom('people')
    .innerJoin('teams', 'teams.id', 'people.team')
    .select('teams.id')
    .where('people.id', '=', person)
    .where('people.active', '=', true)
    .where('people.role', 'in', ['inbox', 'supervisor'])
    .where('teams.kind', '=', kind)
  if (row.team !== null) query = query.where('teams.id', '=', row.team)
  const found = await query.executeTakeFirst()
  if (found) return found.id
  throw new Fail('malformed', 'Nobody of that id can have this hand-off', [
    { pointer: '/to', detail: 'is nobody who can have it' },
  ])
}
