import { z } from 'zod'
import { importProgress } from './api.ts'
import { line } from './line.ts'

/** The bodies of the REST service for imports as a whole: what a file would do, what there was, and taking one back. */

/** What became of a row: its lead left the queues, it keeps its own values, or nothing was taken back. */
export const UNDO_OUTCOMES = ['left', 'restored', 'kept'] as const
export type UndoOutcome = (typeof UNDO_OUTCOMES)[number]
/**
 * Why something stays. 'worked': people did something with the lead. 'accepted': a receiver took it on. 'sent': it went to another system.
 * 'doNotCall': the row said that the person is not to be called, which holds on. 'otherImport': another file has the row, too.
 */
export const UNDO_BECAUSE = ['worked', 'accepted', 'sent', 'doNotCall', 'otherImport'] as const
export type UndoBecause = (typeof UNDO_BECAUSE)[number]

export const undoRequest = z.strictObject({ reason: line(500) })

const count = z.number().int()
/** Counts are of leads, but for `rows` and `done`. */
export const importUndo = z.object({
  state: z.enum(['running', 'done']),
  by: z.string(),
  /** ISO instant. */
  at: z.string(),
  reason: z.string(),
  /** Rows that became responses, and how many of them were looked at. */
  rows: count,
  done: count,
  left: count,
  restored: count,
  kept: count,
  /** What could not be taken back, by why; the first leads of it. */
  because: z.partialRecord(z.enum(UNDO_BECAUSE), count),
  stays: z.array(z.object({ lead: z.string(), because: z.enum(UNDO_BECAUSE) })).max(200),
})
export type ImportUndo = z.infer<typeof importUndo>

export const importRecord = importProgress.omit({ problems: true }).extend({
  /** A person's id. */
  by: z.string(),
  /** ISO instant of its end, or of the last that was heard of it. */
  at: z.string(),
  /** ISO instant until which it can be taken back; null: it cannot, for it wrote nothing or was before such were kept. */
  undoableUntil: z.string().nullable(),
  undo: importUndo.nullable(),
})
export type ImportRecord = z.infer<typeof importRecord>
/** The latest first; at most a hundred. */
export const importsResponse = z.object({ imports: z.array(importRecord) })

const known = z.object({
  line: count,
  /** Of the row, as people read it. */
  name: z.string(),
  lead: z.string(),
  leadName: z.string(),
  company: z.string(),
})
/** What a file would do, were it imported now. Nothing is written. */
export const importCheck = z.object({
  rows: count,
  /** Rows that would make a lead of their own; of these those that look like a lead that is there. */
  fresh: count,
  alike: count,
  /** Rows that would join a known lead; rows that join an earlier row of the file; rows that were imported before. */
  joining: count,
  repeated: count,
  unchanged: count,
  rejected: count,
  /** The file has more rows than are looked at. */
  more: z.boolean(),
  /** The first hundred of each. */
  joins: z.array(known.extend({ by: z.enum(['email', 'external', 'phone']) })).max(100),
  likenesses: z.array(known.extend({ reasons: z.array(z.string()) })).max(100),
})
export type ImportCheck = z.infer<typeof importCheck>
