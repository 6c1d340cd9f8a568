import type { ImportProgress } from '../../shared/api/api.ts'
import type { ImportCheck, ImportRecord } from '../../shared/api/imports.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import type { Field } from '../../shared/lead/catalog.ts'
import type { Viewer } from '../auth/may-see.ts'
import type { CheckOptions } from './check.ts'

/** What became of one event: stored now, or already there under its id. */
export type IngestVerdict = { id: string; verdict: 'applied' | 'duplicate' } | Refusal
export interface Refusal {
  id: string
  verdict: 'rejected'
  fault: { kind: string; message: string }
}

/** A row's events before it is known which lead they belong to. */
export interface Capture {
  /** Of its first event; the same content has the same one. */
  id: string
  /** The same capture under ids of its own, for one that was taken back (by that event). */
  again(takenBack: string): Capture
  /** Identity keys (shared/lead/identity.ts) by which the row's lead is looked for. */
  keys: string[]
  /** Every identity key of the row: later rows find its lead by them. */
  allKeys: string[]
  /** The lead to make when no lead of the campaign has any of the keys. */
  newLeadId: string
  /** True when the row is refused rather than made a lead of its own. */
  onlyJoins: boolean
  /** The events for that lead; `lead.captured` first. */
  events(leadId: string): LeadEvent[]
}

export interface CaptureResult {
  leadId: string
  /** True when this capture made the lead. */
  created: boolean
  /** True when the lead is invalid: nobody is to work it. */
  invalid: boolean
  verdicts: IngestVerdict[]
}

/** What an import needs of central. */
export interface ImportDeps {
  /**
   * Writes captures in one transaction, in order: finds each one's lead by its keys (those of earlier captures of the batch
   * included) or makes it, and applies the events, idempotent by event id. Answers in the same order.
   * New leads go to the pool. What an import writes is noted as its own.
   */
  ingestCaptures(campaign: string, captures: readonly Capture[], importId?: string): Promise<CaptureResult[]>
  /**
   * The campaign of that id or name, which `make` makes when there is none; not named, the one that is meant. Throws when that is
   * not clear.
   */
  campaignFor(
    viewer: Viewer,
    named: string | undefined,
    fileName: string,
  ): Promise<{ id: string; make(): Promise<void> }>
  /** Whether an import, by its id, is there for the viewer. */
  sees(viewer: Viewer, id: string): Promise<boolean>
  /** The own fields of that campaign, by its id or name, or of the only one there is; none of one that is still to be made. */
  ownFields(viewer: Viewer, named: string | undefined): Promise<Field[]>
  /** What a file would do; nothing is written. Throws NoTable. */
  check(viewer: Viewer, source: AsyncIterable<Uint8Array>, options: CheckOptions): Promise<ImportCheck>
  store: ImportStore
  /** Imports as a whole, those that the viewer sees, the latest first. */
  list(viewer: Viewer): Promise<ImportRecord[]>
  /** Null: there is none of that id for the viewer. */
  record(viewer: Viewer, id: string): Promise<ImportRecord | null>
  /** Begins to take an import back; one that is under way or done stays so. Throws a conflict for one that cannot be. */
  undo(id: string, by: string, reason: string): Promise<void>
  /** Told what became of each import that ran to an end of its own. */
  ran?(progress: ImportProgress): void
  /** Epoch milliseconds. */
  now(): number
}

export type ImportProblem = ImportProgress['problems'][number]
/** `lead`: of the row, where it became one or joined one. */
export type FoundProblem = ImportProblem & { lead?: string | undefined }

/** Progress and problems of imports, in the database: any process of central can answer for an import that another one runs. */
export interface ImportStore {
  /** Registers a run; false while an import of that id is running, or being taken back. An earlier, ended run of the id is replaced. */
  begin(progress: ImportProgress, actor: string, now: number): Promise<boolean>
  /** Saves counts and state; true when somebody asked meanwhile to cancel it. */
  save(progress: ImportProgress, now: number): Promise<boolean>
  addProblems(id: string, problems: readonly FoundProblem[]): Promise<void>
  /** Tells the database that the tables have grown: until it notices by itself it plans for those it knew, and reads large ones whole. */
  grown(): Promise<void>
  /** As it stands at `now`, epoch milliseconds. */
  load(id: string, now: number): Promise<ImportProgress | null>
  /** Problems in the file's order, in pages. */
  problems(id: string): AsyncIterable<ImportProblem[]>
  /** Asks for cancellation; false when there is no such import. */
  cancel(id: string): Promise<boolean>
}
