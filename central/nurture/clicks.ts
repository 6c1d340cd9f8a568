import { v7 } from 'uuid'
import { batchOrSingly } from '../batch-or-singly.ts'
import { respondIn } from '../mail/respond.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { campaignRows } from './campaigns.ts'

const SECOND = 1000
/** Scanners open what is in a mail when it arrives, and all of it at once. */
const TOO_SOON_MS = 10 * SECOND
const BURST_MS = 10 * SECOND
/** By then the burst is over. */
const JUDGED_AFTER_MS = 15 * SECOND
/** A link that a scanner opened may be clicked by a person then. */
const AGAIN_AFTER_MS = 60 * SECOND

/** Where a link of a mail leads, by its campaign as it is now; null: it has no such link any more. */
export async function targetOf(db: Db, mail: string, link: string): Promise<string | null> {
  const sent = await db
    .selectFrom('nurture_mails')
    .select('nurture_campaign as campaign')
    .where('id', '=', mail)
    .executeTakeFirst()
  if (!sent) return null
  const campaign = (await campaignRows(db, [sent.campaign])).get(sent.campaign)!
  return Object.hasOwn(campaign.body.links, link) ? campaign.body.links[link]! : null
}

/** Takes note of a click, once for a mail and a link. Whether it was a person's is judged a moment later. */
export async function noteClick(db: Db, mail: string, link: string, now: number): Promise<void> {
  const iso = (at: number) => new Date(at).toISOString()
  await db
    .insertInto('nurture_clicks')
    .values({ id: v7(), mail, link, at: iso(now), judge_at: iso(now + JUDGED_AFTER_MS) })
    .onConflict((c) =>
      c
        .columns(['mail', 'link'])
        .doUpdateSet((eb) => ({ at: eb.ref('excluded.at'), judge_at: eb.ref('excluded.judge_at') }))
        .where('nurture_clicks.counted', '=', false)
        .where('nurture_clicks.judge_at', 'is', null)
        .where('nurture_clicks.at', '<', iso(now - AGAIN_AFTER_MS)),
    )
    .execute()
}

/** Judges one click whose time has come: a person's is a response of the lead, in one transaction. True when there may be more. */
export function judgeClick(
  deps: IngestDeps & { onError(error: Error): void },
  now: number,
): Promise<boolean> {
  const { db, onError } = deps
  const iso = new Date(now).toISOString()
  return batchOrSingly({
    name: 'Click',
    batch: 1,
    now,
    onError,
    work: (only) => judgeOne(deps, now, only),
    async due() {
      const clicks = db.selectFrom('nurture_clicks').select('id').where('judge_at', '<=', iso)
      return (await clicks.orderBy('judge_at').limit(1).execute()).map((c) => c.id)
    },
    putOff: (id, until) =>
      db
        .updateTable('nurture_clicks')
        .set({ judge_at: until })
        .where('id', '=', id)
        .where('judge_at', '<=', iso)
        .execute(),
  })
}

function judgeOne(deps: IngestDeps, now: number, only?: string): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const due = tx
      .selectFrom('nurture_clicks')
      .select(['id', 'mail', 'link', 'at'])
      .where('judge_at', '<=', new Date(now).toISOString())
      .orderBy('judge_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
    const click = await (only === undefined ? due : due.where('id', '=', only)).executeTakeFirst()
    if (!click) return false
    const at = Date.parse(click.at)
    const lead = await personBehind(tx, click.mail, at)
    await tx
      .updateTable('nurture_clicks')
      .set({ judge_at: null, counted: lead !== null })
      .where('id', '=', click.id)
      .execute()
    const response = { id: click.id, channel: 'email', label: `Clicked "${click.link}"`, at } as const
    if (lead !== null) await respondIn(tx, deps, { ...response, lead }, now)
    return true
  })
}

/** The lead, if a person clicked; null for what opens mails before people do. */
async function personBehind(tx: Tx, mail: string, at: number): Promise<string | null> {
  const sent = await tx
    .selectFrom('nurture_mails as n')
    .innerJoin('mails as m', 'm.id', 'n.id')
    .select(['n.lead', 'n.links', 'n.at as writtenAt', 'm.sent_at as sentAt'])
    .where('n.id', '=', mail)
    .executeTakeFirst()
  // That a mail went may be noted a moment after it is read.
  if (!sent || at < Date.parse(sent.sentAt ?? sent.writtenAt) + TOO_SOON_MS) return null
  const iso = (moment: number) => new Date(moment).toISOString()
  const around = await tx
    .selectFrom('nurture_clicks')
    .select('link')
    .where('mail', '=', mail)
    .where('at', '>=', iso(at - BURST_MS))
    .where('at', '<=', iso(at + BURST_MS))
    .execute()
  const opened = new Set(around.map((c) => c.link))
  const isBurst = sent.links.length > 1 && sent.links.every((link) => opened.has(link))
  return isBurst ? null : sent.lead
}
