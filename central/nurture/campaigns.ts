import { v7 } from 'uuid'
import type { NurtureCampaign, NurtureCampaignInput } from '../../shared/api/nurture.ts'
import { CENTRAL, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { ownFieldIdsOf } from '../store/own-fields.ts'
import { checkCampaign } from './check-campaign.ts'
import { figuresOf } from './figures.ts'

export interface CampaignRow {
  id: string
  version: number
  body: NurtureCampaignInput
  /** Switched on, and not deleted. */
  enabled: boolean
  deleted: boolean
}

const rowsOf = (db: Db | Tx) => db.selectFrom('nurture_campaigns').selectAll()

/** In the order in which they were made. */
export async function listNurtureCampaigns(db: Db, viewer: Viewer): Promise<NurtureCampaign[]> {
  const rows = await rowsOf(db).where('deleted', '=', false).orderBy('id').execute()
  return withFigures(db, viewer, rows)
}

/** Throws notFound. */
export async function getNurtureCampaign(db: Db, viewer: Viewer, id: string): Promise<NurtureCampaign> {
  const [campaign] = await withFigures(db, viewer, [await campaignRow(db, id)])
  return campaign!
}

/** Throws notFound for one that there is not, or not any more. */
export async function campaignRow(db: Db | Tx, id: string): Promise<CampaignRow> {
  const row = await rowsOf(db).where('id', '=', id).where('deleted', '=', false).executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** The campaigns of these ids, deleted ones too. */
export async function campaignRows(db: Db | Tx, ids: readonly string[]): Promise<Map<string, CampaignRow>> {
  if (ids.length === 0) return new Map()
  const rows = await rowsOf(db)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Those that enrol now: there are few of them. */
export const enabledCampaigns = (tx: Tx): Promise<CampaignRow[]> =>
  rowsOf(tx).where('enabled', '=', true).where('deleted', '=', false).execute()

/** Throws malformed, with a pointer for each thing wrong. */
export async function addNurtureCampaign(deps: IngestDeps, input: NurtureCampaignInput) {
  const { db } = deps
  await refuseWrong(deps, input)
  const id = v7()
  const { enabled } = input
  await db
    .insertInto('nurture_campaigns')
    .values({ id, version: 1, body: JSON.stringify(input), enabled, deleted: false })
    .execute()
  return getNurtureCampaign(db, CENTRAL, id)
}

/** The same at a new version; the same again is none. Who is enrolled is looked at anew. Throws malformed, notFound, conflict. */
export async function changeNurtureCampaign(
  deps: IngestDeps,
  id: string,
  expected: number,
  input: NurtureCampaignInput,
  now: number,
): Promise<NurtureCampaign> {
  const { db } = deps
  await refuseWrong(deps, input)
  await inTransaction(db, async (tx) => {
    const row = await lockAt(tx, id, expected)
    const body = JSON.stringify(input)
    if (JSON.stringify(row.body) === body) return
    await tx
      .updateTable('nurture_campaigns')
      .set({ body, enabled: input.enabled, version: row.version + 1 })
      .where('id', '=', id)
      .execute()
    // Delays, hours and conditions may be others now, and what was switched off goes on.
    await tx
      .updateTable('nurture_enrolments')
      .set({ next_at: new Date(now).toISOString() })
      .where('nurture_campaign', '=', id)
      .where('state', 'in', ['active', 'waiting'])
      .execute()
  })
  return getNurtureCampaign(db, CENTRAL, id)
}

/** Ends its enrolments, too; links of mails that it sent go on leading where they led. Throws notFound, conflict. */
export function deleteNurtureCampaign(
  { db }: IngestDeps,
  id: string,
  expected: number,
  now: number,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    await lockAt(tx, id, expected)
    await tx
      .updateTable('nurture_campaigns')
      .set({ deleted: true, enabled: false })
      .where('id', '=', id)
      .execute()
    await tx
      .updateTable('nurture_enrolments')
      .set({
        state: 'ended',
        reason: 'campaignDeleted',
        next_at: null,
        ended_at: new Date(now).toISOString(),
      })
      .where('nurture_campaign', '=', id)
      .where('state', '<>', 'ended')
      .execute()
  })
}

async function lockAt(tx: Tx, id: string, expected: number): Promise<CampaignRow> {
  const row = await rowsOf(tx)
    .where('id', '=', id)
    .where('deleted', '=', false)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  if (row.version !== expected)
    throw new Fail('conflict', `This nurture campaign is at version ${row.version} now`)
  return row
}

async function refuseWrong(deps: IngestDeps, input: NurtureCampaignInput): Promise<void> {
  const { db } = deps
  const problems = checkCampaign(input, await ownFieldIdsOf(deps, input.campaigns))
  if (input.campaigns !== null) {
    const known = new Set((await db.selectFrom('campaigns').select('id').execute()).map((c) => c.id))
    for (const [i, id] of input.campaigns.entries())
      if (!known.has(id))
        problems.push({ pointer: `/campaigns/${i}`, detail: `there is no campaign '${id}'` })
  }
  if (problems.length > 0) throw new Fail('malformed', problems.map((p) => p.detail).join('; '), problems)
}

async function withFigures(db: Db, viewer: Viewer, rows: readonly CampaignRow[]): Promise<NurtureCampaign[]> {
  const figures = await figuresOf(
    db,
    viewer,
    rows.map((row) => row.id),
  )
  return rows.map(({ id, version, body }) => ({ ...body, id, version, figures: figures(id) }))
}

const notFound = () => new Fail('notFound', 'There is no such nurture campaign')
