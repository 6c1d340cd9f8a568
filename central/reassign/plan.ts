import type { KeptBecause, ReassignPreview, ReassignPreviewRequest } from '../../shared/api/reassign.ts'
import type { Viewer } from '../auth/may-see.ts'
import { grouped } from '../store/database/grouped.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import { type Choice, type Chosen, choose } from './choose.ts'
import type { Share } from './share-out.ts'
import { sharesOf } from './shares-of.ts'
import { type Receiving, receiving } from './takers.ts'

/** What becomes of one lead. */
export interface Planned {
  lead: string
  from: string | null
  version: number
  share: Share
}

export interface Plan {
  leads: Planned[]
  people: Receiving[]
}

/** Works out who would get which leads, as things stand now; writes nothing. Throws for people who cannot get any. */
export async function plan(
  db: Db | Tx,
  viewer: Viewer,
  { which, to, promised }: ReassignPreviewRequest,
  now: number,
): Promise<Plan> {
  const people = await receiving(db, viewer, to, now)
  const { leads, changed } = await choose(db, viewer, which, now)
  const stay = new Map<string, KeptBecause>()
  for (const lead of leads) {
    if (lead.onCall) stay.set(lead.id, 'onCall')
    else if (lead.promised && !promised) stay.set(lead.id, 'promised')
  }
  const free = leads.filter((l) => !stay.has(l.id))
  const shares = sharesOf(to.how, people, free)
  return {
    people,
    leads: [...leads.map((l) => planned(l, shares.get(l.id) ?? { why: stay.get(l.id)! })), ...gone(changed)],
  }
}

const planned = ({ id, owner, version }: Chosen, share: Share): Planned => ({
  lead: id,
  from: owner,
  version,
  share,
})

const gone = (changed: Choice['changed']): Planned[] =>
  changed.map(({ id, version }) => ({ lead: id, from: null, version, share: { why: 'changed' } }))

/** So many of what stays for one reason are named. */
export const NAMED = 20

/** A plan as it is shown before anything is done. */
export function previewOf({ leads, people }: Plan, to: ReassignPreviewRequest['to']): ReassignPreview {
  const moves = leads.flatMap(({ share }) => ('to' in share ? [share.to] : []))
  const gets = new Map<string | null, number>()
  for (const id of moves) gets.set(id, (gets.get(id) ?? 0) + 1)
  const pool = { person: null, gets: gets.get(null) ?? 0, has: 0, capacity: null, worksToday: true }
  return {
    total: leads.length,
    moves: moves.length,
    shares:
      to.how === 'pool'
        ? [pool]
        : people.map(({ id, has, capacity, worksToday }) => ({
            person: id,
            gets: gets.get(id) ?? 0,
            has,
            capacity,
            worksToday,
          })),
    kept: keptOf(leads.flatMap(({ lead, share }) => ('why' in share ? [{ lead, why: share.why }] : []))),
  }
}

/** What stays, by why, the first of each by id. */
function keptOf(leads: readonly { lead: string; why: KeptBecause }[]): ReassignPreview['kept'] {
  const byWhy = grouped(
    leads,
    (l) => l.why,
    (l) => l.lead,
  )
  return [...byWhy].map(([why, ids]) => ({
    why: why as KeptBecause,
    count: ids.length,
    leads: ids.sort().slice(0, NAMED),
  }))
}
