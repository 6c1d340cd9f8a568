import { type EnricherInput, type EnricherShown, PLACEHOLDER } from '../../shared/api/enrichers.ts'
import { Fail } from '../fail.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import type { EnricherSettings } from './tables.ts'

export interface EnricherRow {
  id: string
  settings: EnricherSettings
}

/** As it may be shown: of the headers only the names. */
const shown = ({ id, settings: { headers, ...rest } }: EnricherRow): EnricherShown => ({
  id,
  ...rest,
  headers: Object.keys(headers),
})

export const enricherRows = (db: Db | Tx): Promise<EnricherRow[]> =>
  db.selectFrom('enrichers').select(['id', 'settings']).orderBy('id').execute()

export const listEnrichers = async (db: Db): Promise<EnricherShown[]> => (await enricherRows(db)).map(shown)

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

/** Headers that the input leaves out stay as they are, and go to nobody else: throws malformed for another server without headers of its own. */
export function putEnricher(db: Db, id: string, input: EnricherInput): Promise<EnricherShown> {
  return inTransaction(db, async (tx) => {
    const was = await tx
      .selectFrom('enrichers')
      .select('settings')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (
      was &&
      !input.headers &&
      Object.keys(was.settings.headers).length > 0 &&
      isMoved(was.settings.url, input.url)
    )
      throw new Fail('malformed', 'The keys sent along are those of another server', [
        { pointer: '/headers', detail: 'must be given anew for another server' },
      ])
    const merged = { ...input, headers: input.headers ?? was?.settings.headers ?? {} }
    const settings = JSON.stringify(merged)
    await tx
      .insertInto('enrichers')
      .values({ id, settings })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ settings }))
      .execute()
    return shown({ id, settings: merged })
  })
}

const isMoved = (was: string, url: string): boolean => originOf(was) !== originOf(url)

const originOf = (url: string): string => new URL(url.replace(PLACEHOLDER, 'x')).origin

/** What it told of leads stays with them. */
export async function deleteEnricher(db: Db, id: string): Promise<void> {
  const gone = await db.deleteFrom('enrichers').where('id', '=', id).returning('id').executeTakeFirst()
  if (!gone) throw notFound()
}

const notFound = () => new Fail('notFound', 'There is no such enricher')
