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

type Count = Map<string | null, number>

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

/** How many of each campaign everybody is to have; a campaign that nobody may work is not in it. */
function countEach(leads: readonly Chosen[], takers: readonly Taker[]): Map<string, Count> {
  const counts = new Map<string, Count>()
  const load = new Map(takers.map((t) => [t.id, t.load]))
  const lines = new Map<string, Place[]>()
  for (const { campaign } of leads) {
    let line = lines.get(campaign)
    if (!line) {
      line = lineOf(takers.filter((t) => t.campaigns === null || t.campaigns.has(campaign)))
      lines.set(campaign, line)
      if (line.length > 0) counts.set(campaign, new Map())
    }
    const least = leastOf(line, load)
    if (!least) continue
    load.set(least.id, load.get(least.id)! + 1)
    const count = counts.get(campaign)!
    count.set(least.id, (count.get(least.id) ?? 0) + 1)
  }
  return counts
}

/** Where somebody stands in the line for a campaign's leads. */
interface Place {
  taker: Taker
  /** Of those with the same load the first among the takers comes first. */
  order: number
  /** What the taker had when put here; by another campaign's leads it may be more by now, never less. */
  load: number
}

function lineOf(takers: readonly Taker[]): Place[] {
  const line: Place[] = []
  for (const [order, taker] of takers.entries()) putInto(line, { taker, order, load: taker.load })
  return line
}

/** Who has the least and has room, and stands behind as many as have less once this lead is theirs; null when nobody has room. */
function leastOf(line: Place[], load: ReadonlyMap<string | null, number>): Taker | null {
  for (let first = line.shift(); first; first = line.shift()) {
    const { taker, order } = first
    const has = load.get(taker.id)!
    if (taker.capacity !== null && has >= taker.capacity) continue
    const isLeast = first.load === has
    putInto(line, { taker, order, load: isLeast ? has + 1 : has })
    if (isLeast) return taker
  }
  return null
}

function putInto(line: Place[], place: Place): void {
  let low = 0
  let high = line.length
  while (low < high) {
    const middle = (low + high) >> 1
    const at = line[middle]!
    if (at.load < place.load || (at.load === place.load && at.order < place.order)) low = middle + 1
    else high = middle
  }
  line.splice(low, 0, place)
}

/** False when nothing is left for them. */
function takeOne(count: Count | undefined, id: string | null): boolean {
  const left = count?.get(id) ?? 0
  if (!count || left === 0) return false
  if (left === 1) count.delete(id)
  else count.set(id, left - 1)
  return true
}
