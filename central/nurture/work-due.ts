import { sql } from 'kysely'
import { v7 } from 'uuid'
import { fieldValue } from '../../shared/lead/lead.ts'
import { batchOrSingly } from '../batch-or-singly.ts'
import { unsubscribeUrl } from '../mail/unsubscribe-url.ts'
import { type NewMail, writeMails } from '../mail/write-mails.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { type Composed, compose } from './compose.ts'
import { type DueEnrolment, lockDue, withFreeLeads } from './due-enrolment.ts'
import { type Ground, groundsOf, type Who } from './ground.ts'
import { afterSending, judge, type Move, type Sending } from './judge.ts'
import { languageFor } from './language.ts'
import { nameOf } from './variables.ts'

const BATCH = 100
const HOUR = 3_600_000

interface NurtureDeps extends IngestDeps {
  /** Told of a template that failed for somebody, and of an enrolment that cannot be worked. */
  onError(error: Error): void
}

/**
 * Works enrolments whose time has come: each is judged, and its mail written in the transaction that moves it on, so that none is sent
 * twice and none is skipped. True when there may be more.
 */
export function workDue(deps: NurtureDeps, now: number): Promise<boolean> {
  const { db, onError } = deps
  const iso = new Date(now).toISOString()
  return batchOrSingly({
    name: 'Enrolment',
    batch: BATCH,
    now,
    onError,
    work: (only) => workBatch(deps, now, only),
    async due() {
      const enrolments = db.selectFrom('nurture_enrolments').select('id').where('next_at', '<=', iso)
      return (await enrolments.orderBy('next_at').limit(BATCH).execute()).map((e) => e.id)
    },
    putOff: (id, until) =>
      db
        .updateTable('nurture_enrolments')
        .set({ next_at: until })
        .where('id', '=', id)
        .where('next_at', '<=', iso)
        .execute(),
  })
}

function workBatch(deps: NurtureDeps, now: number, only?: string): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const due = await withFreeLeads(tx, await lockDue(tx, now, BATCH, only))
    if (due.length === 0) return false
    const grounds = await groundsOf(tx, deps, due)
    const mails: Written[] = []
    const moves = due.map((enrolment) => {
      const ground = grounds.get(enrolment.id)!
      const judgement = judge(enrolment, ground, now)
      if (judgement.do !== 'send') return moveOf(enrolment, judgement, now)
      const mail = mailFor(deps, enrolment, ground, judgement, now)
      if (mail === null) {
        const { progress } = judgement
        return moveOf(enrolment, { do: 'later', until: now + HOUR, reason: 'failed', progress }, now)
      }
      mails.push({ ...mail, enrolment, judgement })
      // The next enrolment of this batch may be the same person's.
      const { key, step } = judgement
      ground.sentTo(key).push({ campaign: enrolment.nurtureCampaign, step: step.id, at: now })
      return moveOf(enrolment, afterSending(judgement, ground.campaign.body, now), now)
    })
    await writeSent(tx, mails, now)
    await writeMails(
      tx,
      deps,
      mails.map((m) => m.mail),
      now,
    )
    await writeMoves(tx, moves)
    return due.length === BATCH
  })
}

interface Written {
  mail: NewMail
  composed: Composed
  enrolment: DueEnrolment
  judgement: Sending
}

/** null: its template fails for this person. */
function mailFor(
  deps: NurtureDeps,
  enrolment: DueEnrolment,
  ground: Ground,
  { step, address }: Sending,
  now: number,
): Pick<Written, 'mail' | 'composed'> | null {
  const { body } = ground.campaign
  const { lead, policy } = ground.who as Who
  const id = v7()
  const language = languageFor(
    String(fieldValue(lead, 'language') ?? ''),
    Object.keys(step.content),
    body.language,
  )
  const link = (name: string) => deps.links.url('click', { mail: id, link: name })
  const links = {
    links: Object.fromEntries(Object.keys(body.links).map((name) => [name, link(name)])),
    form: deps.links.url('form', { mail: id }),
    unsubscribe: unsubscribeUrl(deps.links, enrolment.lead, id),
  }
  try {
    const today = new Date(now).toISOString().slice(0, 10)
    const composed = compose(step.content[language]!, lead, {
      campaign: body,
      language,
      links,
      today,
      policy,
    })
    const mail: NewMail = {
      id,
      kind: 'nurture',
      to: { name: nameOf(lead), address },
      from: body.from,
      subject: composed.subject,
      text: composed.text,
      html: composed.html,
      lead: enrolment.lead,
      unsubscribe: links.unsubscribe,
    }
    return { mail, composed }
  } catch {
    // What went wrong in words may quote the person.
    deps.onError(new Error(`Step ${step.id} of the nurture campaign ${ground.campaign.id} fails for a lead`))
    return null
  }
}

function moveOf({ id }: DueEnrolment, judgement: Move, now: number) {
  const { progress, reason } = judgement
  const iso = (at: number) => new Date(at).toISOString()
  return {
    id,
    state: judgement.do === 'end' ? 'ended' : judgement.do === 'later' ? 'active' : stateOf(judgement.reason),
    reason,
    last_step: progress.lastStep,
    done: progress.done,
    since: iso(progress.since),
    next_at: judgement.do === 'later' ? iso(judgement.until) : null,
    ended_at: judgement.do === 'end' ? iso(now) : null,
    came_back_to: judgement.do === 'end' ? judgement.cameBackTo : null,
  }
}

const stateOf = (reason: string) => (reason === 'stopped' ? 'paused' : 'waiting')

async function writeMoves(tx: Tx, moves: readonly ReturnType<typeof moveOf>[]): Promise<void> {
  await sql`
    update nurture_enrolments e set state = r.state, reason = r.reason, last_step = r.last_step, done = r.done, since = r.since,
      next_at = r.next_at, ended_at = r.ended_at, came_back_to = r.came_back_to
    from json_to_recordset(${JSON.stringify(moves)}::json) as r(id uuid, state text, reason text, last_step text, done integer,
      since timestamptz, next_at timestamptz, ended_at timestamptz, came_back_to text)
    where e.id = r.id`.execute(tx)
}

async function writeSent(tx: Tx, mails: readonly Written[], now: number): Promise<void> {
  if (mails.length === 0) return
  await tx
    .insertInto('nurture_mails')
    .values(
      mails.map(({ mail, composed, enrolment, judgement }) => ({
        id: mail.id,
        nurture_campaign: enrolment.nurtureCampaign,
        enrolment: enrolment.id,
        lead: enrolment.lead,
        step: judgement.step.id,
        address: judgement.key,
        at: new Date(now).toISOString(),
        links: JSON.stringify(composed.links),
        outcome: null,
      })),
    )
    .execute()
}
