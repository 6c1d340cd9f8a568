import type { LeadEvent } from '../../../shared/events/event.ts'

export interface OutboxEntry {
  seq: number
  event: LeadEvent
  sealed: Uint8Array
}

/** The events that wait for central, in the order of saving: the memory side of the outbox table. */
export class Outbox {
  #entries = new Map<string, OutboxEntry>()
  #byLead = new Map<string, Set<string>>()
  #seq = 0

  get size(): number {
    return this.#entries.size
  }

  nextSeq(): number {
    this.#seq += 1
    return this.#seq
  }

  add(entries: readonly OutboxEntry[]): void {
    for (const entry of entries) {
      const { id, leadId } = entry.event
      this.#entries.set(id, entry)
      this.#seq = Math.max(this.#seq, entry.seq)
      const ofLead = this.#byLead.get(leadId) ?? new Set()
      this.#byLead.set(leadId, ofLead.add(id))
    }
  }

  delete(ids: Iterable<string>): void {
    for (const id of ids) {
      const leadId = this.#entries.get(id)?.event.leadId
      this.#entries.delete(id)
      if (leadId === undefined) continue
      const ofLead = this.#byLead.get(leadId)
      ofLead?.delete(id)
      if (ofLead?.size === 0) this.#byLead.delete(leadId)
    }
  }

  has(id: string): boolean {
    return this.#entries.has(id)
  }

  all(): OutboxEntry[] {
    return [...this.#entries.values()]
  }

  /** The oldest entries. */
  first(count: number): OutboxEntry[] {
    const found: OutboxEntry[] = []
    for (const entry of this.#entries.values()) {
      if (found.length === count) break
      found.push(entry)
    }
    return found
  }

  waitingOf(leadId: string): number {
    return this.#byLead.get(leadId)?.size ?? 0
  }

  eventsOf(leadId: string): LeadEvent[] {
    return [...(this.#byLead.get(leadId) ?? [])].map((id) => this.#entries.get(id)!.event)
  }

  leadIds(): string[] {
    return [...this.#byLead.keys()]
  }
}
