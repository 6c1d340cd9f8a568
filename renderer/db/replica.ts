import { identityKeys } from '../../shared/lead/identity.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import type { LeadSnapshot } from '../../shared/sync/protocol.ts'
import type { DeskClock } from './clock.ts'
import { createPolicyBook, type DeskContext, NO_CONTEXT, type PolicyBook } from './policy-book.ts'
import { rowOf } from './row-of.ts'
import type { LeadRow } from './views.ts'

const RECENT = 200

/** Every lead's row, in memory, and the last used leads whole. */
export class Replica {
  #rows = new Map<string, LeadRow>()
  #list: readonly LeadRow[] | null = null
  #keys = new Map<string, Set<string>>()
  #keysOf = new Map<string, readonly string[]>()
  #recent = new Map<string, LeadSnapshot>()
  #listeners = new Set<() => void>()
  #context: DeskContext = NO_CONTEXT
  #book: PolicyBook = createPolicyBook(NO_CONTEXT)
  readonly #clock: DeskClock

  constructor(clock: DeskClock) {
    this.#clock = clock
  }

  get context(): DeskContext {
    return this.#context
  }

  get book(): PolicyBook {
    return this.#book
  }

  /** The rows are then out of date: put every lead again. */
  setContext(context: DeskContext): void {
    this.#book = createPolicyBook(context)
    this.#context = context
  }

  put(snapshot: LeadSnapshot, pending: boolean): void {
    const { id } = snapshot.lead
    this.#rows.set(id, rowOf(snapshot, pending, this.#book, this.#clock.now()))
    this.#list = null
    this.#setKeys(id, keysOf(snapshot.lead))
    if (this.#recent.has(id)) this.keep(snapshot)
  }

  remove(id: string): void {
    this.#rows.delete(id)
    this.#list = null
    this.#setKeys(id, [])
    this.#recent.delete(id)
  }

  /** Holds a lead whole, so that the lead on screen is not read and unsealed again for every key pressed. */
  keep(snapshot: LeadSnapshot): void {
    const { id } = snapshot.lead
    this.#recent.delete(id)
    this.#recent.set(id, snapshot)
    if (this.#recent.size > RECENT) this.#recent.delete(this.#recent.keys().next().value!)
  }

  kept(id: string): LeadSnapshot | undefined {
    return this.#recent.get(id)
  }

  row(id: string): LeadRow | undefined {
    return this.#rows.get(id)
  }

  rows(): readonly LeadRow[] {
    this.#list ??= [...this.#rows.values()]
    return this.#list
  }

  withKeys(keys: readonly string[]): readonly string[] {
    return [...new Set(keys.flatMap((k) => [...(this.#keys.get(k) ?? [])]))]
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  emit(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  #setKeys(id: string, keys: readonly string[]): void {
    for (const key of this.#keysOf.get(id) ?? []) this.#keys.get(key)?.delete(id)
    for (const key of keys) this.#keys.set(key, (this.#keys.get(key) ?? new Set()).add(id))
    this.#keysOf.set(id, keys)
  }
}

const keysOf = (lead: Lead): string[] =>
  identityKeys({
    email: fieldValue(lead, 'email'),
    phone: fieldValue(lead, 'phone'),
    mobile: fieldValue(lead, 'mobile'),
    externalId: fieldValue(lead, 'externalId'),
  })
