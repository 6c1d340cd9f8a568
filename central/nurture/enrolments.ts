import { sql } from 'kysely'
import type { Enrolment, EnrolmentState } from '../../shared/api/nurture.ts'
import type { RouteId } from '../../shared/lead/route.ts'
import { mayRead, seesAll, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import { inTransaction, isTaken } from '../store/database/retry.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import { campaignRow } from './campaigns.ts'

const PAGE = 100

const shown = (db: Db | Tx) =>
  db.selectFrom('nurture_enrolments as e').select((eb) => [
    'e.id',
    'e.lead',
    'e.hand_off as handOff',
    'e.state',
    'e.reason',
    'e.last_step as lastStep',
    'e.enrolled_at as enrolledAt',
    'e.next_at as nextAt',
    'e.ended_at as endedAt',
    sql<RouteId | null>`e.came_back_to`.as('cameBackTo'),
    eb
      .selectFrom('nurture_mails as m')
      .select((count) => count.fn.countAll<number>().as('n'))
      .whereRef('m.enrolment', '=', 'e.id')
      .$asScalar()
      .$notNull()
      .as('sent'),
  ])

/** Those of leads the viewer may read, newest first. Throws notFound for a campaign there is not. */
export async function listEnrolments(
  db: Db,
  viewer: Viewer,
  campaign: string,
  { state, cursor }: { state?: EnrolmentState | undefined; cursor?: string | undefined },
): Promise<{ enrolments: Enrolment[]; next: string | null }> {
  await campaignRow(db, campaign)
  let query = shown(db)
    .where('e.nurture_campaign', '=', campaign)
    .orderBy('e.id', 'desc')
    .limit(PAGE + 1)
  if (!seesAll(viewer))
    query = query.where(
      sql<boolean>`exists (select from leads l where l.id = e.lead and ${mayRead(viewer, 'l')})`,
    )
  if (state) query = query.where('e.state', '=', state)
  if (cursor) query = query.where('e.id', '<', cursor)
  const found = await query.execute()
  const enrolments = found.slice(0, PAGE)
  return { enrolments, next: found.length > PAGE ? enrolments.at(-1)!.id : null }
}

/** Nothing more is sent until somebody resumes it; done again it changes nothing. Throws notFound. */
export function stopEnrolment(db: Db, campaign: string, id: string): Promise<Enrolment> {
  return inTransaction(db, async (tx) => {
    const { state } = await lockEnrolment(tx, campaign, id)
    if (state !== 'ended')
      await tx
        .updateTable('nurture_enrolments')
        .set({ state: 'paused', reason: 'stopped', next_at: null })
        .where('id', '=', id)
        .execute()
    return shown(tx).where('e.id', '=', id).executeTakeFirstOrThrow()
  })
}

/**
 * Goes on where it was, with all that is checked at each sending; one that goes on already is let be. Throws notFound; conflict for one
 * that is finished, or whose lead is enrolled anew.
 */
export async function resumeEnrolment(db: Db, campaign: string, id: string, now: number): Promise<Enrolment> {
  try {
    return await inTransaction(db, async (tx) => {
      const { state, reason } = await lockEnrolment(tx, campaign, id)
      if (reason === 'finished' || reason === 'erased' || reason === 'merged')
        throw new Fail('conflict', `This enrolment has ended for good: ${reason}`)
      if (state === 'paused' || state === 'ended')
        await tx
          .updateTable('nurture_enrolments')
          .set({
            state: 'active',
            reason: null,
            ended_at: null,
            came_back_to: null,
            next_at: new Date(now).toISOString(),
          })
          .where('id', '=', id)
          .execute()
      return shown(tx).where('e.id', '=', id).executeTakeFirstOrThrow()
    })
  } catch (error) {
    if (isTaken(error)) throw new Fail('conflict', 'The lead is enrolled anew')
    throw error
  }
}

async function lockEnrolment(tx: Tx, campaign: string, id: string) {
  await campaignRow(tx, campaign)
  const row = await tx
    .selectFrom('nurture_enrolments')
    .select(['state', 'reason'])
    .where('id', '=', id)
    .where('nurture_campaign', '=', campaign)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Fail('notFound', 'There is no such enrolment')
  return row
}
