import type { LeadPage } from '../../../shared/api/api.ts'
import { combine } from '../../../shared/events/combine.ts'
import type { LeadEvent } from '../../../shared/events/event.ts'
import { mayRead, type Viewer } from '../../auth/may-see.ts'
import { deliveriesOf } from '../../channels/deliveries.ts'
import { handOffOfEvent, seenHandOffs, withSeen } from '../../hand-offs/seen.ts'
import type { Db } from '../database/schema.ts'
import { partsOf } from './components.ts'
import { handOffsOf, inOrder } from './hand-offs.ts'
import { SNAPSHOT, snapshotOf } from './snapshots.ts'

export interface LeadFilter {
  campaign?: string | undefined
  /** A person's id, or 'pool'. */
  owner?: string | undefined
  stage?: string | undefined
  /** Any part's id. */
  id?: string
  /** The last lead's id of the page before. */
  cursor?: string | undefined
  limit: number
}

/** The leads a viewer may read, in the order of their ids, merged ones as one, with what central made of them. */
export async function listLeads(db: Db, viewer: Viewer, filter: LeadFilter): Promise<LeadPage> {
  let query = db
    .selectFrom('leads')
    .select([...SNAPSHOT, 'route', 'low', 'high', 'expected'])
    .whereRef('id', '=', 'component')
    .where(mayRead(viewer))
    .orderBy('id')
    .limit(filter.limit + 1)
  const { id } = filter
  if (id)
    query = query.where('id', '=', (eb) =>
      eb.selectFrom('leads as part').select('part.component').where('part.id', '=', id),
    )
  if (filter.campaign) query = query.where('campaign', '=', filter.campaign)
  if (filter.owner === 'pool') query = query.where('owner', 'is', null)
  else if (filter.owner) query = query.where('owner', '=', filter.owner)
  if (filter.stage) query = query.where('stage', '=', filter.stage as 'open')
  if (filter.cursor) query = query.where('id', '>', filter.cursor)
  const found = await query.execute()
  const rows = found.slice(0, filter.limit)
  const parts = await partsOf(
    db,
    rows.map((r) => r.id),
  )
  const partIds = [...parts.values()].flatMap((states) => states.map((s) => s.id))
  const handOffs = await handOffsOf(db, partIds)
  const handOffIds = [...handOffs.values()].flatMap((list) => list.map((h) => h.id))
  const deliveries = await deliveriesOf(db, handOffIds)
  const seen = await seenHandOffs(db, viewer, handOffIds)
  return {
    leads: rows.map((r) => {
      const states = parts.get(r.id) ?? [r.state]
      return {
        ...snapshotOf({ ...r, state: withSeen(combine(states), seen) }),
        parts: states.map((s) => s.id),
        route: r.route,
        score: { low: r.low, high: r.high, expected: r.expected },
        handOffs: states
          .flatMap((s) => handOffs.get(s.id) ?? [])
          .filter((h) => seen.has(h.id))
          .sort(inOrder)
          .map((h) => ({ ...h, delivery: deliveries.get(h.id) ?? null })),
      }
    }),
    next: found.length > rows.length ? rows.at(-1)!.id : null,
  }
}

/** The events of a lead, by any part's id, of all its parts: as they were sent, in the order in which they arrived. */
export async function eventsOf(db: Db, viewer: Viewer, lead: string): Promise<object[]> {
  const parts = await db
    .selectFrom('leads')
    .select('id')
    .where('component', '=', (eb) =>
      eb.selectFrom('leads as part').select('part.component').where('part.id', '=', lead),
    )
    .execute()
  if (parts.length === 0) return []
  const rows = await db
    .selectFrom('events')
    .select(['id', 'lead', 'stamp', 'effective', 'actor', 'device', 'type', 'payload'])
    .where(
      'lead',
      'in',
      parts.map((p) => p.id),
    )
    .orderBy('no')
    .execute()
  const events = rows.map(
    ({ lead: leadId, effective, ...e }) =>
      ({ leadId, ...e, ...(effective ? { effective } : {}) }) as LeadEvent,
  )
  const seen = await seenHandOffs(
    db,
    viewer,
    events.flatMap((e) => handOffOfEvent(e) ?? []),
  )
  return events.filter((e) => {
    const handOff = handOffOfEvent(e)
    return handOff === null || seen.has(handOff)
  })
}
