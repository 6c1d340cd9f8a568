import { sql } from 'kysely'
import { compareSubjects, type Reason, subjectOf } from '../../../shared/lead/likeness.ts'
import { mayKnowOf, mayRead, type Viewer } from '../../auth/may-see.ts'
import type { Db, Tx } from '../database/schema.ts'
import { writePairs } from './likely.ts'

/** Two components that may be one person, with the likeliest pair of their parts. */
export interface LivePair {
  x: string
  y: string
  score: number
  reasons: Reason[]
}

/** Pairs that nobody merged or kept apart, of components. `which` narrows them by the leads `la` and `lb`. */
const livePairs = (which: ReturnType<typeof sql>) => sql`
  select distinct on (x, y) * from (
    select least(la.component, lb.component) as x, greatest(la.component, lb.component) as y, d.score, d.reasons
    from likely_duplicates d join leads la on la.id = d.a join leads lb on lb.id = d.b
    where la.component <> lb.component and ${which} and not exists (
      select from kept_apart k join leads ka on ka.id = k.a join leads kb on kb.id = k.b
      where (ka.component = la.component and kb.component = lb.component)
        or (ka.component = lb.component and kb.component = la.component)
    )
  ) as pairs order by x, y, score desc`

/** The pairs of a campaign (left out: of all) that a viewer may read, the likeliest first. */
export async function listPairs(
  db: Db,
  viewer: Viewer,
  filter: { campaign?: string | undefined; after: Pick<LivePair, 'x' | 'y' | 'score'> | null; limit: number },
): Promise<LivePair[]> {
  const { campaign, after, limit } = filter
  const ofCampaign = campaign === undefined ? sql`true` : sql`la.campaign = ${campaign}`
  const which = sql`${ofCampaign} and ${mayRead(viewer, 'la')} and ${mayRead(viewer, 'lb')}`
  const from = after
    ? sql`score < ${after.score} or (score = ${after.score} and (x, y) > (${after.x}::uuid, ${after.y}::uuid))`
    : sql`true`
  const found = await sql<LivePair>`
    select * from (${livePairs(which)}) as live where ${from} order by score desc, x, y limit ${limit}`.execute(
    db,
  )
  return found.rows
}

/** Who may be the same person as a component, of those that a viewer may know of, the likeliest first. */
export async function likelyOf(
  tx: Db | Tx,
  viewer: Viewer,
  component: string,
): Promise<{ other: string; score: number; reasons: Reason[] }[]> {
  const parts = sql`(select id from leads where component = ${component})`
  const known = sql`(la.id in ${parts} or ${mayKnowOf(viewer, 'la')}) and (lb.id in ${parts} or ${mayKnowOf(viewer, 'lb')})`
  const found = await sql<LivePair>`
    select * from (${livePairs(sql`(d.a in ${parts} or d.b in ${parts}) and ${known}`)}) as live order by score desc, x, y
    limit 50`.execute(tx)
  return found.rows.map(({ x, y, score, reasons }) => ({ other: x === component ? y : x, score, reasons }))
}

/** More leads than this with one number are a switchboard's. */
const MOST_NAMED = 5

/** A response named keys of other leads beside the one it joined: somebody is to look whether they are one person. */
export async function proposeShared(
  tx: Tx,
  campaign: string,
  leadId: string,
  keys: readonly string[],
  now: number,
): Promise<void> {
  const others = await tx
    .selectFrom('lead_keys as k')
    .innerJoin('leads as l', 'l.id', 'k.lead')
    .select(['l.id', 'l.state'])
    .distinctOn('l.id')
    .where('k.key', '=', sql<string>`any(${[...keys]}::text[])`)
    .where('l.campaign', '=', campaign)
    .where('l.id', '<>', leadId)
    .orderBy('l.id')
    .limit(MOST_NAMED + 1)
    .execute()
  if (others.length === 0 || others.length > MOST_NAMED) return
  const { state } = await tx
    .selectFrom('leads')
    .select('state')
    .where('id', '=', leadId)
    .executeTakeFirstOrThrow()
  const pairs = others.map((other) => {
    const [a, b] = [subjectOf(state), subjectOf(other.state)].sort((l, r) => (l.id < r.id ? -1 : 1)) as [
      ReturnType<typeof subjectOf>,
      ReturnType<typeof subjectOf>,
    ]
    const { score, reasons } = compareSubjects(a, b)
    const named = {
      id: 'oneResponse',
      text: 'One response named an address or number of each',
      speaksFor: true,
    }
    return { a: a.id, b: b.id, score: Math.max(score, 0.51), reasons: [named, ...reasons] }
  })
  await writePairs(tx, pairs, now, true)
}
