import type { UndoBecause, UndoOutcome } from '../../shared/api/imports.ts'

export interface ImportTables {
  imports: {
    id: string
    actor: string
    progress: object
    cancelled: boolean
    saved_at: string
    undo: object | null
  }
  /** Captures that an import wrote. `lead`: the part that each was written for. */
  import_rows: {
    import_id: string
    capture: string
    lead: string
    created: boolean
    /** null: not taken back (yet). */
    outcome: UndoOutcome | null
    because: UndoBecause | null
  }
  taken_back: { response: string; lead: string; event: string }
}
