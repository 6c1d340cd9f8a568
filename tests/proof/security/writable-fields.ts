import { sql } from 'kysely'
import type { Db } from '../../../central/store/database/schema.ts'
import type { TestCentral } from '../../central/support.ts'
import { type Answer, ask, OWN_TRACES, withoutNames } from './answers.ts'
import type { ApiDocument } from './api-document.ts'
import type { Caller } from './callers.ts'
import { placesIn } from './places-in.ts'
import { type Request, requestsOf } from './references.ts'
import { refusalOf } from './who-may-call.ts'
import type { Ref, Side, Things, World } from './world.ts'

/** The id is chosen by who makes the thing: one that is taken is a conflict, and says nothing more. */
const CHOSEN = ['POST /reassignments /id', 'POST /campaigns /id', 'POST /responses /id']

/**
 * Every field that a route lets be written, one by one: the other side's id in it, then one that there is not. What is taken as it is (a
 * note may hold anything) is taken in both; what is refused is refused alike. Nothing of the other side is told, and all that central holds of it is
 * as it was. @param before the rows of it, from `rowsNaming`
 */
export async function writableFields(
  { url, store }: TestCentral,
  world: World,
  { operations, schemas }: ApiDocument,
  caller: Caller,
  before: readonly string[],
): Promise<{ failures: string[]; fields: number; requests: number }> {
  const own = { ...world.north.things, ...(caller.sees === 'receivers' ? { lead: world.north.sold } : {}) }
  const others = { ...world.south.things, ...(caller.sees === 'receivers' ? { lead: world.south.sold } : {}) }
  const { secrets } = world.south
  const failures: string[] = []
  const fields = new Set<string>()
  let requests = 0
  for (const operation of operations) {
    const { name, method, body } = operation
    if (method === 'GET' || name === 'POST /sync' || !body?.type.endsWith('json')) continue
    if (refusalOf(operation, caller) !== null) continue
    const nameOwn = (ref: Ref) => own[ref]
    const bases = () => requestsOf(operation, nameOwn, world.nurture)
    for (const n of bases().keys()) {
      for (const place of placesIn(body.schema, { schemas, own: nameOwn })) {
        if (CHOSEN.includes(`${name} ${place.at}`)) continue
        for (const ref of place.refs) {
          fields.add(`${name} ${place.at}`)
          const send = (things: Things) => {
            requests += 1
            const id = place.isNumber ? Number(things[ref]) : things[ref]
            const top = place.at.split('/')[1]!
            const placed = place.put(id) as Record<string, unknown>
            // Some bodies have an id of their own, new each time.
            const base = bases()[n]!
            const full = { ...placed, ...(base.body as object), [top]: placed[top] }
            return ask(url, method, { ...base, body: full } satisfies Request, caller.token)
          }
          const said = (answer: Answer, things: Things) => {
            const body = answer.body.replace(new RegExp(`\\b${things[ref]}\\b`, 'g'), '<id>')
            return withoutNames({ ...answer, body }, idsIn(body))
          }
          const alike = (one: Answer, other: Answer) => said(one, others) === said(other, world.missing)
          const [there, none] = [await send(others), await send(world.missing)]
          const isAlike =
            alike(there, none) ||
            // What was taken may not be taken twice: the same again is compared, or words that were taken as words.
            (there.status < 300 && (alike(await send(others), none) || (place.isFree && none.status === 409)))
          const say = (what: string) => failures.push(`${name} ${place.at} as ${caller.name}: ${what}`)
          if (!isAlike) say(`another's ${ref} is told from none:\n  ${briefly(there)}\n  ${briefly(none)}`)
          if (there.status >= 500) say(`${there.status} ${there.body}`)
          for (const secret of secrets)
            if (there.body.includes(secret)) say(`tells ${secret}, of the other side`)
        }
      }
    }
  }
  const after = new Set(await rowsNaming(store.db, world.south))
  for (const row of before)
    if (!after.has(row)) failures.push(`${caller.name} changed a row of the other side: ${row.split(' ')[0]}`)
  return { failures, fields: fields.size, requests }
}

const briefly = ({ status, body }: Answer): string => `${status} ${body.slice(0, 300)}`
const idsIn = (text: string): string[] => text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []

/** A line for each row that names something of the other side: its table, and a hash of it. */
export async function rowsNaming(db: Db, { things, secrets }: Side): Promise<string[]> {
  const names = [...Object.values(things).filter((id) => id.length > 9), ...secrets].join('|')
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db)
  const parts = tables
    .filter(({ name }) => !OWN_TRACES.includes(name))
    .map(
      ({ name }) => sql`select ${name}::text || ' ' || md5(t::text) as row from ${sql.table(name)} t
      where t::text ~ ${names}`,
    )
  const { rows } = await sql<{ row: string }>`${sql.join(parts, sql` union all `)}`.execute(db)
  return rows.map((r) => r.row)
}
