import { type SqlBool, sql } from 'kysely'
import type { NurtureFigures } from '../../shared/api/nurture.ts'
import type { RouteId } from '../../shared/lead/route.ts'
import { mayRead, seesAll, type Viewer } from '../auth/may-see.ts'
import type { Db } from '../store/database/schema.ts'
import type { NurtureOutcome } from './tables.ts'

/** What became of the enrolments and mails of campaigns, counted over their indexes: of leads that the viewer may read. */
export async function figuresOf(
  db: Db,
  viewer: Viewer,
  ids: readonly string[],
): Promise<(id: string) => NurtureFigures> {
  const of = sql<string>`any(${[...ids]}::uuid[])`
  const seen = (lead: string) =>
    seesAll(viewer)
      ? sql<SqlBool>`true`
      : sql<SqlBool>`exists (select from leads l where l.id = ${sql.ref(lead)} and ${mayRead(viewer, 'l')})`
  const enrolments = await db
    .selectFrom('nurture_enrolments')
    .select(['nurture_campaign as campaign', 'state', 'reason', 'came_back_to as route'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('nurture_campaign', '=', of)
    .where(seen('nurture_enrolments.lead'))
    .groupBy(['nurture_campaign', 'state', 'reason', 'came_back_to'])
    .execute()
  const mails = await db
    .selectFrom('nurture_mails')
    .select(['nurture_campaign as campaign', 'outcome'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('nurture_campaign', '=', of)
    .where(seen('nurture_mails.lead'))
    .groupBy(['nurture_campaign', 'outcome'])
    .execute()
  const clicks = await db
    .selectFrom('nurture_mails as m')
    .innerJoin('nurture_clicks as c', 'c.mail', 'm.id')
    .select('m.nurture_campaign as campaign')
    .select((eb) => eb.fn.count<number>('m.lead').distinct().as('n'))
    .where('m.nurture_campaign', '=', of)
    .where('c.counted', '=', true)
    .where(seen('m.lead'))
    .groupBy('m.nurture_campaign')
    .execute()
  return (id) => {
    const own = enrolments.filter((e) => e.campaign === id)
    const sent = mails.filter((m) => m.campaign === id)
    const ended = (reason: string) => sum(own.filter((e) => e.state === 'ended' && e.reason === reason))
    const came = (outcome: NurtureOutcome) => sum(sent.filter((m) => m.outcome === outcome))
    return {
      enrolled: sum(own),
      active: sum(own.filter((e) => e.state !== 'ended')),
      sent: sum(sent),
      clicked: sum(clicks.filter((c) => c.campaign === id)),
      replied: came('replied'),
      unsubscribed: ended('unsubscribed'),
      bounced: came('bounced'),
      complained: came('complained'),
      cameBack: Object.fromEntries(own.flatMap((e) => (e.route === null ? [] : [[e.route as RouteId, e.n]]))),
    }
  }
}

const sum = (rows: readonly { n: number }[]): number => rows.reduce((total, { n }) => total + n, 0)
