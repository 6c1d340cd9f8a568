import type { Desk } from '../desk.ts'
import { type Final, takeBack } from './take-back.ts'
import type { Step, UndoLog } from './undo-log.ts'

/** Takes back what was done last, by events that amend it. A step that is final is named once, and makes way for the one before it. */
export async function undoLast(
  desk: Desk,
  log: UndoLog,
  reason: string,
): Promise<{ step: Step; final: Final | null } | null> {
  const step = log.last()
  if (!step) return null
  const drafts = takeBack(desk, step, reason)
  if (typeof drafts === 'string') {
    log.drop(step)
    return { step, final: drafts }
  }
  // Before it is written: a second press meanwhile means the step before.
  log.drop(step)
  try {
    await log.quiet.commit(drafts)
  } catch (error) {
    log.back(step)
    throw error
  }
  return { step, final: null }
}
