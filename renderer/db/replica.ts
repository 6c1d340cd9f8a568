import type { WorkingCalendar } from '../../shared/calendar/calendar.ts'
import type { ContactGround } from '../../shared/contact/contact-of.ts'
import { identityKeys } from '../../shared/lead/identity.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import type { LeadSnapshot } from '../../shared/sync/protocol.ts'
import type { DeskClock } from './clock.ts'
import { Components } from './components.ts'
import { KeyIndex } from './key-index.ts'
import { createPolicyBook, type DeskContext, NO_CONTEXT, type PolicyBook } from './policy-book.ts'
import { rowOf } from './row-of.ts'
import { type Span, spanOf } from './span-of.ts'
import type { SuppressionBook } from './suppression-book.ts'
import { together } from './together.ts'
import type { LeadRow } from './views.ts'

const RECENT = 200
const PULLING_MS = 1000

export interface ReplicaDeps {
  clock: DeskClock
  /** The person whose desk this is. */
  me: string
  suppressions: SuppressionBook
  /** How many events of a part wait for central. */
  waitingOf(id: string): number
}

/** Every lead's row, in memory, and the last used parts whole. Merged leads have one row, which any part's id leads to. */
export class Replica {
  #rows = new Map<string, LeadRow>()
  /** While each row holds. */
  #spans = new Map<string, Span>()
  #list: readonly LeadRow[] | null = null
  #keys = new KeyIndex()
  #components = new Components()
  /** Leads of more than one part, as shown. */
  #merged = new Map<string, LeadSnapshot>()
  #recent = new Map<string, LeadSnapshot>()
  #listeners = new Set<() => void>()
  /** By this machine's clock, epoch milliseconds. */
  #emitted = 0
  #hasRest = false
  #context: DeskContext = NO_CONTEXT
  #book: PolicyBook = createPolicyBook(NO_CONTEXT)
  #calendars = new Map<string | null, WorkingCalendar | null>()
  readonly #deps: ReplicaDeps

  constructor(deps: ReplicaDeps) {
    this.#deps = deps
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
    this.#calendars = new Map(context.people.map((p) => [p.id, p.calendar ?? null]))
  }

  ground(campaign: string): ContactGround {
    return { policy: this.#book.policy(campaign), suppressedBy: (key) => this.suppressedBy(key) }
  }

  /** The name of a suppression list that has the key. */
  suppressedBy(key: number): string | null {
    const list = this.#deps.suppressions.listOf(key)
    return list && (this.#context.suppressionLists.find((l) => l.id === list)?.name ?? list)
  }

  /** Takes in parts as they are now, with those that `unheld` named. */
  put(snapshots: readonly LeadSnapshot[], removed: readonly string[] = []): void {
    const { groups, gone } = this.#components.update(snapshots, removed)
    for (const id of removed) this.#recent.delete(id)
    for (const id of gone) {
      this.#rows.delete(id)
      this.#spans.delete(id)
      this.#merged.delete(id)
      this.#keys.delete(id)
    }
    for (const parts of groups) this.#show(parts)
    this.#list = null
  }

  #show(parts: readonly LeadSnapshot[]): void {
    const { id } = parts[0]!.lead
    const shown = together(parts)
    const now = this.#deps.clock.now()
    const row = this.#rowOf(parts, shown, now)
    this.#rows.set(id, row)
    this.#spans.set(id, spanOf(shown.lead, row, now))
    if (parts.length > 1) this.#merged.set(id, shown)
    else this.#merged.delete(id)
    this.#keys.set(id, [...new Set(parts.flatMap((p) => keysOf(p.lead)))])
    for (const part of parts) if (this.#recent.has(part.lead.id)) this.keep(part)
  }

  #rowOf(parts: readonly LeadSnapshot[], shown: LeadSnapshot, now: number): LeadRow {
    const ids = parts.map((p) => p.lead.id)
    const { me, waitingOf } = this.#deps
    const light = {
      book: this.#book,
      me,
      ground: (campaign: string) => this.ground(campaign),
      calendarOf: (person: string | null) => this.#calendars.get(person) ?? null,
    }
    return rowOf(
      shown,
      ids,
      ids.some((id) => waitingOf(id) > 0),
      light,
      now,
    )
  }

  unheld(snapshots: readonly LeadSnapshot[]): string[] {
    return this.#components.unheld(snapshots)
  }

  dangling(): string[] {
    return this.#components.dangling()
  }

  /** Holds a part whole, so that the lead on screen is not read and unsealed again for every key pressed. */
  keep(snapshot: LeadSnapshot): void {
    const { id } = snapshot.lead
    this.#recent.delete(id)
    this.#recent.set(id, snapshot)
    if (this.#recent.size > RECENT) this.#recent.delete(this.#recent.keys().next().value!)
  }

  /** One part, if it is in memory whole. */
  part(id: string): LeadSnapshot | undefined {
    return this.#components.part(id) ?? this.#recent.get(id)
  }

  /** The lead that a part belongs to, if it is in memory whole. */
  atHand(id: string): LeadSnapshot | undefined {
    const ids = this.partIds(id)
    return ids.length > 1 ? this.#merged.get(ids[0]!) : this.part(id)
  }

  partIds(id: string): readonly string[] {
    return this.#components.partIds(id)
  }

  row(id: string): LeadRow | undefined {
    return this.#rows.get(this.partIds(id)[0]!)
  }

  /** The row that some parts of a merged lead would have without the others. */
  rowOfSome(ids: readonly string[]): LeadRow {
    const parts = ids.map((id) => this.#components.part(id)!)
    return this.#rowOf(parts, together(parts), this.#deps.clock.now())
  }

  /** Ids of the rows that were derived for another time than this moment's. */
  outdated(): string[] {
    const now = this.#deps.clock.now()
    const ids: string[] = []
    for (const [id, { from, until }] of this.#spans) if (now < from || now >= until) ids.push(id)
    return ids
  }

  rows(): readonly LeadRow[] {
    this.#list ??= [...this.#rows.values()]
    return this.#list
  }

  keysOf(rowId: string): readonly string[] {
    return this.#keys.keysOf(rowId)
  }

  withKeys(keys: readonly string[]): readonly string[] {
    return this.#keys.find(keys)
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Like `emit`, but not soon after the last time: while leads come by the thousand, screens need not follow each page. */
  emitNowAndThen(): void {
    this.#hasRest = true
    if (Math.abs(this.#deps.clock.wall() - this.#emitted) >= PULLING_MS) this.emit()
  }

  /** What that has kept back. */
  emitRest(): void {
    if (this.#hasRest) this.emit()
  }

  emit(): void {
    this.#emitted = this.#deps.clock.wall()
    this.#hasRest = false
    for (const listener of [...this.#listeners]) listener()
  }
}

const keysOf = (lead: Lead): string[] =>
  identityKeys({
    email: fieldValue(lead, 'email'),
    phone: fieldValue(lead, 'phone'),
    mobile: fieldValue(lead, 'mobile'),
    externalId: fieldValue(lead, 'externalId'),
  })
