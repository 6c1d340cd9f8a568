import { sql } from 'kysely'
import type { Db } from '../../../central/store/database/schema.ts'
import type { Request } from './references.ts'

export interface Answer {
  status: number
  headers: Record<string, string>
  body: string
}

/** Of the moment, or counted by what was asked before. */
const PASSING = /^(date|connection|keep-alive|transfer-encoding|content-length|x-ratelimit-.*|retry-after)$/

export async function ask(
  url: string,
  method: string,
  { path, body, type }: Request,
  token: string | null,
): Promise<Answer> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(type === null || body === undefined ? {} : { 'content-type': type }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !PASSING.test(name)))
  // A line that stays open is not read to its end.
  if (headers['content-type']?.startsWith('text/event-stream')) {
    await answer.body?.cancel()
    return { status: answer.status, headers, body: '' }
  }
  return { status: answer.status, headers, body: await answer.text() }
}

const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g

/** The answer as it is for whoever knows neither which id was asked for nor when. */
export function withoutNames({ status, headers, body }: Answer, names: readonly string[]): string {
  const text = JSON.stringify([status, headers, body])
  return names.reduce((said, name) => said.replaceAll(name, '<id>'), text).replaceAll(INSTANT, '<now>')
}

/** What a refused request may write all the same: when somebody was here, and what they asked for. */
export const OWN_TRACES = [
  'sessions',
  'devices',
  'api_keys',
  'kept_answers',
  'reassignments',
  'reassigned_leads',
]

/** A hash of all that central holds, a line a table. */
export async function contentsOf(db: Db): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db)
  const hashes = tables
    .filter(({ name }) => !OWN_TRACES.includes(name))
    .map(
      ({ name }) => sql`select ${name}::text as name,
      md5(coalesce(string_agg(t::text, '' order by t::text), '')) as hash from ${sql.table(name)} t`,
    )
  const { rows } = await sql<{ name: string; hash: string }>`${sql.join(hashes, sql` union all `)}`.execute(
    db,
  )
  return rows
    .map(({ name, hash }) => `${name} ${hash}`)
    .sort()
    .join('\n')
}
