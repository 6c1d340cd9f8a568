import type { KeptBecause } from '../../shared/api/reassign.ts'
import type { Chosen } from './choose.ts'

/** Somebody who may get leads. */
export interface Taker {
  /** A person's id; null: the pool. */
  id: string | null
  /** Those that the person's team works; null: all. */
  campaigns: ReadonlySet<string> | null
  /** What the person has already, as far as that counts. */
  load: number
  /** How many they can have in all; null: no limit. */
  capacity: number | null
}

export type Share = { to: string | null } | { why: KeptBecause }

/**
 * Who gets which of the leads: always the one with the least so far, as long as there is room. As few as possible move: who had some of them
 * keeps those that are theirs by count. The most urgent (the first) are spread over all, and what there is no room for is the least urgent.
 */
export function shareOut(leads: readonly Chosen[], takers: readonly Taker[]): Map<string, Share> {
  const counts = countEach(leads, takers)
  const shares = new Map<string, Share>()
  const rest: Chosen[] = []
  for (const lead of leads) {
    if (takeOne(counts.get(lead.campaign), lead.owner)) shares.set(lead.id, { why: 'already' })
    else rest.push(lead)
  }
  const turns = new Map<string, (string | null)[]>()
  for (const lead of rest) {
    const count = counts.get(lead.campaign)
    if (!count) shares.set(lead.id, { why: 'team' })
    else {
      const before = turns.get(lead.campaign) ?? []
      const turn = before.length > 0 ? before : [...count.keys()]
      turns.set(lead.campaign, turn)
      const to = turn.shift()
      shares.set(lead.id, to !== undefined && takeOne(count, to) ? { to } : { why: 'noRoom' })
    }
  }
  return shares
}

type Count = Map<string | null, number>

/** How many of each campaign everybody is to have; a campaign that nobody may work is not in it. */
function countEach(leads: readonly Chosen[], takers: readonly Taker[]): Map<string, Count> {
  const counts = new Map<string, Count>()
  const load = new Map(takers.map((t) => [t.id, t.load]))
  const ofCampaign = new Map<string, readonly Taker[]>()
  for (const { campaign } of leads) {
    const allowed =
      ofCampaign.get(campaign) ?? takers.filter((t) => t.campaigns === null || t.campaigns.has(campaign))
    ofCampaign.set(campaign, allowed)
    if (allowed.length === 0) continue
    const count: Count = counts.get(campaign) ?? new Map()
    counts.set(campaign, count)
    let least: Taker | null = null
    for (const taker of allowed) {
      const has = load.get(taker.id)!
      if (taker.capacity !== null && has >= taker.capacity) continue
      if (least === null || has < load.get(least.id)!) least = taker
    }
    if (least === null) continue
    load.set(least.id, load.get(least.id)! + 1)
    count.set(least.id, (count.get(least.id) ?? 0) + 1)
  }
  return counts
}

/** False when nothing is left for them. */
function takeOne(count: Count | undefined, id: string | null): boolean {
  const left = count?.get(id) ?? 0
  if (!count || left === 0) return false
  if (left === 1) count.delete(id)
  else count.set(id, left - 1)
  return true
}
