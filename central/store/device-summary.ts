import { sql } from 'kysely'
import type { QueueSummary } from '../../shared/api/api.ts'
import type { DeviceState } from '../../shared/sync/protocol.ts'
import type { Db } from './database/schema.ts'

/** What devices say of themselves is no more than their word: sums stay whole numbers. */
export const MOST_TOLD = 2 ** 31 - 1

/**
 * Who is silent longer is out of reach: of a line whose other end sleeps, or has lost its network, central hears nothing for a quarter of
 * an hour. A desk asks every half a minute, one in a hidden window every minute.
 */
const SILENT_MS = 120_000

interface Row {
  person: string
  state: DeviceState
  since: string | null
  waiting: number
  parked: number
  seenAt: string
  online: boolean
  signedIn: boolean
}

/** What people's devices last said, by person: the state of the one in reach (else the last seen), and what waits on all of them. */
export async function devicesOf(
  db: Db,
  people: readonly string[],
  now: number,
): Promise<Map<string, Pick<QueueSummary, 'device' | 'signedIn'>>> {
  const at = new Date(now).toISOString()
  const online = sql`(coalesce(poke_until > ${at}, false) and seen_at > ${new Date(now - SILENT_MS).toISOString()})`
  const { rows } = await sql<Row>`
    select distinct on (person) person, state, state_since as since, seen_at as "seenAt",
      ${online} as online,
      least(sum(waiting) over (partition by person), ${MOST_TOLD})::int as waiting,
      least(sum(parked) over (partition by person), ${MOST_TOLD})::int as parked,
      exists (select from sessions s where s.person = devices.person and s.expires_at > ${at}) as "signedIn"
    from devices where person = any(${[...people]}::text[]) and wiped_at is null
    order by person, ${online} desc, seen_at desc`.execute(db)
  return new Map(rows.map(({ person, signedIn, ...device }) => [person, { signedIn, device }]))
}
