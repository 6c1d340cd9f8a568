import { z } from 'zod'
import type { DuplicatesPage, LeadDuplicates } from '../../../shared/api/qualification.ts'
import { combine } from '../../../shared/events/combine.ts'
import { fieldValue, type Lead } from '../../../shared/lead/lead.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import { refuseUnseen, seenAmong, type Viewer } from '../../auth/may-see.ts'
import { Fail } from '../../fail.ts'
import type { Db, Tx } from '../database/schema.ts'
import { componentOf, partsOf } from '../leads/components.ts'
import { SNAPSHOT, snapshotOf } from '../leads/snapshots.ts'
import { listPeople } from '../people.ts'
import { type LivePair, likelyOf, listPairs } from './likely-pairs.ts'

const PAGE = 50

/** A page of the pairs of a campaign that may be one person and that the viewer may both read, the likeliest first. Throws for a cursor that is none. */
export async function duplicatesPage(
  db: Db,
  viewer: Viewer,
  { campaign, cursor }: { campaign?: string | undefined; cursor?: string | undefined },
): Promise<DuplicatesPage> {
  const after = cursor === undefined ? null : positionOf(cursor)
  const found = await listPairs(db, viewer, { campaign, after, limit: PAGE + 1 })
  const pairs = found.slice(0, PAGE)
  const shown = await combinedSnapshots(
    db,
    pairs.flatMap(({ x, y }) => [x, y]),
  )
  const duplicates = pairs.flatMap(({ x, y, score, reasons }) => {
    const [left, right] = [shown.get(x), shown.get(y)]
    // Merged since the pair was read.
    if (!left || !right) return []
    return { leads: [left, right] as [LeadSnapshot, LeadSnapshot], score, reasons }
  })
  const last = pairs.at(-1)
  return { duplicates, next: last && found.length > PAGE ? cursorOf(last) : null }
}

/** Who may be the same person as a lead. An agent must hold the lead, and learns of a colleague's lead its name, company and owner: whom to ask. */
export async function duplicatesOf(db: Db, id: string, viewer: Viewer): Promise<LeadDuplicates> {
  await refuseUnseen(db, viewer, id)
  const component = await componentOf(db, id)
  const holder = component === null ? undefined : (await combinedSnapshots(db, [component])).get(component)
  if (component === null || !holder) throw new Fail('notFound', 'There is no such lead')
  const likely = await likelyOf(db, viewer, component)
  const others = likely.map((l) => l.other)
  const shown = await combinedSnapshots(db, others)
  const readable = await seenAmong(db, viewer, others)
  const names = new Map((await listPeople(db)).map((p) => [p.id, p.name]))
  return {
    duplicates: likely.flatMap(({ other, score, reasons }) => {
      const snapshot = shown.get(other)
      if (!snapshot) return []
      const mine = readable.has(other)
      const { lead, owner } = snapshot
      return {
        lead: other,
        score,
        // What speaks for it quotes the other's address and number.
        reasons: mine ? reasons : reasons.map((r) => ({ ...r, text: r.text.split(':')[0]! })),
        name: nameOf(lead),
        company: String(fieldValue(lead, 'company') ?? ''),
        owner: owner === null ? null : (names.get(owner) ?? null),
        snapshot: mine ? snapshot : null,
      }
    }),
  }
}

/** Components as one lead each, with the owner, version and stage that all their parts have. */
export async function combinedSnapshots(
  db: Db | Tx,
  components: readonly string[],
): Promise<Map<string, LeadSnapshot>> {
  if (components.length === 0) return new Map()
  const ids = [...new Set(components)]
  const rows = await db.selectFrom('leads').select(SNAPSHOT).where('id', 'in', ids).execute()
  const parts = await partsOf(db, ids)
  return new Map(
    rows.flatMap((row): [string, LeadSnapshot][] => {
      const own = parts.get(row.id)
      return own ? [[row.id, { ...snapshotOf(row), lead: combine(own) }]] : []
    }),
  )
}

const nameOf = (lead: Lead): string =>
  [fieldValue(lead, 'firstName'), fieldValue(lead, 'lastName')].filter((part) => part !== null).join(' ')

const cursorOf = ({ score, x, y }: LivePair): string => [score, x, y].join('_')

function positionOf(cursor: string): Pick<LivePair, 'x' | 'y' | 'score'> {
  const [score = '', x = '', y = ''] = cursor.split('_')
  if (/^[01](?:\.\d+)?$/u.test(score) && [x, y].every((id) => z.uuid().safeParse(id).success))
    return { score: Number(score), x, y }
  throw new Fail('malformed', 'The cursor is none of this server', [
    { pointer: '/querystring/cursor', detail: 'is not a cursor' },
  ])
}
