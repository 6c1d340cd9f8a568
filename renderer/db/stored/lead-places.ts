import type { LeadRecord, PageRecord } from '../database/database.ts'

/**
 * Where each lead lies on this machine's disk: in a record of its own, else in the latest page that has it. The memory side of the
 * tables `leads`, `bases` and `pages`: it follows their transactions.
 */
export class LeadPlaces {
  #records = new Map<string, Omit<LeadRecord, 'id' | 'sealed'> & { gone: boolean }>()
  #bases = new Set<string>()
  #pages = new Map<number, Omit<PageRecord, 'id' | 'sealed'>>()
  #pageOf = new Map<string, number>()
  #last = 0

  nextPage(): number {
    this.#last += 1
    return this.#last
  }

  addRecords(records: readonly LeadRecord[]): void {
    for (const { id, generation, leaving, sealed } of records)
      this.#records.set(id, { generation, leaving, gone: sealed === null })
  }

  deleteRecords(ids: readonly string[]): void {
    for (const id of ids) this.#records.delete(id)
  }

  addBases(ids: readonly string[]): void {
    for (const id of ids) this.#bases.add(id)
  }

  deleteBases(ids: readonly string[]): void {
    for (const id of ids) this.#bases.delete(id)
  }

  /** In any order: of several pages with a lead the latest counts. */
  addPages(pages: readonly Omit<PageRecord, 'sealed'>[]): void {
    for (const { id, generation, leads } of pages) {
      this.#last = Math.max(this.#last, id)
      // One that is written anew, without some of its leads.
      this.deletePages([id])
      this.#pages.set(id, { generation, leads })
      for (const lead of leads) if (id > (this.#pageOf.get(lead) ?? 0)) this.#pageOf.set(lead, id)
    }
  }

  deletePages(ids: readonly number[]): void {
    for (const id of ids) {
      for (const lead of this.#pages.get(id)?.leads ?? [])
        if (this.#pageOf.get(lead) === id) this.#pageOf.delete(lead)
      this.#pages.delete(id)
    }
  }

  hasRecord(id: string): boolean {
    return this.#records.has(id)
  }

  hasBase(id: string): boolean {
    return this.#bases.has(id)
  }

  /** The page to read a lead from; null for one with a record of its own, and for one that is not here. */
  pageOf(id: string): number | null {
    return this.#records.has(id) ? null : (this.#pageOf.get(id) ?? null)
  }

  /** Of these leads, those of which some page still holds something, current or not. @param going pages that do not count */
  heldBy(leads: Iterable<string>, going: readonly number[] = []): Set<string> {
    const asked = new Set(leads)
    if (asked.size === 0) return asked
    const pages = this.pages().filter((page) => !going.includes(page))
    return new Set(pages.flatMap((page) => this.leadsIn(page).filter((id) => asked.has(id))))
  }

  /** The pull a lead was last seen in; null: it is not here. */
  generationOf(id: string): number | null {
    const record = this.#records.get(id)
    if (record) return record.gone ? null : record.generation
    return this.#pages.get(this.#pageOf.get(id) ?? 0)?.generation ?? null
  }

  pages(): number[] {
    return [...this.#pages.keys()]
  }

  /** Leads that are read from a page, of those that it holds. */
  liveIn(page: number): string[] {
    return (this.#pages.get(page)?.leads ?? []).filter((id) => this.pageOf(id) === page)
  }

  leadsIn(page: number): readonly string[] {
    return this.#pages.get(page)?.leads ?? []
  }

  /** Every page that holds something of one of these leads. */
  pagesWith(ids: ReadonlySet<string>): number[] {
    return this.pages().filter((page) => this.leadsIn(page).some((id) => ids.has(id)))
  }

  /** Leads and pages that a pull has not met. */
  before(generation: number): { leads: string[]; pages: number[]; tombstones: string[] } {
    const pages = this.pages().filter((page) => this.#pages.get(page)!.generation < generation)
    const old = [...this.#records].filter(([, r]) => r.generation < generation)
    return {
      leads: [...old.flatMap(([id, r]) => (r.gone ? [] : id)), ...pages.flatMap((page) => this.liveIn(page))],
      pages,
      tombstones: old.flatMap(([id, r]) => (r.gone ? id : [])),
    }
  }

  /** It goes from this machine once nothing of it waits. */
  isLeaving(id: string): boolean {
    return this.#records.get(id)?.leaving ?? false
  }

  leaving(): string[] {
    return [...this.#records].flatMap(([id, r]) => (r.leaving && !r.gone ? id : []))
  }

  tombstones(): string[] {
    return [...this.#records].flatMap(([id, r]) => (r.gone ? id : []))
  }

  /** Pages that are mostly out of date. */
  stale(): number[] {
    return this.pages().filter((page) => 2 * this.liveIn(page).length < this.leadsIn(page).length)
  }

  /** Leads with a record that could as well lie in a page. */
  packable(): string[] {
    return [...this.#records].flatMap(([id, r]) => (r.gone || r.leaving || this.#bases.has(id) ? [] : id))
  }
}
