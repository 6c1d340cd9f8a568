import { createHash } from 'node:crypto'
import type { Db, Tx } from '../store/database/schema.ts'
import { seesAll, type Viewer } from './may-see.ts'

/**
 * The incarnation of central as one person's desk knows it. Another role, another team, other people or campaigns in the team: what the
 * desk may hold is another view then, and a desk that knows another incarnation fetches everything and keeps nothing else.
 */
export async function viewEpoch(tx: Db | Tx, viewer: Viewer, epoch: string): Promise<string> {
  const view = await viewOf(tx, viewer)
  return createHash('sha256').update(`${epoch} ${view}`).digest('hex').slice(0, 32)
}

async function viewOf(tx: Db | Tx, viewer: Viewer): Promise<string> {
  if (seesAll(viewer)) return 'all'
  if (viewer.role === 'agent' || viewer.role === 'inbox') return viewer.role
  const { id, view } = await tx
    .selectFrom('teams')
    .select(['id', 'view'])
    .where('id', '=', viewer.team)
    .executeTakeFirstOrThrow()
  return `${id} ${view}`
}
