import type { z } from 'zod'
import type { EnricherInput, enricher } from '../../shared/api/enrichers.ts'
import { Fail } from '../fail.ts'
import type { Db, Tx } from '../store/schema.ts'

export interface EnricherRow {
  id: string
  settings: EnricherInput
}

type Shown = z.infer<typeof enricher>

/** As it may be shown: of the headers only the names. */
const shown = ({ id, settings: { headers, ...rest } }: EnricherRow): Shown => ({
  id,
  ...rest,
  headers: Object.keys(headers),
})

export const enricherRows = (db: Db | Tx): Promise<EnricherRow[]> =>
  db.selectFrom('enrichers').select(['id', 'settings']).orderBy('id').execute()

export const listEnrichers = async (db: Db): Promise<Shown[]> => (await enricherRows(db)).map(shown)

/** Throws notFound. */
export async function enricherOf(db: Db | Tx, id: string): Promise<EnricherRow> {
  const row = await db
    .selectFrom('enrichers')
    .select(['id', 'settings'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

export async function putEnricher(db: Db, id: string, input: EnricherInput): Promise<Shown> {
  const settings = JSON.stringify(input)
  await db
    .insertInto('enrichers')
    .values({ id, settings })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ settings }))
    .execute()
  return shown({ id, settings: input })
}

/** What it told of leads stays with them. */
export async function deleteEnricher(db: Db, id: string): Promise<void> {
  const gone = await db.deleteFrom('enrichers').where('id', '=', id).returning('id').executeTakeFirst()
  if (!gone) throw notFound()
}

const notFound = () => new Fail('notFound', 'There is no such enricher')
