import { sql } from 'kysely'
import type { Lead } from '../../../shared/lead/lead.ts'
import {
  blockingKeys,
  compareSubjects,
  mayBeOne,
  type Reason,
  SUBJECT_FIELDS,
  type Subject,
  subjectOf,
} from '../../../shared/lead/likeness.ts'
import type { Db, Tx } from '../database/schema.ts'
import { type Change, touches } from '../leads/change.ts'

/** A key that more leads share says nothing: a name of thousands, a switchboard, a mail provider taken for a company. */
const MOST_SHARED = 50

/**
 * Keeps the likely duplicates of changed leads: those whose blocking keys meet are compared, and the pairs that may be one person stand
 * until what is known of them changes. Pairs are of parts; whether they are merged or kept apart is seen when they are asked for.
 * @param now epoch milliseconds
 */
export async function noteLikely(
  tx: Tx,
  changes: readonly Pick<Change, 'part' | 'before'>[],
  now: number,
): Promise<void> {
  await noteKeptApart(tx, changes)
  const moved = changes.flatMap((change) => {
    if (!touches(change, SUBJECT_FIELDS)) return []
    const { part, before } = change
    const subject = subjectOf(part)
    const old = before ? subjectOf(before.state) : null
    if (JSON.stringify(old) === JSON.stringify(subject)) return []
    const { campaign } = part
    return { subject, campaign, keys: keysOf(subject, campaign), oldKeys: old && keysOf(old, campaign) }
  })
  if (moved.length === 0) return
  await writeSubjects(tx, moved)
  const known = moved.filter((m) => m.oldKeys !== null).map((m) => m.subject.id)
  await writePairs(tx, await likelyAmong(tx, moved, known), now)
}

interface Moved {
  subject: Subject
  campaign: string
  keys: readonly string[]
  /** Those it had; null for a new lead. */
  oldKeys: readonly string[] | null
}

export interface Pair {
  a: string
  b: string
  score: number
  reasons: readonly Reason[]
}

/** Else two that come at once would not see each other. After the leads' locks, before the feed's. */
export async function lockLikely(tx: Tx, moved: readonly Pick<Moved, 'campaign'>[]): Promise<void> {
  await locking(moved).execute(tx)
}

const locking = (moved: readonly Pick<Moved, 'campaign'>[]) => sql`
  select pg_advisory_xact_lock(hashtextextended('likely ' || campaign, 0))
  from unnest(${[...new Set(moved.map((m) => m.campaign))].sort()}::text[]) as r(campaign)`

async function noteKeptApart(tx: Tx, changes: readonly Pick<Change, 'part' | 'before'>[]): Promise<void> {
  const others = (lead: Lead | undefined) => lead?.keptApart.map((k) => k.other) ?? []
  const pairs = changes.flatMap(({ part, before }) =>
    others(part)
      .filter((other) => other !== part.id && !others(before?.state).includes(other))
      .map((other) => ({ a: part.id, b: other })),
  )
  if (pairs.length === 0) return
  await sql`
    insert into kept_apart (a, b)
    select least(a, b), greatest(a, b) from json_to_recordset(${JSON.stringify(pairs)}::json) as r(a uuid, b uuid)
    on conflict do nothing`.execute(tx)
}

/** A blocking key counts within its campaign. */
export const keysOf = (subject: Subject, campaign: string): string[] =>
  blockingKeys(subject).map((key) => `${campaign} ${key}`)

/** Under the lock from then on. What is read of others' must be of later statements: they see what was written while this one waited. */
async function writeSubjects(tx: Tx, moved: readonly Moved[]): Promise<void> {
  const kept: { lead: string; key: string; had: boolean }[] = []
  const lost: { lead: string; key: string }[] = []
  for (const { subject, keys, oldKeys } of moved) {
    const lead = subject.id
    for (const key of keys) kept.push({ lead, key, had: oldKeys?.includes(key) ?? false })
    for (const key of oldKeys ?? []) if (!keys.includes(key)) lost.push({ lead, key })
  }
  const rows = moved.map(({ subject }) => ({ lead: subject.id, subject }))
  // A lead that had no subject is new, or of a time before keys were kept: then those it had are missing, too.
  await sql`
    with subjects as (
      insert into likeness_subjects (lead, subject)
      select lead, subject from json_to_recordset(${JSON.stringify(rows)}::json) as r(lead uuid, subject json)
      on conflict (lead) do update set subject = excluded.subject returning lead, xmax = 0 as is_new
    ), gained as (
      insert into likeness_keys (key, lead)
      select hashtextextended(r.key, 0), r.lead
      from json_to_recordset(${JSON.stringify(kept)}::json) as r(lead uuid, key text, had boolean)
      join subjects using (lead) where is_new or not had
      on conflict do nothing
    ), lost as (
      delete from likeness_keys k using json_to_recordset(${JSON.stringify(lost)}::json) as r(lead uuid, key text)
      where k.key = hashtextextended(r.key, 0) and k.lead = r.lead
    ) ${locking(moved)}`.execute(tx)
}

/**
 * The pairs of a moved lead, which need not be kept yet, and any other that may be one person.
 * @param outdated leads whose pairs, as they were kept, are forgotten in the same statement
 */
export async function likelyAmong(
  tx: Db | Tx,
  moved: readonly Moved[],
  outdated: readonly string[] = [],
): Promise<Pair[]> {
  const subjects = new Map(moved.map(({ subject }) => [subject.id, subject]))
  const keys = moved.flatMap((m) => m.keys.map((key) => ({ lead: m.subject.id, key })))
  const forgotten = sql`with forgotten as (
      delete from likely_duplicates where not by_response
        and (a = any(${[...outdated]}::uuid[]) or b = any(${[...outdated]}::uuid[]))
    )`
  const met = await sql<{ a: string; b: string; other: string | null; subject: Subject }>`
    ${outdated.length > 0 ? forgotten : sql``}
    select p.a, p.b, s.lead as other, s.subject from (
      select distinct least(r.lead, o.lead) as a, greatest(r.lead, o.lead) as b
      from json_to_recordset(${JSON.stringify(keys)}::json) as r(lead uuid, key text), lateral (
        select k.lead, count(*) over () as sharing
        from (
          select lead from likeness_keys where key = hashtextextended(r.key, 0) limit ${MOST_SHARED + 1}
        ) as k
      ) as o
      where o.sharing <= ${MOST_SHARED} and o.lead <> r.lead
    ) as p
    left join lateral (
      select lead, subject from likeness_subjects where lead in (p.a, p.b) and lead <> all(${[...subjects.keys()]}::uuid[])
    ) as s on true`.execute(tx)
  for (const { other, subject } of met.rows) if (other !== null) subjects.set(other, subject)
  return met.rows.flatMap(({ a, b }) => {
    const [one, other] = [subjects.get(a)!, subjects.get(b)!]
    if (!mayBeOne(one, other)) return []
    const { score, reasons } = compareSubjects(one, other)
    return { a, b, score, reasons }
  })
}

export async function writePairs(
  tx: Tx,
  pairs: readonly Pair[],
  now: number,
  byResponse = false,
): Promise<void> {
  if (pairs.length === 0) return
  await sql`
    insert into likely_duplicates (a, b, score, reasons, by_response, at)
    select a, b, score, reasons, ${byResponse}, ${new Date(now).toISOString()}::timestamptz
    from json_to_recordset(${JSON.stringify(pairs)}::json) as r(a uuid, b uuid, score double precision, reasons json)
    on conflict (a, b) do nothing`.execute(tx)
}
