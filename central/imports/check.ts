import type { ImportCheck } from '../../shared/api/imports.ts'
import { fold } from '../../shared/events/fold.ts'
import { hybridClock } from '../../shared/events/stamp.ts'
import type { Field } from '../../shared/lead/catalog.ts'
import type { DateOrder } from '../../shared/lead/intake/dates.ts'
import type { ColumnMap } from '../../shared/lead/intake/headers.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { subjectOf } from '../../shared/lead/likeness.ts'
import { seenAmong, type Viewer } from '../auth/may-see.ts'
import type { Db } from '../store/database/schema.ts'
import { knownEvents } from '../store/events/write-events.ts'
import { leadsByKeys } from '../store/leads/keys.ts'
import { keysOf, likelyAmong } from '../store/likely/likely.ts'
import { captureOf } from './capture.ts'
import { counting } from './counted.ts'
import type { Capture } from './deps.ts'
import { intakeOf, rowContext, usefulOf } from './run.ts'
import { columnsOf, openTable } from './table.ts'

export interface CheckOptions {
  campaign: string
  map: ColumnMap
  country?: string | undefined
  dateOrder: DateOrder
  own: readonly Field[]
}

const BATCH = 500
/** Rows that are looked at: what is kept of each to find repeated ones bounds it. */
const MOST_ROWS = 50_000
const SHOWN = 100

interface Checked {
  line: number
  capture: Capture
  lead: Lead
}
type Kind = ImportCheck['joins'][number]['by']
type Known = Omit<ImportCheck['joins'][number], 'by'>

/** What a file would do, were it imported now. Names of leads that the viewer does not see are left out. Throws NoTable. */
export async function checkImport(
  { db, now }: { db: Db; now(): number },
  viewer: Viewer,
  source: AsyncIterable<Uint8Array>,
  options: CheckOptions,
): Promise<ImportCheck> {
  const counted = counting(source)
  try {
    const table = await openTable(counted.chunks, options.map, options.own)
    const columns = columnsOf(table, options.map, options.own)
    usefulOf(table, columns)
    const ctx = rowContext(table, columns, { ...options, country: options.country }, now())
    const clock = hybridClock('import')
    const found = emptyCheck()
    const looking = { db, viewer, campaign: options.campaign, seen: new Map<string, number>(), found }
    let batch: Checked[] = []
    for await (const row of table.rows) {
      if (found.rows === MOST_ROWS) {
        found.more = true
        break
      }
      found.rows += 1
      const intake = intakeOf(row, ctx)
      if (intake.rejected) {
        found.rejected += 1
        continue
      }
      const { campaign } = options
      const capture = captureOf(intake, {
        campaign,
        place: '',
        actor: viewer.id,
        via: 'import',
        clock,
        now: now(),
      })
      const lead = fold(null, capture.events(capture.newLeadId).slice(0, 1))
      batch.push({ line: row.line, capture, lead })
      if (batch.length === BATCH) batch = await look(looking, batch)
    }
    await look(looking, batch)
    return found
  } finally {
    await counted.drain()
  }
}

interface Looking {
  db: Db
  viewer: Viewer
  campaign: string
  /** Keys of rows that would make leads, or join some -> their line. */
  seen: Map<string, number>
  found: ImportCheck
}

/** Counts a batch; gives the next one, which is empty. */
async function look(at: Looking, batch: readonly Checked[]): Promise<Checked[]> {
  if (batch.length === 0) return []
  const { db, campaign, seen, found } = at
  const before = await importedBefore(db, batch)
  const known = await leadsByKeys(db, campaign, [...new Set(batch.flatMap((c) => c.capture.keys))])
  const joins: { row: Checked; lead: string; by: Kind }[] = []
  const fresh: Checked[] = []
  for (const row of batch) {
    const { keys, allKeys, id, onlyJoins } = row.capture
    const key = keys.find((k) => known.has(k))
    const repeated = seen.has(id) || (!key && keys.some((k) => seen.has(k)))
    for (const k of [id, ...allKeys]) if (!seen.has(k)) seen.set(k, row.line)
    if (before.has(id)) found.unchanged += 1
    else if (repeated) found.repeated += 1
    else if (key) joins.push({ row, lead: known.get(key)!, by: key.slice(0, key.indexOf(':')) as Kind })
    else if (onlyJoins) found.rejected += 1
    else fresh.push(row)
  }
  found.joining += joins.length
  found.fresh += fresh.length
  const alike = await alikeAmong(db, campaign, fresh)
  found.alike += alike.length
  const shownJoins = joins.slice(0, SHOWN - found.joins.length)
  const shownAlike = alike.slice(0, SHOWN - found.likenesses.length)
  const names = await namesOf(
    at,
    [...shownJoins, ...shownAlike].map((j) => j.lead),
  )
  found.joins.push(...shownJoins.map(({ row, lead, by }) => ({ ...knownOf(row, lead, names), by })))
  found.likenesses.push(
    ...shownAlike.map(({ row, lead, reasons }) => ({
      ...knownOf(row, lead, names),
      // What speaks for it names the other one: for who sees that lead only.
      reasons: names.has(lead) ? reasons : [],
    })),
  )
  return []
}

/** Rows whose very content is there already, and counts. */
async function importedBefore(db: Db, batch: readonly Checked[]): Promise<Set<string>> {
  const ids = batch.map((c) => c.capture.id)
  const known = await db.transaction().execute((tx) => knownEvents(tx, ids))
  if (known.size === 0) return new Set()
  const back = await db.selectFrom('taken_back').select('response').where('response', 'in', ids).execute()
  const gone = new Set(back.map((r) => r.response))
  return new Set([...known.keys()].filter((id) => !gone.has(id)))
}

async function alikeAmong(db: Db, campaign: string, fresh: readonly Checked[]) {
  const rows = new Map(fresh.map((row) => [row.lead.id, row]))
  const moved = [...rows.values()].map(({ lead }) => {
    const subject = subjectOf(lead)
    return { subject, campaign, keys: keysOf(subject, campaign), oldKeys: null }
  })
  if (moved.length === 0) return []
  const best = new Map<string, { row: Checked; lead: string; score: number; reasons: string[] }>()
  for (const { a, b, score, reasons } of await likelyAmong(db, moved)) {
    const [mine, other] = rows.has(a) ? [a, b] : [b, a]
    const row = rows.get(mine)
    if (!row || rows.has(other) || (best.get(mine)?.score ?? -1) >= score) continue
    const speaking = reasons.filter((r) => r.speaksFor).map((r) => r.text)
    best.set(mine, { row, lead: other, score, reasons: speaking })
  }
  return [...best.values()].sort((x, y) => x.row.line - y.row.line)
}

async function namesOf({ db, viewer }: Looking, leads: readonly string[]): Promise<Map<string, Lead>> {
  if (leads.length === 0) return new Map()
  const seen = await seenAmong(db, viewer, leads)
  const rows = await db
    .selectFrom('leads')
    .select(['id', 'state'])
    .where('id', 'in', [...leads])
    .execute()
  return new Map(rows.filter((r) => seen.has(r.id)).map((r) => [r.id, r.state]))
}

const nameOf = (lead: Lead | undefined): string =>
  lead === undefined
    ? ''
    : [fieldValue(lead, 'firstName'), fieldValue(lead, 'lastName')]
        .filter((part) => part !== null)
        .join(' ') || String(fieldValue(lead, 'email') ?? fieldValue(lead, 'phone') ?? '')

const knownOf = ({ line, lead: row }: Checked, lead: string, names: ReadonlyMap<string, Lead>): Known => {
  const other = names.get(lead)
  const company = other === undefined ? '' : String(fieldValue(other, 'company') ?? '')
  return { line, name: nameOf(row), lead, leadName: nameOf(other), company }
}

const emptyCheck = (): ImportCheck => ({
  rows: 0,
  fresh: 0,
  alike: 0,
  joining: 0,
  repeated: 0,
  unchanged: 0,
  rejected: 0,
  more: false,
  joins: [],
  likenesses: [],
})
