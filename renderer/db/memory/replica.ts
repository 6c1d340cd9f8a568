import type { ContactGround } from '../../../shared/contact/contact-of.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import type { LeadRow } from '../views.ts'
import type { DeskClock } from './clock.ts'
import { Components } from './components.ts'
import { type Derived, derive, groundIn, type Outlook, suppressedIn } from './derive.ts'
import { KeptRows } from './kept-rows.ts'
import { KeyIndex } from './key-index.ts'
import type { List } from './list.ts'
import { type DeskContext, NO_CONTEXT, type PolicyBook, type Sight, sightOf } from './policy-book.ts'
import { inSlices } from './slices.ts'
import type { SuppressionBook } from './suppression-book.ts'
import { together } from './together.ts'

const RECENT = 200
/** How long screens are not told of what a pull brings, at first: each time twice as long as before. */
const PULLING_MS = 1000

interface Prepared extends Derived {
  outlook: Outlook
}

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
  #rows = new KeptRows()
  #keys = new KeyIndex()
  #components = new Components()
  /** Leads of more than one part, as shown. */
  #merged = new Map<string, LeadSnapshot>()
  #recent = new Map<string, LeadSnapshot>()
  #listeners = new Set<() => void>()
  /** By this machine's clock, epoch milliseconds. */
  #emitted = 0
  #hasRest = false
  #pause = PULLING_MS
  #sight: Sight = sightOf(NO_CONTEXT)
  /** Of what is about to be put. Not weak: the collector takes long over many weak entries. */
  #prepared = new Map<LeadSnapshot, Prepared>()
  readonly #deps: ReplicaDeps

  constructor(deps: ReplicaDeps) {
    this.#deps = deps
  }

  get context(): DeskContext {
    return this.#sight.context
  }

  get sight(): Sight {
    return this.#sight
  }

  get book(): PolicyBook {
    return this.#sight.book
  }

  /** The rows are then out of date: put every lead again. */
  setSight(sight: Sight): void {
    if (sight !== this.#sight) this.#rows.renew()
    this.#sight = sight
  }

  ground(campaign: string): ContactGround {
    return groundIn(this.#sight, this.#deps.suppressions.lists(), campaign)
  }

  /** The name of a suppression list that has the key. */
  suppressedBy(key: number): string | null {
    return suppressedIn(this.#sight, this.#deps.suppressions.lists(), key)
  }

  /** How leads look from here now, or will in the light of another sight. */
  outlook(sight: Sight = this.#sight): Outlook {
    return { sight, lists: this.#deps.suppressions.lists(), me: this.#deps.me }
  }

  /**
   * Derives what follows from parts that are about to be put, between other work. `put` takes it where nothing that it follows from has
   * changed meanwhile, and derives the rest itself.
   */
  async prepare(snapshots: readonly LeadSnapshot[], sight: Sight = this.#sight): Promise<void> {
    const breathe = inSlices()
    const outlook = this.outlook(sight)
    const prepared = new Map<LeadSnapshot, Prepared>()
    this.#prepared = prepared
    for (const snapshot of snapshots) {
      await breathe()
      prepared.set(snapshot, { outlook, ...this.#derive([snapshot], snapshot, outlook) })
    }
  }

  /** Takes in parts as they are now, with those that `unheld` named. */
  put(snapshots: readonly LeadSnapshot[], removed: readonly string[] = []): void {
    const { groups, gone } = this.#components.update(snapshots, removed)
    for (const id of removed) this.#recent.delete(id)
    for (const id of gone) {
      this.#rows.delete(id)
      this.#merged.delete(id)
      this.#keys.delete(id)
    }
    for (const parts of groups) this.#show(parts)
    for (const snapshot of snapshots) this.#prepared.delete(snapshot)
  }

  /** Takes in leads that stand alone and are not at hand, as they were derived elsewhere. */
  putDerived(leads: readonly Derived[]): void {
    for (const lead of leads) this.#take(lead)
  }

  #take({ row, span, keys }: Derived): void {
    this.#rows.set(row.id, row, span)
    this.#keys.set(row.id, keys)
  }

  #show(parts: readonly LeadSnapshot[]): void {
    const { id } = parts[0]!.lead
    const shown = together(parts)
    this.#take(this.#ready(parts) ?? this.#derive(parts, shown, this.outlook()))
    if (parts.length > 1) this.#merged.set(id, shown)
    else this.#merged.delete(id)
    for (const part of parts) if (this.#recent.has(part.lead.id)) this.keep(part)
  }

  #ready([part, ...others]: readonly LeadSnapshot[]): Derived | null {
    const found = part && others.length === 0 ? this.#prepared.get(part) : undefined
    if (!found || found.outlook.sight !== this.#sight) return null
    if (found.outlook.lists !== this.#deps.suppressions.lists()) return null
    return found.row.pending === this.#isPending(found.row.parts) ? found : null
  }

  #derive(parts: readonly LeadSnapshot[], shown: LeadSnapshot, outlook: Outlook): Derived {
    const pending = this.#isPending(parts.map((p) => p.lead.id))
    return derive(parts, shown, pending, outlook, this.#deps.clock.now())
  }

  #isPending(ids: readonly string[]): boolean {
    return ids.some((id) => this.#deps.waitingOf(id) > 0)
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

  /** Whether a part is one of several, or may be: a merge starts from it or leads to it. */
  isJoined(id: string): boolean {
    return this.#components.isJoined(id)
  }

  row(id: string): LeadRow | undefined {
    return this.#rows.get(this.partIds(id)[0]!)
  }

  /** The row that some parts of a merged lead would have without the others. */
  rowOfSome(ids: readonly string[]): LeadRow {
    const parts = ids.map((id) => this.#components.part(id)!)
    return this.#derive(parts, together(parts), this.outlook()).row
  }

  /** Ids of the rows that were derived for another time than this moment's. */
  outdated(): Promise<string[]> {
    return this.#rows.outdated(this.#deps.clock.now())
  }

  get size(): number {
    return this.#rows.size
  }

  rows(): readonly LeadRow[] {
    return this.#rows.array()
  }

  list(): List<LeadRow> {
    return this.#rows.list()
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

  /** Like `emit`, but less and less often: while leads come by the thousand, screens need not put all of them in order for each page. */
  emitNowAndThen(): void {
    this.#hasRest = true
    if (Math.abs(this.#deps.clock.wall() - this.#emitted) < this.#pause) return
    this.#pause *= 2
    this.emit()
  }

  /** What that has kept back; a pull is over. */
  emitRest(): void {
    this.#pause = PULLING_MS
    if (this.#hasRest) this.emit()
  }

  emit(): void {
    this.#emitted = this.#deps.clock.wall()
    this.#hasRest = false
    for (const listener of [...this.#listeners]) listener()
  }
}
