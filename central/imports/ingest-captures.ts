import { sql } from 'kysely'
import { type LeadEvent, leadEvent } from '../../shared/events/event.ts'
import { invalidReasons } from '../../shared/policy/validity.ts'
import { Fail } from '../fail.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Tx } from '../store/database/schema.ts'
import { ingestIn } from '../store/events/ingest.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { leadsByKeys } from '../store/leads/keys.ts'
import type { Capture, CaptureResult, ImportDeps } from './deps.ts'

/**
 * Writes captures in one transaction. Batches of one campaign wait for each other: two imports that hold the same person make one lead.
 * A capture whose events do not hold as events is refused alone.
 */
export function ingestCaptures(central: IngestDeps & { now(): number }): ImportDeps['ingestCaptures'] {
  return (campaign, captures, importId) =>
    inTransaction(central.db, async (tx) => {
      await lockCaptures(tx, campaign)
      if (importId !== undefined) await refuseTakenBack(tx, importId)
      const results = await ingestCapturesIn(tx, central, campaign, captures)
      if (importId !== undefined) await noteRows(tx, importId, results)
      return results
    })
}

/** A run that stood still for so long that it was taken for dead, and was taken back, writes no more when it goes on. */
async function refuseTakenBack(tx: Tx, importId: string): Promise<void> {
  const { rows } = await sql`
    select from imports where id = ${importId} and cancelled and undo is not null`.execute(tx)
  if (rows.length > 0) throw new Fail('conflict', 'This import was taken back meanwhile')
}

/** Who captures into a campaign waits for the others: two that hold the same person make one lead. */
export async function lockCaptures(tx: Tx, campaign: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${campaign}`}, 0))`.execute(tx)
}

/** The same in a transaction that holds the campaign's lock. */
export async function ingestCapturesIn(
  tx: Tx,
  central: IngestDeps & { now(): number },
  campaign: string,
  given: readonly Capture[],
): Promise<CaptureResult[]> {
  const captures = await renewed(tx, given)
  const known = await leadsByKeys(tx, campaign, [...new Set(captures.flatMap((c) => c.keys))])
  const results = captures.map((capture) => assign(capture, known))
  const events = results.flatMap((r) => r.events)
  const verdicts = await ingestIn(tx, central, { events, now: central.now(), ownerOfNew: () => null })
  // By their place: a row that stands in the batch twice has the same events twice, each with a verdict of its own.
  let at = 0
  const made = new Set<string>()
  const invalid = await invalidAmong(
    tx,
    central,
    results.map((r) => r.leadId),
  )
  return results.map(({ events: own, created, leadId, refusal }): CaptureResult => {
    const ownVerdicts = verdicts.slice(at, at + own.length)
    at += own.length
    const first = created && !made.has(leadId)
    made.add(leadId)
    return {
      leadId,
      created: first,
      invalid: invalid.has(leadId),
      verdicts: refusal ? [refusal] : ownVerdicts,
    }
  })
}

/** Of these leads those that are closed because they are invalid. */
async function invalidAmong(tx: Tx, central: IngestDeps, leads: readonly string[]): Promise<Set<string>> {
  const closed = await tx
    .selectFrom('leads')
    .select(['id', 'state', 'policy_version'])
    .where('id', '=', sql<string>`any(${[...new Set(leads)]}::uuid[])`)
    .where('stage', '=', 'closed')
    .execute()
  const invalid = new Set<string>()
  for (const { id, state, policy_version } of closed) {
    const { policy } = await central.policies.version(tx, policy_version)
    if (invalidReasons(state, policy).length > 0) invalid.add(id)
  }
  return invalid
}

const UNREACHABLE = 'has no name, e-mail or phone, and no lead has its id: nobody to reach'

interface Assigned {
  leadId: string
  created: boolean
  events: LeadEvent[]
  refusal: CaptureResult['verdicts'][number] | null
}

/** The capture's lead: one that has a key of it, else a new one, which later captures of the batch are found by. */
function assign(capture: Capture, known: Map<string, string>): Assigned {
  const found = capture.keys.map((key) => known.get(key)).find((id) => id !== undefined)
  const leadId = found ?? capture.newLeadId
  const refused = (id: string, message: string): Assigned => {
    const refusal = { id, verdict: 'rejected', fault: { kind: 'malformed', message } } as const
    return { leadId, created: false, events: [], refusal }
  }
  if (capture.onlyJoins && found === undefined) return refused('', UNREACHABLE)
  const events = capture.events(leadId)
  for (const event of events) {
    const parsed = leadEvent.safeParse(event)
    if (parsed.success) continue
    const issue = parsed.error.issues[0]
    return refused(event.id, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not hold'}`)
  }
  for (const key of capture.allKeys) if (!known.has(key)) known.set(key, leadId)
  return { leadId, created: found === undefined, events, refusal: null }
}

/** A capture that was taken back and comes again is another one: it counts anew. */
async function renewed(tx: Tx, captures: readonly Capture[]): Promise<readonly Capture[]> {
  const rows = await tx
    .selectFrom('taken_back')
    .select(['response', 'event'])
    .where('response', '=', sql<string>`any(${captures.map((c) => c.id)}::uuid[])`)
    .execute()
  if (rows.length === 0) return captures
  const by = new Map(rows.map((r) => [r.response, r.event]))
  const again = (c: Capture) => c.again(by.get(c.id)!)
  const others = await renewed(tx, captures.filter((c) => by.has(c.id)).map(again))
  let next = 0
  return captures.map((c) => (by.has(c.id) ? others[next++]! : c))
}

/**
 * So that the import can be taken back; what another one wrote before is its row, too. A row's lead is that of its event: it stays where
 * it was first written, whomever its keys would find now.
 */
async function noteRows(tx: Tx, importId: string, results: readonly CaptureResult[]): Promise<void> {
  const rows = results.flatMap(({ created, verdicts: [captured] }) =>
    captured && captured.verdict !== 'rejected' ? [{ capture: captured.id, created }] : [],
  )
  if (rows.length === 0) return
  await sql`
    insert into import_rows (import_id, capture, lead, created)
    select ${importId}, e.id, e.lead, r.created
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(capture uuid, created boolean)
    join events e on e.id = r.capture
    on conflict do nothing`.execute(tx)
}
