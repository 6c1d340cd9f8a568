import { componentsOf, liveEdges } from '../../../shared/events/combine.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'

/** What a change of parts does to the leads that are shown. */
export interface Regrouped {
  /** Leads to be shown anew, each as its parts by id. */
  groups: LeadSnapshot[][]
  /** Ids under which no lead is shown any more. */
  gone: string[]
}

/**
 * Which of the parts on this machine are one lead. Parts that a live edge starts from or leads to are held whole, since one lead is
 * derived from all of them; they are few. An edge to a part that is not here joins nothing until it comes.
 */
export class Components {
  #whole = new Map<string, LeadSnapshot>()
  /** Where a part's live edges lead. */
  #edges = new Map<string, readonly string[]>()
  /** Which parts' live edges lead to one, whether it is here or not. */
  #pointing = new Map<string, Set<string>>()
  /** Of a part that is not alone: the ids of its lead's parts, ascending. */
  #groups = new Map<string, readonly string[]>()

  /** A part that edges start from or lead to. */
  part(id: string): LeadSnapshot | undefined {
    return this.#whole.get(id)
  }

  /** Whether a part is one of several, or edges start from it or lead to it. */
  isJoined(id: string): boolean {
    return this.#isEnd(id) || this.#groups.has(id)
  }

  /** Ids of a lead's parts, ascending; of a part that stands alone itself. */
  partIds(id: string): readonly string[] {
    return this.#groups.get(id) ?? [id]
  }

  /** Where edges of these parts lead and what is not held: to be read, if it is here, and put together with them. */
  unheld(snapshots: readonly LeadSnapshot[]): string[] {
    const others = snapshots.flatMap((s) => edgesOf(s)).filter((id) => !this.#whole.has(id))
    if (others.length === 0) return []
    const given = new Set(snapshots.map((s) => s.lead.id))
    return [...new Set(others)].filter((id) => !given.has(id))
  }

  /** The same of all edges. */
  dangling(): string[] {
    return [...this.#pointing.keys()].filter((id) => !this.#whole.has(id))
  }

  update(snapshots: readonly LeadSnapshot[], removed: readonly string[]): Regrouped {
    const stirred = new Set<string>()
    for (const id of removed) {
      for (const part of this.#groups.get(id) ?? []) stirred.add(part)
      this.#link(id, [])
      this.#whole.delete(id)
      this.#groups.delete(id)
    }
    for (const snapshot of snapshots) this.#link(snapshot.lead.id, edgesOf(snapshot))
    const alone: LeadSnapshot[][] = []
    for (const snapshot of snapshots) {
      const { id } = snapshot.lead
      if (this.isJoined(id)) {
        this.#whole.set(id, snapshot)
        stirred.add(id)
      } else {
        this.#whole.delete(id)
        alone.push([snapshot])
      }
    }
    const { groups, gone } = this.#regroup(this.#reached(stirred))
    return { groups: [...alone, ...groups], gone: [...removed, ...gone] }
  }

  #link(id: string, others: readonly string[]): void {
    for (const other of this.#edges.get(id) ?? []) {
      const pointing = this.#pointing.get(other)
      pointing?.delete(id)
      if (pointing?.size === 0) this.#pointing.delete(other)
    }
    if (others.length === 0) this.#edges.delete(id)
    else this.#edges.set(id, others)
    for (const other of others) this.#pointing.set(other, (this.#pointing.get(other) ?? new Set()).add(id))
  }

  #isEnd(id: string): boolean {
    return this.#edges.has(id) || this.#pointing.has(id)
  }

  /** Every part here that is, or was until now, connected with these. */
  #reached(start: ReadonlySet<string>): LeadSnapshot[] {
    const seen = new Set<string>()
    const ahead = [...start]
    const found: LeadSnapshot[] = []
    for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
      const snapshot = this.#whole.get(id)
      if (seen.has(id) || !snapshot) continue
      seen.add(id)
      found.push(snapshot)
      ahead.push(...(this.#edges.get(id) ?? []), ...(this.#pointing.get(id) ?? []), ...this.partIds(id))
    }
    return found
  }

  #regroup(parts: readonly LeadSnapshot[]): Regrouped {
    const byId = new Map(parts.map((s) => [s.lead.id, s]))
    const groups = componentsOf(parts.map((s) => s.lead)).map((leads) => leads.map((l) => byId.get(l.id)!))
    const gone: string[] = []
    for (const group of groups) {
      const ids = group.map((s) => s.lead.id)
      for (const id of ids) {
        if (ids.length > 1) this.#groups.set(id, ids)
        else this.#groups.delete(id)
        if (!this.#isEnd(id)) this.#whole.delete(id)
      }
      gone.push(...ids.slice(1))
    }
    return { groups, gone }
  }
}

const edgesOf = ({ lead }: LeadSnapshot): string[] => liveEdges(lead).map((m) => m.other)
