import type { ReassignPreviewRequest } from '../../shared/api/reassign.ts'
import type { Chosen } from './choose.ts'
import { type Share, shareOut, type Taker } from './share-out.ts'
import type { Receiving } from './takers.ts'

/** What nobody has room for stays with who has it, and takes room there: it is counted, and all others are dealt anew. */
export function sharesOf(
  how: ReassignPreviewRequest['to']['how'],
  people: readonly Receiving[],
  free: readonly Chosen[],
): Map<string, Share> {
  const ids = new Set<string | null>(people.map((p) => p.id))
  const stay = new Map<string, Share>()
  for (;;) {
    const dealt = free.filter((l) => !stay.has(l.id))
    const shares = shareOut(dealt, takersOf(how, people, dealt))
    const stuck = dealt.filter(({ id, owner }) => ids.has(owner) && isKept(shares.get(id)!))
    if (how !== 'capacity' || stuck.length === 0) return new Map([...shares, ...stay])
    for (const { id } of stuck) stay.set(id, shares.get(id)!)
  }
}

const isKept = (share: Share): boolean => 'why' in share && share.why !== 'already'

const POOL: Taker = { id: null, campaigns: null, load: 0, capacity: null }

/** By capacity people are counted without what of theirs is dealt anew; else nobody's load and limit matters. */
function takersOf(
  how: ReassignPreviewRequest['to']['how'],
  people: readonly Receiving[],
  free: readonly Chosen[],
): Taker[] {
  if (how === 'pool') return [POOL]
  if (how !== 'capacity')
    return people.map(({ id, campaigns }) => ({ id, campaigns, load: 0, capacity: null }))
  const dealt = new Map<string | null, number>()
  for (const { owner } of free) dealt.set(owner, (dealt.get(owner) ?? 0) + 1)
  return people
    .filter((p) => p.worksToday)
    .map(({ id, campaigns, has, capacity }) => ({
      id,
      campaigns,
      capacity,
      load: has - (dealt.get(id) ?? 0),
    }))
}
